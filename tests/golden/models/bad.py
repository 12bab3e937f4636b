"""Files that are no picture classifiers, or that cannot be run."""

import numpy as np
import onnx
from onnx import TensorProto, helper

from graph import start


def bad(folder):
    """Files that are no picture classifiers, or that cannot be run."""

    def plain(name, shape, act=None, dtype=None, channels=3, **more):
        g = start(20, 13, channels)
        x = "input" if act is None else act(g)
        if dtype == TensorProto.FLOAT16:
            x = g.node("Cast", [x], channels, to=TensorProto.FLOAT)
        x = g.relu(g.conv(x, 4, 3, 2))
        g.save(folder, name, g.gemm(g.flatten(g.pool(x)), g.classes), shape, dtype=dtype, **more)

    plain("bad_grey", [1, 1, 32, 32], channels=1)
    plain("bad_half", [1, 3, 32, 32], dtype=TensorProto.FLOAT16)
    plain("bad_huge", [1, 3, 9000, 9000])

    g = start(21, 13)
    g.channels["input"] = 16
    g.save(folder, "bad_no_picture", g.gemm("input", g.classes), [1, 16])

    g = start(22, 13, classes=1)
    x = g.relu(g.conv("input", 4, 3, 2))
    g.save(folder, "bad_one_class", g.gemm(g.flatten(g.pool(x)), 1), [1, 3, 32, 32])

    # An operator of a domain that nobody else has.
    g = start(23, 13)
    x = g.node("FancyAttention", [g.conv("input", 4, 3, 2)], domain="com.example")
    x = g.gemm(g.flatten(g.pool(x)), g.classes)
    g.nodes[-1].output[0] = "output"
    info = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    graph = helper.make_graph(g.nodes, "bad", [info("input", [1, 3, 32, 32])], [info("output", [1, 7])], g.weights)
    sets = [helper.make_opsetid("", 13), helper.make_opsetid("com.example", 1)]
    onnx.save(helper.make_model(graph, opset_imports=sets, ir_version=8), folder / "bad_operator.onnx")

    # Two inputs.
    graph = helper.make_graph(
        [helper.make_node("Add", ["left", "right"], ["output"])],
        "bad",
        [info("left", [1, 3, 8, 8]), info("right", [1, 3, 8, 8])],
        [info("output", [1, 3, 8, 8])],
    )
    sets = [helper.make_opsetid("", 13)]
    onnx.save(helper.make_model(graph, opset_imports=sets, ir_version=8), folder / "bad_two_inputs.onnx")

    # Weights in a second file.
    g = start(24, 13)
    x = g.relu(g.conv("input", 4, 3, 2))
    g.save(folder, "bad_outside", g.gemm(g.flatten(g.pool(x)), g.classes), [1, 3, 32, 32])
    model = onnx.load(folder / "bad_outside.onnx")
    for tensor in model.graph.initializer:
        onnx.external_data_helper.set_external_data(tensor, location="weights.bin")
        tensor.ClearField("raw_data")
    (folder / "bad_outside.onnx").write_bytes(model.SerializeToString())

    # A shape that contradicts itself.
    g = start(25, 13)
    x = g.reshape(g.pool(g.conv("input", 4, 3, 2)), [1, 5], 5)
    g.save(folder, "bad_shapes", g.gemm(x, g.classes), [1, 3, 32, 32])

    # An axis that is not there, which onnx's checker does not see.
    g = start(26, 13)
    x = g.node("Squeeze", [g.pool(g.conv("input", 4, 3, 2)), g.constant([9], np.int64)])
    g.save(folder, "bad_axis", g.gemm(x, g.classes), [1, 3, 32, 32])

    whole = (folder / "bad_one_class.onnx").read_bytes()
    (folder / "bad_cut_short.onnx").write_bytes(whole[: len(whole) // 2])
    (folder / "bad_random.onnx").write_bytes(np.random.default_rng(26).bytes(4096))
    (folder / "bad_empty.onnx").write_bytes(b"")
