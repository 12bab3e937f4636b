"""Writes small networks with random weights for `tests/fused.rs` and `tests/wasm/fused.rs`.

Run by hand:
    pip install numpy==2.4.6 onnx==1.23.2
    python3 tests/golden/fused/make.py

Architectures are real, widths and sizes are not: each network keeps the order of layers, kernels, strides,
paddings and ways of writing them of its namesake. Weights are whole numbers of eight bits times a power of
two, drawn with a fixed seed per file; biases and batch norms stay float32.

mobilenet_v1   Howard et al. 2017, table 1: batch norm left unfolded, ReLU6, channels that are no multiple of 4
mobilenet_v2   Sandler et al. 2018, table 2: symmetric padding, Clip by attributes (opset 9), ReduceMean, MatMul
efficientnet_lite1, _lite2   Tan & Le 2019 without squeeze and swish: `auto_pad` SAME_UPPER, kernels 3 and 5
variants       what the above lack: ReLU and other bounds, kernel 7, clamped projections, a residual that is
               not the block's input, clamp after the residual, a max pool between blocks, a depthwise
               convolution without projection, a block read twice, a stem with bias and no clamp
nhwc           channels last at the input and for the head, as converters from TensorFlow write it; softmax
unmatched      nothing that the fused operators know
"""

import math
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))


class Graph:
    def __init__(self, seed, opset=13):
        self.rng = np.random.default_rng(seed)
        self.opset = opset
        self.nodes, self.weights, self.count = [], [], 0
        self.channels = {}

    def name(self, stem):
        self.count += 1
        return f"{stem}{self.count}"

    def node(self, kind, inputs, channels=None, **attributes):
        out = self.name(kind.lower())
        self.nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        self.channels[out] = channels if channels is not None else self.channels.get(inputs[0])
        return out

    def constant(self, array):
        name = self.name("w")
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def weight(self, shape, fan_in):
        """int8 * 2^e, with a deviation of about sqrt(2 / fan_in)."""
        ints = np.clip(np.round(self.rng.normal(0, 40, shape)), -127, 127).astype(np.int8)
        scale = 2.0 ** round(math.log2(math.sqrt(2 / fan_in) / 40))
        wide = self.node("Cast", [self.constant(ints)], to=TensorProto.FLOAT)
        return self.node("Mul", [wide, self.constant(np.float32(scale))])

    def conv(self, x, out, kernel, stride=1, group=1, pads="same", bias=True, norm=False):
        inner = self.channels[x] // group
        w = self.weight((out, inner, kernel, kernel), inner * kernel * kernel)
        inputs = [x, w]
        if bias:
            inputs.append(self.constant(self.rng.normal(0.2, 0.5, out).astype(np.float32)))
        attributes = dict(kernel_shape=[kernel] * 2, strides=[stride] * 2, group=group)
        if pads == "same":
            attributes["auto_pad"] = "SAME_UPPER"
        elif pads is not None:
            attributes["pads"] = pads if isinstance(pads, list) else [pads] * 4
        y = self.node("Conv", inputs, out, **attributes)
        return self.norm(y) if norm else y

    def norm(self, x):
        c = self.channels[x]
        scale, shift, mean = (self.rng.normal(m, d, c).astype(np.float32) for m, d in ((1, 0.2), (0.3, 0.3), (0, 0.3)))
        variance = self.rng.uniform(0.5, 1.5, c).astype(np.float32)
        return self.node("BatchNormalization", [x] + [self.constant(v) for v in (scale, shift, mean, variance)])

    def clamp(self, x, low=0.0, high=6.0):
        if self.opset < 11:
            return self.node("Clip", [x], min=low, max=high)
        return self.node("Clip", [x, self.constant(np.float32(low)), self.constant(np.float32(high))])

    def relu(self, x):
        return self.node("Relu", [x])

    def add(self, x, y):
        return self.node("Add", [x, y])

    def gemm(self, x, out):
        c = self.channels[x]
        bias = self.constant(self.rng.normal(0, 0.1, out).astype(np.float32))
        return self.node("Gemm", [x, self.weight((out, c), c), bias], out, transB=1)

    def matmul(self, x, out):
        c = self.channels[x]
        y = self.node("MatMul", [x, self.weight((c, out), c)], out)
        return self.node("Add", [y, self.constant(self.rng.normal(0, 0.1, out).astype(np.float32))])

    def inverted(self, x, expand, out, kernel, stride, pads="same", act=None, **options):
        """MBConv: expand 1x1, depthwise, project 1x1, residual where shapes allow."""
        act = act or self.clamp
        y, inner = x, self.channels[x] * expand
        if expand != 1:
            y = act(self.conv(y, inner, 1, pads=None, **options))
        y = act(self.conv(y, inner, kernel, stride, inner, pads, **options))
        y = self.conv(y, out, 1, pads=None, **options)
        return self.add(y, x) if stride == 1 and out == self.channels[x] else y

    def save(self, file, shape, outputs):
        for name, node_out in outputs.items():
            self.nodes.append(helper.make_node("Identity", [node_out], [name]))
        graph = helper.make_graph(
            self.nodes,
            file,
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None]) for name in outputs],
            self.weights,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=8)
        onnx.checker.check_model(model)
        path = os.path.join(HERE, f"{file}.onnx")
        onnx.save(model, path)
        print(f"{file}: {os.path.getsize(path)} bytes")


def start(seed, **options):
    g = Graph(seed, **options)
    g.channels["input"] = 3
    return g


def mobilenet_v1():
    g = start(101)
    width = lambda c: int(c * 0.1)
    x = g.clamp(g.conv("input", width(32), 3, 2, pads=1, bias=False, norm=True))
    plan = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)] + [(512, 1)] * 5 + [(1024, 2), (1024, 1)]
    for out, stride in plan:
        c = g.channels[x]
        x = g.clamp(g.conv(x, c, 3, stride, c, 1, bias=False, norm=True))
        x = g.clamp(g.conv(x, width(out), 1, pads=None, bias=False, norm=True))
    pooled = g.node("GlobalAveragePool", [x])
    logits = g.gemm(g.node("Flatten", [pooled]), 11)
    g.save("mobilenet_v1", [1, 3, 64, 64], {"logits": logits})


def mobilenet_v2():
    g = start(102, opset=9)
    width = lambda c: max(4, int(c * 0.11))
    x = g.clamp(g.conv("input", width(32), 3, 2, pads=1))
    plan = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expand, out, repeats, stride in plan:
        for r in range(repeats):
            x = g.inverted(x, expand, width(out), 3, stride if r == 0 else 1, pads=1)
    x = g.clamp(g.conv(x, width(1280), 1, pads=None))
    embedding = g.node("ReduceMean", [x], axes=[2, 3], keepdims=0)
    g.save("mobilenet_v2", ["batch", 3, 64, 64], {"embedding": embedding, "logits": g.matmul(embedding, 13)})


def efficientnet_lite(file, seed, width, depth, side):
    g = start(seed)
    wide = lambda c: max(2, int(c * width * 0.08))
    x = g.clamp(g.conv("input", 6, 3, 2))
    plan = [(1, 16, 3, 1, 1), (6, 24, 3, 2, 2), (6, 40, 5, 2, 2), (6, 80, 3, 3, 2), (6, 112, 5, 3, 1), (6, 192, 5, 4, 2), (6, 320, 3, 1, 1)]
    for stage, (expand, out, kernel, repeats, stride) in enumerate(plan):
        first_or_last = stage in (0, len(plan) - 1)
        for r in range(repeats if first_or_last else math.ceil(repeats * depth)):
            x = g.inverted(x, expand, wide(out), kernel, stride if r == 0 else 1)
    x = g.clamp(g.conv(x, 90, 1, pads=None))
    embedding = g.node("Flatten", [g.node("GlobalAveragePool", [x])])
    g.save(file, [1, 3, side, side], {"embedding": embedding, "logits": g.gemm(embedding, 17)})


def variants():
    g = start(105)
    x = g.conv("input", 9, 5, 2, pads=[2, 1, 1, 2])
    x = g.inverted(x, 3, 10, 7, 1, pads=3, act=g.relu, bias=False, norm=True)
    trunk = x = g.inverted(x, 2, 12, 5, 2, pads=[3, 0, 1, 2], act=lambda v: g.clamp(v, -0.5, 2.25))
    # clamped projection, then a residual from outside the block, then a clamp behind it
    c = g.channels[x]
    side_branch = g.conv(trunk, c, 1, pads=None)
    y = g.relu(g.conv(x, 2 * c, 1, pads=None))
    y = g.relu(g.conv(y, 2 * c, 3, 1, 2 * c, 1))
    y = g.clamp(g.conv(y, c, 1, pads=None), -1.0, 3.0)
    x = g.relu(g.add(side_branch, y))
    x = g.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    # depthwise without projection, read twice, one reader not fusible
    x = g.node("LeakyRelu", [g.conv(x, c, 5, 1, c, 2)], alpha=0.1)
    z = g.relu(g.conv(x, c, 3, 1, c, 0))
    x = g.add(g.conv(z, c, 1, pads=None), g.node("Sigmoid", [z]))
    x = g.inverted(x, 4, 12, 7, 2, pads=3, act=g.relu)
    x = g.relu(g.conv(x, 30, 1, pads=None))
    embedding = g.node("Flatten", [g.node("GlobalAveragePool", [x])])
    hidden = g.relu(g.gemm(embedding, 21))
    g.save("variants", [1, 3, 45, 51], {"embedding": embedding, "logits": g.gemm(hidden, 9)})


def nhwc():
    g = start(106)
    x = g.node("Transpose", ["input"], 3, perm=[0, 3, 1, 2])
    x = g.clamp(g.conv(x, 8, 3, 2))
    for expand, out, kernel, stride in [(1, 6, 3, 1), (6, 10, 3, 2), (6, 10, 5, 1), (6, 16, 5, 2)]:
        x = g.inverted(x, expand, out, kernel, stride)
    x = g.clamp(g.conv(x, 40, 1, pads=None))
    x = g.node("Transpose", [x], 40, perm=[0, 2, 3, 1])
    x = g.node("ReduceMean", [x], axes=[1, 2], keepdims=0)
    g.save("nhwc", [1, 48, 40, 3], {"probabilities": g.node("Softmax", [g.matmul(x, 7)], axis=1)})


def unmatched():
    g = start(107)
    x = g.node("LeakyRelu", [g.conv("input", 6, 4, 3, pads=0)], alpha=0.2)
    x = g.node("MaxPool", [x], kernel_shape=[2, 2], strides=[2, 2])
    x = g.node("Tanh", [g.conv(x, 8, 2, 1, pads=0)])
    g.save("unmatched", [1, 3, 35, 35], {"logits": g.node("Flatten", [g.conv(x, 5, 4, pads=0)])})


mobilenet_v1()
mobilenet_v2()
efficientnet_lite("efficientnet_lite1", 103, 1.0, 1.1, 80)
efficientnet_lite("efficientnet_lite2", 104, 1.1, 1.2, 67)
variants()
nhwc()
unmatched()
