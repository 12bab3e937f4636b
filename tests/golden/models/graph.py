"""Writing an ONNX file node by node."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Graph:
    """Nodes and weights of one file. Tensors carry their number of channels along."""

    # At the width and size of the namesakes.
    full = False

    def __init__(self, seed, opset, classes=7):
        self.rng = np.random.default_rng(seed)
        self.opset = opset
        self.classes = classes
        self.nodes, self.weights, self.count = [], [], 0
        self.channels = {}
        self.side = 224 if self.full else 48

    def width(self, channels):
        return channels if self.full else max(4, channels // 8)

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
