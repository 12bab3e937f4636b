"""Classifiers as frameworks export them, each with the layers of its namesake."""

import numpy as np

from graph import start


def torch_mobilenet_v2(folder):
    """torchvision: symmetric padding, Clip, an open batch."""
    g = start(1, 13)
    x = g.clip(g.conv("input", g.width(32), 3, 2))
    plan = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expand, out, times, stride in plan:
        for i in range(times if g.full else min(times, 2)):
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
    half = lambda channels: g.width(channels) if g.full else g.width(channels // 2)
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
        for s in (stride, 1) if g.full else (stride,):
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
    dim, heads = (192, 3) if g.full else (16, 2)
    x = g.conv("input", dim, 16, 16, pad=0)
    tokens = (g.side // 16) ** 2
    x = g.node("Transpose", [g.reshape(x, [1, dim, tokens], dim)], perm=[0, 2, 1])
    x = g.node("Concat", [g.constant(g.rng.normal(0, 1, (1, 1, dim))), x], dim, axis=1)
    x = g.node("Add", [x, g.constant(g.rng.normal(0, 0.1, (1, tokens + 1, dim)))])
    layer_norm = lambda x: g.node("LayerNormalization", [x, g.constant(np.ones(dim)), g.constant(np.zeros(dim))], axis=-1)
    for _ in range(12 if g.full else 2):
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
