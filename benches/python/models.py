"""Network files that every engine of the bench can read: the shipped backbone's graph with its batch axis open.

    python3 benches/python/models.py OUT_FOLDER

Writes lite0-224.onnx and lite0-160.onnx, made by models/make/export_backbone.py (the first has the weights
of the shipped file).
"""

import pathlib
import subprocess
import sys

import onnx

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for side in (224, 160):
        file = out / f"lite0-{side}.onnx"
        export = [sys.executable, ROOT / "models/make/export_backbone.py"]
        subprocess.run([*export, "--size", str(side), "--weights", "int8", file], check=True)
        model = onnx.load(file)
        for value in [*model.graph.input, *model.graph.output]:
            value.type.tensor_type.shape.dim[0].dim_param = "pictures"
        del model.graph.value_info[:]
        onnx.save(model, file)


main()
