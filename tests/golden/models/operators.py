"""Writes the standard's list of operators beside itself, for `cargo run --release --example models -- --operators`.

Run by hand:
    pip install onnx==1.23.2
    python3 tests/golden/models/operators.py
"""

import json
import pathlib

import onnx

latest, first = {}, {}
for schema in onnx.defs.get_all_schemas_with_history():
    if schema.domain == "":
        first[schema.name] = min(first.get(schema.name, schema.since_version), schema.since_version)
        if schema.name not in latest or schema.since_version > latest[schema.name].since_version:
            latest[schema.name] = schema

operators = [
    {
        "name": name,
        "since": first[name],
        "deprecated": schema.deprecated,
        # The standard says it in terms of others.
        "function": schema.has_function or schema.has_context_dependent_function,
    }
    for name, schema in sorted(latest.items())
]
found = {"onnx": onnx.__version__, "opset": onnx.defs.onnx_opset_version(), "operators": operators}
(pathlib.Path(__file__).parent / "operators.json").write_text(json.dumps(found, indent=0) + "\n")
