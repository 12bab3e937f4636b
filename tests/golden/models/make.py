"""Writes classifiers of many forms, small and with random weights, and what onnxruntime says of them.

Run by hand:
    pip install numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
    python3 tests/golden/models/make.py

Each keeps the layers, their order, kernels, strides and ways of writing them of its namesake; widths and
depths are reduced. `tests/models_golden.rs` reads all of them.

    python3 tests/golden/models/make.py --full FOLDER

writes the same at full width and 224 x 224, and puts the light models of the package `onnx` beside them, for
`cargo run --release --example models -- FOLDER`.
"""

import argparse
import json
import pathlib
import shutil

import numpy as np
import onnx
import onnxruntime

from bad import bad
from forms import GOOD
from graph import Graph

HERE = pathlib.Path(__file__).parent


def picture(side):
    """The picture of the golden outputs, height x width x 3 bytes: waves, the same in Rust."""
    y, x = np.mgrid[0:side, 0:side]
    return np.stack([(x * (c + 2) * 5 + y * (3 - c) * 7 + x * y) % 256 for c in range(3)], -1).astype(np.uint8)


ENTRIES = {
    "keras_mobilenet": ([127.5] * 3, [127.5] * 3),
    "keras_rescaling": ([0.0] * 3, [1.0] * 3),
    "tagger": ([0.0] * 3, [1.0] * 3),
}
IMAGENET = ([123.675, 116.28, 103.53], [58.395, 57.12, 57.375])


def golden(folder):
    found = {}
    for make in GOOD:
        name = make.__name__
        session = onnxruntime.InferenceSession(folder / f"{name}.onnx", providers=["CPUExecutionProvider"])
        shape = session.get_inputs()[0].shape
        last = shape[-1] == 3
        sides = [d for d in (shape[1:3] if last else shape[2:]) if isinstance(d, int)]
        side = sides[0] if sides else 224
        rgb = picture(side).astype(np.float32)
        if name == "tagger":
            rgb = rgb[..., ::-1]
        mean, deviation = ENTRIES.get(name, IMAGENET)
        values = ((rgb - np.float32(mean)) / np.float32(deviation)).astype(np.float32)
        batch = np.ascontiguousarray(values if last else values.transpose(2, 0, 1))[None]
        if shape[0] == 4:
            batch = np.repeat(batch, 4, 0)
        scores = session.run(None, {session.get_inputs()[0].name: batch})[0][0]
        found[name] = [float(v) for v in scores]
    (folder / "outputs.json").write_text(json.dumps(found, indent=1) + "\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--full", type=pathlib.Path)
    folder = options.parse_args().full
    if folder is None:
        for make in GOOD:
            make(HERE)
        bad(HERE)
        golden(HERE)
        return
    Graph.full = True
    folder.mkdir(parents=True, exist_ok=True)
    for make in GOOD:
        make(folder)
    bad(folder)
    light = pathlib.Path(onnx.__file__).parent / "backend/test/data/light"
    for file in sorted(light.glob("light_*.onnx")):
        shutil.copy(file, folder / file.name)


main()
