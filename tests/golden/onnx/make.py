"""Writes what onnxruntime says of three pictures, for `tests/onnx_golden.rs`.

Run by hand after a change of the backbone:
    pip install numpy==2.4.6 onnxruntime==1.32.0
    python3 tests/golden/onnx/make.py

The pictures are made from integers, so that Rust makes the very same ones (`seeded_picture` there):
pixel(x, y, channel) of picture p = ((x * (3 + p) + y * (5 + 2p) + 31 * ((x / 16 + y / 16) % 5) + 40 * channel) * (1 + p)) % 256
with whole-number division.
"""

import json
import os

import numpy as np
import onnxruntime

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "..", "..", "..", "models", "efficientnet-lite0-224.onnx")
SIDE = 224


def picture(p):
    y, x, c = np.meshgrid(np.arange(SIDE), np.arange(SIDE), np.arange(3), indexing="ij")
    value = (x * (3 + p) + y * (5 + 2 * p) + 31 * ((x // 16 + y // 16) % 5) + 40 * c) * (1 + p)
    return value % 256


session = onnxruntime.InferenceSession(MODEL, providers=["CPUExecutionProvider"])
rows = []
for p in range(3):
    pixels = ((picture(p) - 127) / 128).astype(np.float32).transpose(2, 0, 1)[None]
    embedding, logits = session.run(["embedding", "logits"], {"input": pixels})
    rows.append({"embedding": [round(float(v), 6) for v in embedding[0]], "logits": [round(float(v), 6) for v in logits[0]]})
with open(os.path.join(HERE, "outputs.json"), "w") as file:
    json.dump(rows, file, separators=(",", ":"))
    file.write("\n")
