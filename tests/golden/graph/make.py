"""Neighbours and principal components of the shipped gallery by scikit-learn, for tests/graph_golden.rs.

Run by hand, from the root of the repository, after `cargo run --release --example likeness`:
    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    python3 tests/golden/graph/make.py
"""

import hashlib
import json
import pathlib
import struct

import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

MODELS = pathlib.Path("models")
NEAREST = 10
EACH = 4


def embeddings(data):
    """The tensor `embeddings` of a safetensors file."""
    length = struct.unpack("<Q", data[:8])[0]
    entry = json.loads(data[8:8 + length])["embeddings"]
    assert entry["dtype"] == "F16"
    first, last = entry["data_offsets"]
    raw = data[8 + length + first:8 + length + last]
    return np.frombuffer(raw, dtype="<f2").reshape(entry["shape"]).astype(np.float64)


def neighbours(points):
    search = NearestNeighbors(n_neighbors=NEAREST, metric="cosine", algorithm="brute").fit(points)
    return search.kneighbors(return_distance=False).tolist()


def main():
    data = (MODELS / "likeness.safetensors").read_bytes()
    unit = normalize(embeddings(data))
    points = unit - unit.mean(axis=0)
    characters = points.reshape(-1, EACH, points.shape[1]).mean(axis=1)
    pca = PCA(n_components=2, svd_solver="full").fit(points)
    plane = pca.transform(points)
    axes = pca.components_
    signs = np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])
    upper = np.triu_indices(len(characters), 1)
    out = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "pictures": neighbours(points),
        "characters": neighbours(characters),
        "similarities": [round(float(s), 7) for s in cosine_similarity(characters)[upper]],
        "plane": [[round(float(x), 7) for x in row] for row in plane * signs],
        "share": round(float(pca.explained_variance_ratio_.sum()), 9),
    }
    path = pathlib.Path(__file__).with_name("scikit-learn.json")
    path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
