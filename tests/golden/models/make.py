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
import os
import pathlib
import shutil

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
FULL = False


class Graph:
    """Nodes and weights of one file. Tensors carry their number of channels along."""

    def __init__(self, seed, opset, classes=7):
        self.rng = np.random.default_rng(seed)
        self.opset = opset
        self.classes = classes
        self.nodes, self.weights, self.count = [], [], 0
        self.channels = {}
        self.side = 224 if FULL else 48

    def width(self, channels):
        return channels if FULL else max(4, channels // 8)

    def node(self, kind, inputs, channels=None, **attributes):
        self.count += 1
        out = f"{kind.lower()}_{self.count}"
        self.nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        self.channels[out] = channels if channels is not None else self.channels.get(inputs[0])
        return out

    def constant(self, value, dtype=np.float32):
        self.count += 1
        name = f"w_{self.count}"
        array = np.array(value, dtype=dtype, order="C")
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def weight(self, shape, fan_in):
        return self.constant(self.rng.normal(0, np.sqrt(2 / fan_in), shape))

    def conv(self, x, out, kernel, stride=1, pad=None, group=1, bias=True, **more):
        inner = self.channels[x] // group
        inputs = [x, self.weight((out, inner, kernel, kernel), inner * kernel * kernel)]
        if bias:
            inputs.append(self.constant(self.rng.normal(0, 0.1, out)))
        pads = [kernel // 2 if pad is None else pad] * 4
        if "auto_pad" not in more:
            more = {"pads": pads, **more}
        return self.node(
            "Conv", inputs, out, kernel_shape=[kernel] * 2, strides=[stride] * 2, group=group, **more
        )

    def norm(self, x):
        c = self.channels[x]
        draw = [self.rng.uniform(0.8, 1.2, c), self.rng.normal(0, 0.1, c), self.rng.normal(0, 0.1, c)]
        inputs = [x] + [self.constant(v) for v in draw + [self.rng.uniform(0.8, 1.2, c)]]
        return self.node("BatchNormalization", inputs, epsilon=1e-3)

    def clip(self, x, low=0.0, high=6.0):
        if self.opset < 11:
            return self.node("Clip", [x], min=low, max=high)
        return self.node("Clip", [x, self.constant(low), self.constant(high)])

    def relu(self, x):
        return self.node("Relu", [x])

    def silu(self, x):
        return self.node("Mul", [x, self.node("Sigmoid", [x])])

    def hard_swish(self, x):
        return self.node("HardSwish", [x]) if self.opset >= 14 else self.hard_swish_by_hand(x)

    def hard_swish_by_hand(self, x):
        moved = self.clip(self.node("Add", [x, self.constant(3.0)]))
        return self.node("Div", [self.node("Mul", [x, moved]), self.constant(6.0)])

    def pool(self, x):
        return self.node("GlobalAveragePool", [x])

    def mean(self, x, axes, keep=0):
        if self.opset >= 18:
            return self.node("ReduceMean", [x, self.constant(axes, np.int64)], keepdims=keep)
        return self.node("ReduceMean", [x], axes=axes, keepdims=keep)

    def squeeze_excite(self, x, inner, gate, by_mean=False):
        y = self.mean(x, [2, 3], 1) if by_mean else self.pool(x)
        y = self.conv(y, inner, 1, pad=0)
        y = self.silu(y) if by_mean else self.relu(y)
        y = self.conv(y, self.channels[x], 1, pad=0)
        return self.node("Mul", [x, self.node(gate, [y])])

    def flatten(self, x):
        return self.node("Flatten", [x], axis=1)

    def gemm(self, x, out):
        c = self.channels[x]
        inputs = [x, self.weight((out, c), c), self.constant(self.rng.normal(0, 0.1, out))]
        return self.node("Gemm", inputs, out, transB=1)

    def dense(self, x, out):
        c = self.channels[x]
        y = self.node("MatMul", [x, self.weight((c, out), c)], out)
        return self.node("Add", [y, self.constant(self.rng.normal(0, 0.1, out))])

    def reshape(self, x, shape, channels=None):
        return self.node("Reshape", [x, self.constant(shape, np.int64)], channels)

    def save(self, folder, name, scores, shape, output="output", out_shape=None, metadata=None, dtype=None):
        """The last node takes the name of the output, as exporters do."""
        for node in self.nodes:
            node.output[:] = [output if o == scores else o for o in node.output]
        outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, out_shape or [shape[0], self.classes])]
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info("input", dtype or TensorProto.FLOAT, shape)],
            outputs,
            self.weights,
        )
        ir = 4 if self.opset < 10 else 8 if self.opset < 20 else 10
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=ir, producer_name="make.py"
        )
        if metadata:
            helper.set_model_props(model, metadata)
        onnx.checker.check_model(model)
        onnx.save(model, folder / f"{name}.onnx")


def start(seed, opset, channels=3, **more):
    g = Graph(seed, opset, **more)
    g.channels["input"] = channels
    return g


def torch_mobilenet_v2(folder):
    """torchvision: symmetric padding, Clip, an open batch."""
    g = start(1, 13)
    x = g.clip(g.conv("input", g.width(32), 3, 2))
    plan = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expand, out, times, stride in plan:
        for i in range(times if FULL else min(times, 2)):
            c, s = g.channels[x], stride if i == 0 else 1
            y = g.clip(g.conv(x, c * expand, 1, pad=0)) if expand > 1 else x
            y = g.clip(g.conv(y, g.channels[y], 3, s, group=g.channels[y]))
            y = g.conv(y, g.width(out), 1, pad=0)
            x = g.node("Add", [x, y]) if s == 1 and c == g.width(out) else y
    x = g.clip(g.conv(x, g.width(1280), 1, pad=0))
    return g.save(folder, "torch_mobilenet_v2", g.gemm(g.flatten(g.pool(x)), g.classes), ["batch_size", 3, g.side, g.side])


def torch_mobilenet_v3(folder):
    """torchvision's small one: HardSwish, HardSigmoid, squeeze and excite, two layers at the end."""
    g = start(2, 17)
    x = g.hard_swish(g.conv("input", g.width(16), 3, 2))
    plan = [
        (3, 16, 16, True, False, 2),
        (3, 72, 24, False, False, 2),
        (3, 88, 24, False, False, 1),
        (5, 96, 40, True, True, 2),
        (5, 240, 40, True, True, 1),
        (5, 120, 48, True, True, 1),
        (5, 288, 96, True, True, 2),
        (5, 576, 96, True, True, 1),
    ]
    for kernel, inner, out, excites, swishes, stride in plan:
        act = g.hard_swish if swishes else g.relu
        y = act(g.conv(x, g.width(inner), 1, pad=0))
        y = act(g.conv(y, g.width(inner), kernel, stride, group=g.width(inner)))
        if excites:
            y = g.squeeze_excite(y, g.width(inner // 4), "HardSigmoid")
        y = g.conv(y, g.width(out), 1, pad=0)
        x = g.node("Add", [y, x]) if stride == 1 and g.channels[x] == g.channels[y] else y
    x = g.hard_swish(g.conv(x, g.width(576), 1, pad=0))
    x = g.hard_swish(g.gemm(g.flatten(g.pool(x)), g.width(1024)))
    g.save(folder, "torch_mobilenet_v3", g.gemm(x, g.classes), [1, 3, g.side, g.side])


def torch_resnet18(folder):
    """torchvision: batch norms folded, max pool, a fixed batch of one."""
    g = start(3, 17)
    half = lambda channels: g.width(channels) if FULL else g.width(channels // 2)
    x = g.relu(g.conv("input", half(64), 7, 2))
    x = g.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    for out, stride in [(64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1)]:
        y = g.relu(g.conv(x, half(out), 3, stride))
        y = g.conv(y, half(out), 3)
        down = stride > 1 or g.channels[x] != half(out)
        x = g.relu(g.node("Add", [y, g.conv(x, half(out), 1, stride, pad=0) if down else x]))
    g.save(folder, "torch_resnet18", g.gemm(g.flatten(g.pool(x)), g.classes), [1, 3, g.side, g.side])


def torch_squeezenet(folder):
    """torchvision's 1.1: fire modules, max pools that round up, a convolution as the last layer."""
    g = start(4, 13)
    x = g.relu(g.conv("input", g.width(64), 3, 2, pad=0))
    pool = lambda x: g.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)

    def fire(x, squeeze, expand):
        s = g.relu(g.conv(x, g.width(squeeze), 1, pad=0))
        a, b = (g.relu(g.conv(s, g.width(expand), k)) for k in (1, 3))
        return g.node("Concat", [a, b], 2 * g.width(expand), axis=1)

    x = fire(fire(pool(x), 16, 64), 16, 64)
    x = fire(fire(pool(x), 32, 128), 32, 128)
    x = fire(fire(pool(x), 48, 192), 48, 192)
    x = g.relu(g.conv(fire(x, 64, 256), g.classes, 1, pad=0))
    g.save(folder, "torch_squeezenet", g.flatten(g.pool(x)), ["N", 3, g.side, g.side])


def torch_efficientnet(folder):
    """torchvision's B0: SiLU, squeeze and excite by ReduceMean with its axes as an input (opset 18)."""
    g = start(5, 18)
    x = g.silu(g.conv("input", g.width(32), 3, 2))
    plan = [(1, 3, 16, 1), (6, 3, 24, 2), (6, 5, 40, 2), (6, 3, 80, 2), (6, 5, 112, 1), (6, 5, 192, 2), (6, 3, 320, 1)]
    for expand, kernel, out, stride in plan:
        for s in (stride, 1) if FULL else (stride,):
            c = g.channels[x]
            y = g.silu(g.conv(x, c * expand, 1, pad=0)) if expand > 1 else x
            y = g.silu(g.conv(y, g.channels[y], kernel, s, group=g.channels[y]))
            y = g.squeeze_excite(y, max(1, c // 4), "Sigmoid", by_mean=True)
            y = g.conv(y, g.width(out), 1, pad=0)
            x = g.node("Add", [y, x]) if s == 1 and c == g.width(out) else y
    x = g.silu(g.conv(x, g.width(1280), 1, pad=0))
    g.save(folder, "torch_efficientnet", g.gemm(g.flatten(g.pool(x)), g.classes), ["batch", 3, g.side, g.side])


def keras_mobilenet(folder):
    """tf2onnx: channels last, turned at the start; uneven padding; MatMul, Add, Softmax at the end."""
    g = start(6, 15)
    x = g.node("Transpose", ["input"], 3, perm=[0, 3, 1, 2])
    x = g.clip(g.norm(g.conv(x, g.width(32), 3, 2, bias=False, auto_pad="SAME_UPPER")))
    for out, stride in [(64, 1), (128, 2), (256, 2), (512, 2), (512, 1)]:
        c = g.channels[x]
        x = g.clip(g.norm(g.conv(x, c, 3, stride, group=c, bias=False, auto_pad="SAME_UPPER")))
        x = g.clip(g.norm(g.conv(x, g.width(out), 1, pad=0, bias=False)))
    x = g.node("Squeeze", [g.pool(x), g.constant([2, 3], np.int64)])
    x = g.node("Softmax", [g.dense(x, g.classes)], axis=1)
    g.save(folder, "keras_mobilenet", x, ["unk__1", g.side, g.side, 3])


def keras_rescaling(folder):
    """Keras with its Rescaling layer inside: takes 0 to 255. Ends in an Identity behind the softmax."""
    g = start(7, 13)
    x = g.node("Mul", ["input", g.constant(1 / 127.5)])
    x = g.node("Sub", [x, g.constant(1.0)])
    x = g.node("Transpose", [x], 3, perm=[0, 3, 1, 2])
    x = g.silu(g.norm(g.conv(x, g.width(32), 3, 2)))
    x = g.silu(g.norm(g.conv(x, g.width(64), 3, 2)))
    x = g.node("Transpose", [x], perm=[0, 2, 3, 1])
    x = g.dense(g.mean(x, [1, 2]), g.classes)
    x = g.node("Identity", [g.node("Softmax", [x], axis=-1)])
    g.save(folder, "keras_rescaling", x, [None, g.side, g.side, 3])


def tagger(folder):
    """A tagger: channels last, blue first, 0 to 255 as they are, a chance of its own for each class."""
    g = start(8, 17)
    x = g.node("Transpose", ["input"], 3, perm=[0, 3, 1, 2])
    x = g.node("Mul", [x, g.constant(1 / 255)])
    x = g.relu(g.norm(g.conv(x, g.width(32), 4, 4, pad=0)))
    x = g.relu(g.norm(g.conv(x, g.width(64), 3, 2)))
    x = g.node("Sigmoid", [g.gemm(g.flatten(g.pool(x)), g.classes)])
    said = {"moelens.mean": "0", "moelens.deviation": "1", "names": str({i: f"tag {i}" for i in range(7)})}
    g.save(folder, "tagger", x, ["N", g.side, g.side, 3], metadata=said)


def opset9(folder):
    """Old operators: Clip by attributes, batch norm, Dropout, Reshape to a written batch of one."""
    g = start(9, 9)
    x = g.clip(g.norm(g.conv("input", g.width(32), 3, 2)))
    x = g.node("AveragePool", [x], kernel_shape=[2, 2], strides=[2, 2])
    x = g.node("LRN", [g.relu(g.conv(x, g.width(64), 3, 2))], size=5)
    x = g.node("Dropout", [g.reshape(g.pool(x), [1, -1], g.width(64))])
    g.save(folder, "opset9", g.node("Softmax", [g.gemm(x, g.classes)], axis=1), [1, 3, g.side, g.side])


def opset21(folder):
    """New operators: Gelu, GroupNormalization, ReduceMean by input, LayerNormalization."""
    g = start(10, 21)
    x = g.conv("input", g.width(64), 4, 4, pad=0)
    c = g.channels[x]
    ones = [g.constant(np.ones(c)), g.constant(np.zeros(c))]
    x = g.node("GroupNormalization", [x] + ones, num_groups=2)
    x = g.node("Gelu", [g.conv(x, c, 3, group=c)])
    x = g.mean(x, [2, 3])
    x = g.node("LayerNormalization", [x, g.constant(np.ones(c)), g.constant(np.zeros(c))], axis=-1)
    g.save(folder, "opset21", g.gemm(x, g.classes), ["batch", 3, g.side, g.side])


def vision_transformer(folder):
    """Patches, a class token, attention by MatMul and Softmax, GELU by Erf; torch's writing of it."""
    g = start(11, 17)
    dim, heads = (192, 3) if FULL else (16, 2)
    x = g.conv("input", dim, 16, 16, pad=0)
    tokens = (g.side // 16) ** 2
    x = g.node("Transpose", [g.reshape(x, [1, dim, tokens], dim)], perm=[0, 2, 1])
    x = g.node("Concat", [g.constant(g.rng.normal(0, 1, (1, 1, dim))), x], dim, axis=1)
    x = g.node("Add", [x, g.constant(g.rng.normal(0, 0.1, (1, tokens + 1, dim)))])
    layer_norm = lambda x: g.node("LayerNormalization", [x, g.constant(np.ones(dim)), g.constant(np.zeros(dim))], axis=-1)
    for _ in range(12 if FULL else 2):
        y = g.dense(layer_norm(x), 3 * dim)
        y = g.reshape(y, [1, tokens + 1, 3, heads, dim // heads], dim)
        y = g.node("Transpose", [y], perm=[2, 0, 3, 1, 4])
        q, k, v = (g.node("Gather", [y, g.constant(i, np.int64)], axis=0) for i in range(3))
        k = g.node("Transpose", [k], perm=[0, 1, 3, 2])
        a = g.node("Mul", [g.node("MatMul", [q, k]), g.constant((dim // heads) ** -0.5)])
        y = g.node("Transpose", [g.node("MatMul", [g.node("Softmax", [a], axis=-1), v])], perm=[0, 2, 1, 3])
        x = g.node("Add", [x, g.dense(g.reshape(y, [1, tokens + 1, dim], dim), dim)])
        y = g.dense(layer_norm(x), 4 * dim)
        erf = g.node("Erf", [g.node("Div", [y, g.constant(np.sqrt(2))])])
        y = g.node("Mul", [g.node("Mul", [y, g.node("Add", [erf, g.constant(1.0)])]), g.constant(0.5)])
        x = g.node("Add", [x, g.dense(y, dim)])
    x = g.node("Gather", [layer_norm(x), g.constant(0, np.int64)], axis=1)
    g.save(folder, "vision_transformer", g.gemm(x, g.classes), [1, 3, g.side, g.side])


def open_axes(folder):
    """Every axis open by name, as `dynamic_axes` of torch.onnx.export leaves them."""
    g = start(12, 16)
    x = g.relu(g.conv("input", g.width(32), 3, 2))
    x = g.relu(g.conv(x, g.width(64), 3, 2))
    g.save(folder, "open_axes", g.gemm(g.flatten(g.pool(x)), g.classes), ["n", "c", "h", "w"])


def batch_of_four(folder):
    """A batch of four that is written into the graph too."""
    g = start(13, 13)
    x = g.relu(g.conv("input", g.width(32), 3, 2))
    x = g.reshape(g.pool(x), [4, g.width(32)], g.width(32))
    g.save(folder, "batch_of_four", g.gemm(x, g.classes), [4, 3, g.side, g.side])


GOOD = [
    torch_mobilenet_v2,
    torch_mobilenet_v3,
    torch_resnet18,
    torch_squeezenet,
    torch_efficientnet,
    keras_mobilenet,
    keras_rescaling,
    tagger,
    opset9,
    opset21,
    vision_transformer,
    open_axes,
    batch_of_four,
]


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

    whole = (folder / "bad_one_class.onnx").read_bytes()
    (folder / "bad_cut_short.onnx").write_bytes(whole[: len(whole) // 2])
    (folder / "bad_random.onnx").write_bytes(np.random.default_rng(26).bytes(4096))
    (folder / "bad_empty.onnx").write_bytes(b"")


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
    global FULL
    options = argparse.ArgumentParser()
    options.add_argument("--full", type=pathlib.Path)
    folder = options.parse_args().full
    if folder is None:
        for make in GOOD:
            make(HERE)
        bad(HERE)
        golden(HERE)
        return
    FULL = True
    folder.mkdir(parents=True, exist_ok=True)
    for make in GOOD:
        make(folder)
    bad(folder)
    light = pathlib.Path(onnx.__file__).parent / "backend/test/data/light"
    for file in sorted(light.glob("light_*.onnx")):
        shutil.copy(file, folder / file.name)


main()
