"""Writes what onnxruntime says of an exported model, for `tests/export_golden.rs`.

Run by hand after a change of backbone, head or export:
    cargo run --release --example teach -- --head models/head.safetensors --out target/export.onnx
    pip install numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
    python3 tests/golden/export/make.py target/export.onnx

The file is checked by onnx first. The pictures are those of `tests/golden/onnx/make.py`; they enter as
they are, 0 to 255, all in one batch.
"""

import hashlib
import json
import os
import sys

import numpy as np
import onnx
import onnxruntime

HERE = os.path.dirname(os.path.abspath(__file__))
SIDE = 224


def picture(p):
    y, x, c = np.meshgrid(np.arange(SIDE), np.arange(SIDE), np.arange(3), indexing="ij")
    value = (x * (3 + p) + y * (5 + 2 * p) + 31 * ((x // 16 + y // 16) % 5) + 40 * c) * (1 + p)
    return value % 256


with open(sys.argv[1], "rb") as file:
    data = file.read()
onnx.checker.check_model(onnx.load_from_string(data), full_check=True)
session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
metadata = session.get_modelmeta().custom_metadata_map
pixels = np.stack([picture(p).astype(np.float32).transpose(2, 0, 1) for p in range(3)])
names = [output.name for output in session.get_outputs()]
probabilities, embedding = session.run(names, {session.get_inputs()[0].name: pixels})
golden = {
    "sha256": hashlib.sha256(data).hexdigest(),
    "input": [session.get_inputs()[0].type, *session.get_inputs()[0].shape],
    "outputs": names,
    "labels": json.loads(metadata["labels"]),
    "size": metadata["size"],
    "probabilities": [[round(float(v), 7) for v in row] for row in probabilities],
    "embedding": [[round(float(v), 6) for v in row] for row in embedding],
}
with open(os.path.join(HERE, "outputs.json"), "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
print("largest probability of each picture:", probabilities.max(axis=1))
