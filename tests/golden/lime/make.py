"""Golden surrogates of Python lime, to which ours are compared. Run by hand: python3 make.py

Made with lime 0.2.0.1, numpy 2.4.6, scikit-learn 1.9.1, scipy 1.17.1 (Python 3.11). Each case holds masks,
one output per mask, and what lime's LimeBase.explain_instance_with_data says of them with the kernel and
the cosine distance of lime_image.LimeImageExplainer. Everything is seeded; the outputs are a linear model
with interactions and noise, squashed to probabilities in half of the cases.
"""

import json
import pathlib
from functools import partial

import lime
import numpy as np
import sklearn
import sklearn.metrics
from importlib.metadata import version
from lime.lime_base import LimeBase
from scipy.linalg import hadamard

assert version("lime") == "0.2.0.1", version("lime")


def bernoulli(rng, n, d):
    masks = rng.integers(0, 2, (n, d))
    masks[0] = 1
    return masks


def foldover(rng, n, d):
    m = 1
    while m < d + 1:
        m *= 2
    rows = []
    while len(rows) < n:
        block = hadamard(m)[:, 1:][:, rng.permutation(m - 1)[:d]] * rng.choice([-1, 1], d)
        for row in block[rng.permutation(m)]:
            rows += [row, -row]
    masks = (np.array(rows[:n]) + 1) // 2
    masks[0] = 1  # lime takes row 0 for the picture itself
    return masks


def outputs(rng, masks, squash):
    d = masks.shape[1]
    effects = rng.normal(size=d) * (rng.random(d) < 0.6)
    pairs = np.triu(rng.normal(size=(d, d)) * (rng.random((d, d)) < 0.05), 1)
    y = masks @ effects + np.einsum("na,ab,nb->n", masks, pairs, masks) + 0.2 * rng.normal(size=len(masks))
    return 1 / (1 + np.exp(-(y - y.mean()))) if squash else y


def kernel(d, kernel_width):
    return np.sqrt(np.exp(-(d**2) / kernel_width**2))


def case(name, seed, design, n, d, width, selection, count, squash):
    rng = np.random.default_rng(seed)
    masks = design(rng, n, d)
    y = outputs(rng, masks, squash)
    distances = sklearn.metrics.pairwise_distances(masks, masks[0].reshape(1, -1), metric="cosine").ravel()
    base = LimeBase(partial(kernel, kernel_width=width), random_state=np.random.RandomState(seed))
    intercept, weights, score, prediction = base.explain_instance_with_data(
        masks, y[:, None], distances, 0, count, feature_selection=selection
    )
    used = base.feature_selection(masks, y, base.kernel_fn(distances), count, selection)
    dense = np.zeros(d)
    for feature, weight in weights:
        dense[feature] = weight
    return {
        "name": name,
        "masks": ["".join(map(str, row)) for row in masks],
        "outputs": y.tolist(),
        "kernel_width": width,
        "selection": selection,
        "count": count,
        "selected": [int(f) for f in used],
        "kernel": base.kernel_fn(distances).tolist(),
        "weights": dense.tolist(),
        "intercept": float(intercept),
        "score": float(score),
        "local_prediction": float(prediction[0]),
    }


cases = [
    case("small, all", 1, bernoulli, 40, 8, 0.25, "none", 8, True),
    case("31 superpixels, all", 2, bernoulli, 256, 31, 0.25, "none", 31, True),
    case("fold-over, all", 3, foldover, 128, 31, 0.25, "none", 31, False),
    case("wide kernel", 4, foldover, 64, 20, 1.0, "none", 20, False),
    case("more superpixels than evaluations", 5, bernoulli, 30, 40, 0.25, "none", 40, True),
    case("over 64 superpixels", 6, bernoulli, 160, 70, 0.5, "none", 70, True),
    case("7 highest weights", 7, bernoulli, 200, 25, 0.25, "highest_weights", 7, True),
    case("all by highest weights", 8, bernoulli, 100, 12, 0.25, "highest_weights", 100000, False),
    case("5 forward", 9, bernoulli, 150, 18, 0.25, "forward_selection", 5, True),
    case("all forward", 10, bernoulli, 80, 9, 0.4, "forward_selection", 20, False),
    case("4 forward of a fold-over", 11, foldover, 64, 16, 0.7, "forward_selection", 4, False),
]
text = ",\n".join(json.dumps(c) for c in cases)
path = pathlib.Path(__file__).with_name("surrogates.json")
path.write_text(f"[\n{text}\n]\n")
print(f"{len(cases)} cases, {path.stat().st_size} bytes, lime {version('lime')}, scikit-learn {sklearn.__version__}")
