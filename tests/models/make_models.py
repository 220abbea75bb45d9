"""Writes the small models of this folder, and expected.h: what TensorFlow Lite's reference kernels give.

Each model is a picture classifier of 5 x 5 pixels whose scores are all the numbers that the operator under
test gave. Weights are random, from a fixed seed: running this again writes the same files. README.md has the
command.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType

HERE = Path(__file__).parent
SIDE = 5
TYPES = {
    "float32": schema.TensorType.FLOAT32,
    "int8": schema.TensorType.INT8,
    "uint8": schema.TensorType.UINT8,
    "int16": schema.TensorType.INT16,
    "int32": schema.TensorType.INT32,
}
SAME, VALID = 0, 1


class Model:
    """A graph that grows operator by operator; tensors are their indices."""

    def __init__(self, kind: str, shape: tuple[int, ...] = (1, SIDE, SIDE, 3)) -> None:
        self.kind = kind
        self.random = np.random.default_rng(7)
        self.model = schema.ModelT()
        self.model.version = 3
        self.model.operatorCodes, self.model.metadata = [], []
        self.model.buffers = [schema.BufferT()]
        self.graph = schema.SubGraphT()
        self.graph.tensors, self.graph.operators = [], []
        self.model.subgraphs = [self.graph]
        # The input is (byte - 128) / deviation; quantised, it is byte - 128 in int8 and the byte in uint8.
        self.deviation = 127.5
        self.input = self.tensor(shape, kind, 1 / 127.5, {"uint8": 128}.get(kind, 0))
        self.graph.inputs = [self.input]

    def widen(self, times: int) -> None:
        """Makes the input -times ... times instead of -1 ... 1."""
        self.deviation = 127.5 / times
        if self.kind != "float32":
            self.graph.tensors[self.input].quantization.scale *= times

    def buffer(self, data: bytes) -> int:
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(data, np.uint8)
        self.model.buffers.append(buffer)
        return len(self.model.buffers) - 1

    def tensor(self, shape, kind: str, scale=None, zero_point=0, axis: int = 0, data=None) -> int:
        tensor = schema.TensorT()
        tensor.shape = np.array(shape, np.int32)
        tensor.type = TYPES[kind]
        tensor.buffer = 0 if data is None else self.buffer(np.asarray(data, kind).tobytes())
        if kind != "float32" and scale is not None:
            tensor.quantization = schema.QuantizationParametersT()
            tensor.quantization.scale = np.atleast_1d(np.float32(scale))
            zero_points = np.zeros(tensor.quantization.scale.shape, np.int64) + zero_point
            tensor.quantization.zeroPoint = zero_points
            tensor.quantization.quantizedDimension = axis
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def value(self, shape, low: float, high: float) -> int:
        """A tensor for numbers between low and high."""
        scale = np.float32((high - low) / 255)
        zero_point = round(-low / scale) - (0 if self.kind == "uint8" else 128)
        return self.tensor(shape, self.kind, scale, zero_point)

    def constant(self, shape, low: float, high: float) -> int:
        """A constant operand, not weights, of random numbers between low and high."""
        if self.kind == "float32":
            return self.tensor(shape, "float32", data=self.random.uniform(low, high, shape))
        scale = np.float32((high - low) / 255)
        zero_point = round(-low / scale) - (0 if self.kind == "uint8" else 128)
        numbers = self.random.integers(0, 256, shape) - (0 if self.kind == "uint8" else 128)
        return self.tensor(shape, self.kind, scale, zero_point, data=numbers)

    def integers(self, numbers) -> int:
        return self.tensor(np.shape(numbers), "int32", data=numbers)

    def weights(self, shape, axis: int, per_channel: bool = True, zero_point: int = 128) -> list[int]:
        """A filter and a bias: per channel in int8, per tensor with a zero point in uint8."""
        channels = shape[axis]
        if self.kind == "float32":
            return [
                self.tensor(shape, "float32", data=self.random.normal(0, 0.3, shape)),
                self.tensor((channels,), "float32", data=self.random.normal(0, 0.5, channels)),
            ]
        scale = np.array([0.004])
        if per_channel and self.kind == "int8":
            scale = self.random.uniform(0.002, 0.006, channels)
        numbers = self.random.integers(-127, 128, shape)
        if self.kind == "uint8":
            numbers = np.clip(numbers + zero_point, 0, 255)
        return [
            self.tensor(shape, self.kind, scale, zero_point if self.kind == "uint8" else 0, axis, numbers),
            self.tensor((channels,), "int32", scale / 127.5, data=self.random.integers(-9000, 9000, channels)),
        ]

    def add(self, name: str, inputs, output: int, options=None, custom: str = "") -> int:
        code = schema.OperatorCodeT()
        code.builtinCode = getattr(schema.BuiltinOperator, name)
        code.deprecatedBuiltinCode = min(code.builtinCode, 127)
        code.customCode = custom or None
        self.model.operatorCodes.append(code)
        operator = schema.OperatorT()
        operator.opcodeIndex = len(self.model.operatorCodes) - 1
        operator.inputs, operator.outputs = np.array(inputs, np.int32), np.array([output], np.int32)
        if options is not None:
            kind = type(options).__name__.removesuffix("T")
            operator.builtinOptionsType = getattr(schema.BuiltinOptions, kind)
            operator.builtinOptions = options
        self.graph.operators.append(operator)
        return output

    def finish(self, tensor: int) -> bytes:
        """Makes the tensor one row of scores, and the model a file."""
        last = self.graph.tensors[tensor]
        if len(last.shape) != 2:
            flat = self.tensor((1, int(np.prod(last.shape))), "float32")
            self.graph.tensors[flat].type = last.type
            self.graph.tensors[flat].quantization = last.quantization
            tensor = self.add("RESHAPE", [tensor, self.integers([1, -1])], flat)
        self.graph.outputs = [tensor]
        return self.pack()

    def pack(self) -> bytes:
        builder = flatbuffers.Builder(1024)
        builder.Finish(self.model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def pack_apart(self) -> bytes:
        """The file with its constants behind the FlatBuffers part, as ai-edge-quantizer writes them."""
        constants = [b"" if buffer.data is None else buffer.data.tobytes() for buffer in self.model.buffers]
        start = 0
        for _ in range(2):  # the second time `start` is known
            offset = start
            for buffer, constant in zip(self.model.buffers, constants, strict=True):
                if constant:
                    buffer.data, buffer.offset, buffer.size = None, offset + 16, len(constant)
                    offset += -(-len(constant) // 16) * 16
            file = self.pack()
            start = -(-len(file) // 16) * 16
        parts = [constant.ljust(-(-len(constant) // 16) * 16, b"\0") for constant in constants]
        return file.ljust(start + 16, b"\0") + b"".join(parts)


def options(kind: str, **fields: int | float | bool) -> object:
    """An options table; the names are those of the schema, in camel case."""
    table = getattr(schema, kind + "OptionsT")()
    for name, number in fields.items():
        assert hasattr(table, name), name
        setattr(table, name, number)
    return table


# ---- One function for each case: from a model with its input to the tensor under test ----

Case = Callable[[Model], int]


def convolution(size=3, stride=1, padding=SAME, dilation=1, groups=1, outputs=4, activation=0, **weights) -> Case:
    def build(m: Model) -> int:
        extent = (size - 1) * dilation + 1
        side = -(-SIDE // stride) if padding == SAME else (SIDE - extent) // stride + 1
        result = m.value((1, side, side, outputs), -3, 3)
        filters = m.weights((outputs, size, size, 3 // groups), 0, **weights)
        return m.add(
            "CONV_2D",
            [m.input, *filters],
            result,
            options(
                "Conv2D",
                padding=padding,
                strideW=stride,
                strideH=stride,
                dilationWFactor=dilation,
                dilationHFactor=dilation,
                fusedActivationFunction=activation,
            ),
        )

    return build


def depthwise(size=3, stride=1, padding=SAME, dilation=1, multiplier=1, activation=0, bias=True) -> Case:
    def build(m: Model) -> int:
        extent = (size - 1) * dilation + 1
        side = -(-SIDE // stride) if padding == SAME else (SIDE - extent) // stride + 1
        result = m.value((1, side, side, 3 * multiplier), -2, 2)
        filters = m.weights((1, size, size, 3 * multiplier), 3)
        return m.add(
            "DEPTHWISE_CONV_2D",
            [m.input, *filters[: 1 + bias]],
            result,
            options(
                "DepthwiseConv2D",
                padding=padding,
                strideW=stride,
                strideH=stride,
                dilationWFactor=dilation,
                dilationHFactor=dilation,
                depthMultiplier=multiplier,
                fusedActivationFunction=activation,
            ),
        )

    return build


def binary(name: str, shape, low: float, high: float, activation=0, limit=1.5) -> Case:
    def build(m: Model) -> int:
        other = m.constant(shape, low, high)
        result = m.value((1, SIDE, SIDE, 3), -limit, limit)
        kind = {"ADD": "Add", "SUB": "Sub", "MUL": "Mul"}[name]
        return m.add(name, [m.input, other], result, options(kind, fusedActivationFunction=activation))

    return build


def residual(m: Model) -> int:
    """An ADD of two tensors of different scales, as at the end of a MobileNetV2 block."""
    return m.add("ADD", [m.input, depthwise()(m)], m.value((1, SIDE, SIDE, 3), -2.5, 2.5), options("Add"))


def like_input(m: Model, shape) -> int:
    return m.tensor(shape, m.kind, 1 / 127.5, {"uint8": 128}.get(m.kind, 0))


def pool(name: str, size: int, stride: int, padding: int) -> Case:
    def build(m: Model) -> int:
        side = -(-SIDE // stride) if padding == SAME else (SIDE - size) // stride + 1
        return m.add(
            name,
            [m.input],
            like_input(m, (1, side, side, 3)),
            options(
                "Pool2D", padding=padding, strideW=stride, strideH=stride, filterWidth=size, filterHeight=size
            ),
        )

    return build


def mean(keep: bool, axes) -> Case:
    def build(m: Model) -> int:
        result = m.value((1, 1, 1, 3) if keep else (1, 3), -0.3, 0.2)
        return m.add("MEAN", [m.input, m.integers(axes)], result, options("Reducer", keepDims=keep))

    return build


def fully_connected(m: Model) -> int:
    weights = m.weights((10, SIDE * SIDE * 3), 0)
    return m.add("FULLY_CONNECTED", [m.input, *weights], m.value((1, 10), -8, 8), options("FullyConnected"))


def unary(name: str, low: float, high: float) -> Case:
    def build(m: Model) -> int:
        m.widen(4)
        result = m.value((1, SIDE, SIDE, 3), low, high)
        if low == -high:
            m.graph.tensors[result].quantization = m.graph.tensors[m.input].quantization
        return m.add(name, [m.input], result)

    return build


def probability(m: Model, shape) -> int:
    return m.tensor(shape, m.kind, 1 / 256, {"uint8": 0}.get(m.kind, -128))


def logistic(m: Model) -> int:
    m.widen(4)
    return m.add("LOGISTIC", [m.input], probability(m, (1, SIDE, SIDE, 3)))


def softmax(m: Model) -> int:
    logits = fully_connected(m)
    return m.add("SOFTMAX", [logits], probability(m, (1, 10)), options("Softmax", beta=1.0))


def concatenation(m: Model) -> int:
    parts = [m.input, m.constant((1, SIDE, SIDE, 2), -1, 1), m.input]
    for part in parts:
        m.graph.tensors[part].quantization = m.graph.tensors[m.input].quantization
    result = like_input(m, (1, SIDE, SIDE, 8))
    return m.add("CONCATENATION", parts, result, options("Concatenation", axis=-1))


def pad(m: Model) -> int:
    paddings = m.integers([[0, 0], [0, 1], [2, 1], [0, 0]])
    return m.add("PAD", [m.input, paddings], like_input(m, (1, SIDE + 1, SIDE + 3, 3)))


def transpose(m: Model) -> int:
    """An identity in memory: only the dimensions of size 1 move."""
    pooled = m.add(
        "MEAN",
        [m.input, m.integers([1, 2])],
        m.value((1, 1, 1, 3), -0.3, 0.2),
        options("Reducer", keepDims=True),
    )
    result = m.tensor((1, 3, 1, 1), m.kind)
    m.graph.tensors[result].quantization = m.graph.tensors[pooled].quantization
    return m.add("TRANSPOSE", [pooled, m.integers([0, 3, 1, 2])], result)


def quantise(scale: float) -> Case:
    """To int8 from float32 (and back), uint8, or int8 of another scale."""

    def build(m: Model) -> int:
        result = m.add("QUANTIZE", [m.input], m.tensor((1, SIDE, SIDE, 3), "int8", scale, 3))
        return dequantise(m, result) if m.kind == "float32" else result

    return build


def dequantise(m: Model, tensor: int | None = None) -> int:
    source = m.input if tensor is None else tensor
    return m.add("DEQUANTIZE", [source], m.tensor((1, SIDE, SIDE, 3), "float32"))


def weights_only(stored: str) -> Case:
    """int8 weights on float32 numbers; they run, here and in the reference, as float32 weights."""

    def build(m: Model) -> int:
        numbers = m.random.integers(-127, 128, (4, 1, 1, 3))
        scales = np.float32([0.01, 0.02, 0.005, 0.01])
        if stored == "float32":
            filters = m.tensor(numbers.shape, "float32", data=numbers * scales.reshape(4, 1, 1, 1))
        else:
            filters = m.tensor(numbers.shape, "int8", scales, data=numbers)
        result = m.tensor((1, SIDE, SIDE, 4), "float32")
        bias = m.tensor((4,), "float32", data=[0.5, 0, -0.5, 1])
        return m.add("CONV_2D", [m.input, filters, bias], result, options("Conv2D", strideW=1, strideH=1))

    return build


def conv_relu(m: Model) -> int:
    """A RELU6 of its own, which XNNPACK fuses, and an operator whose result nobody uses."""
    result = convolution()(m)
    m.add("LOGISTIC", [result], probability(m, m.graph.tensors[result].shape))
    clamped = m.tensor(m.graph.tensors[result].shape, m.kind)
    m.graph.tensors[clamped].quantization = m.graph.tensors[result].quantization
    return m.add("RELU6", [result], clamped)


ALL = ("float32", "int8", "uint8")
CASES: list[tuple[str, Case, tuple[str, ...]]] = [
    ("add", residual, ALL),
    ("add_constant", binary("ADD", (3,), -1, 1, activation=1), ("float32", "int8")),
    ("add_far_scales", binary("ADD", (1, 1, SIDE, 3), -2000, 2000, limit=2000), ("int8",)),
    ("average_pool", pool("AVERAGE_POOL_2D", 3, 2, SAME), ALL),
    ("average_pool_whole", pool("AVERAGE_POOL_2D", SIDE, 1, VALID), ("float32", "int8")),
    ("concatenation", concatenation, ALL),
    ("conv", convolution(activation=3), ALL),
    ("conv_relu", conv_relu, ("float32", "int8")),
    ("conv_stride", convolution(stride=2, activation=2), ("float32", "int8")),
    ("conv_valid_dilated", convolution(padding=VALID, dilation=2, activation=1), ("float32", "int8")),
    ("conv_even_kernel", convolution(size=2, stride=2), ("float32", "int8")),
    ("conv_groups", convolution(groups=3, outputs=6), ("float32", "int8")),
    ("conv_per_tensor", convolution(size=1, per_channel=False), ("int8",)),
    ("conv_zero_point", convolution(zero_point=101), ("uint8",)),
    ("depthwise", depthwise(stride=2, activation=3), ALL),
    ("depthwise_multiplier", depthwise(multiplier=2, padding=VALID), ("float32", "int8")),
    ("depthwise_dilated", depthwise(dilation=2, bias=False), ("float32", "int8")),
    ("constants_apart", convolution(), ("int8",)),
    ("dequantise", dequantise, ("int8", "uint8")),
    ("fully_connected", fully_connected, ALL),
    ("hard_swish", unary("HARD_SWISH", -0.4, 4), ALL),
    ("logistic", logistic, ALL),
    ("max_pool", pool("MAX_POOL_2D", 3, 2, SAME), ALL),
    ("mean", mean(False, [1, 2]), ALL),
    ("mean_keep", mean(True, [-2, -3]), ("float32", "int8")),
    ("mul", binary("MUL", (1, SIDE, SIDE, 1), -1.5, 1.5), ALL),
    ("pad", pad, ALL),
    ("quantise", quantise(0.01), ALL),
    ("quantise_far", quantise(3e-5), ("int8",)),
    ("relu", unary("RELU", -4, 4), ("float32", "int8")),
    ("relu_rescaled", unary("RELU", 0, 4), ("int8", "uint8")),
    ("relu6", unary("RELU6", -4, 4), ("float32", "int8")),
    ("softmax", softmax, ALL),
    ("sub", binary("SUB", (1, 1, SIDE, 3), -1, 1), ALL),
    ("transpose", transpose, ("float32", "int8")),
    ("weights_only", weights_only("int8"), ("float32",)),
]
REFERENCES = {"weights_only": weights_only("float32")}


# ---- Models that are refused ----


def refused() -> dict[str, bytes]:
    """Each with the reason in its name; test_network.c holds what the message must say."""
    shape = (1, SIDE, SIDE, 3)
    files = {}
    m = Model("float32")
    files["operator"] = m.finish(m.add("TANH", [m.input], m.tensor(shape, "float32")))
    m = Model("float32")
    files["custom"] = m.finish(m.add("CUSTOM", [m.input], m.tensor(shape, "float32"), custom="Blood\x01Op"))
    m = Model("float32")
    moved = m.add("TRANSPOSE", [m.input, m.integers([0, 2, 1, 3])], m.tensor(shape, "float32"))
    files["transpose"] = m.finish(moved)
    m = Model("float32")
    files["activation"] = m.finish(convolution(activation=4)(m))
    m = Model("int16")
    files["int16"] = m.finish(m.add("RELU", [m.input], m.tensor(shape, "int16", 1 / 127.5)))
    m = Model("float32", (1, 3, SIDE, SIDE))
    files["channels_first"] = m.finish(m.add("RELU", [m.input], m.tensor((1, 3, SIDE, SIDE), "float32")))
    m = Model("float32")
    m.finish(m.add("RELU", [m.input], m.tensor(shape, "float32")))
    m.graph.outputs = [*m.graph.outputs, m.graph.outputs[0]]
    files["two_outputs"] = m.pack()
    m = Model("float32")
    m.model.subgraphs.append(m.graph)
    files["two_subgraphs"] = m.finish(m.add("RELU", [m.input], m.tensor(shape, "float32")))
    m = Model("float32")
    same = m.tensor(shape, "float32")
    m.add("RELU", [m.input], same)
    files["reshape"] = m.finish(m.add("RESHAPE", [m.input, same], m.tensor((1, SIDE * SIDE * 3), "float32")))
    m = Model("float32")
    files["window"] = m.finish(pool("AVERAGE_POOL_2D", 60000, 1, SAME)(m))
    m = Model("float32")
    m.graph.tensors[m.input].externalBuffer = 1
    files["other_file"] = m.finish(m.add("RELU", [m.input], m.tensor(shape, "float32")))
    m = Model("float32")
    operands = [m.input, m.tensor(shape, "float32")]
    files["unwritten"] = m.finish(m.add("ADD", operands, m.tensor(shape, "float32"), options("Add")))
    m = Model("int8", (1, 37, 37, 3))
    files["classes"] = m.finish(m.input)
    m = Model("int8", (1, 2235, 2355, 3))
    files["weights"] = m.finish(many_values(m))
    m = Model("int8")
    filters, _ = m.weights((4, 3, 3, 3), 0)
    inputs = [-1, filters, m.input]
    files["picture_as_bias"] = m.finish(m.add("CONV_2D", inputs, m.value(shape, -3, 3), options("Conv2D")))
    m = Model("float32")
    files["shapes"] = m.finish(m.add("RELU", [m.input], m.tensor((1, SIDE, SIDE, 4), "float32")))
    return files


def many_values(m: Model) -> int:
    """Values of as many elements as may be, with hardly any memory, so that the weights are what is too much."""
    value = m.input
    for _ in range(16):
        value = m.add("RELU", [value], like_input(m, m.graph.tensors[m.input].shape))
    value = m.add("MEAN", [value, m.integers([1, 2])], m.value((1, 3), -0.3, 0.2), options("Reducer"))
    result = m.value((1, 400), -8, 8)
    elements = 17 * int(np.prod(m.graph.tensors[m.input].shape)) + 3 + 400
    assert elements <= 2**28 < elements + 3 * 400
    return m.add("FULLY_CONNECTED", [value, *m.weights((400, 3), 0)], result, options("FullyConnected"))


def add_metadata(m: Model, *lines: str) -> None:
    entry = schema.MetadataT()
    entry.name, entry.buffer = "hematovision", m.buffer("".join(f"{line}\n" for line in lines).encode())
    m.model.metadata.append(entry)


def with_metadata() -> bytes:
    m = Model("int8")
    add_metadata(m, "format 1", "class a", "class b", "class c")
    return m.finish(mean(False, [1, 2])(m))


# ---- Class maps ----


def colours(m: Model, pooled: int) -> int:
    """A class map of three channels: dark pixels, pale ones, and green ones, which are neither."""
    weights, bias = np.float32([[-2, -2, -2], [2, 2, 2], [-6, 12, -6]]), np.float32([0, 0, -3])
    shape = (3, 1, 1, 3)
    if m.kind == "float32":
        filters = [
            m.tensor(shape, "float32", data=weights.reshape(shape)),
            m.tensor((3,), "float32", data=bias),
        ]
    else:
        scales = np.float32([1 / 32, 1 / 32, 1 / 8])
        numbers = np.round(weights / scales[:, None]).reshape(shape)
        filters = [
            m.tensor(shape, "int8", scales, data=numbers),
            m.tensor((3,), "int32", scales / 127.5, data=np.round(bias * 127.5 / scales)),
        ]
    _, rows, columns, _ = m.graph.tensors[pooled].shape
    result = m.value((1, rows, columns, 3), -32, 32)
    return m.add("CONV_2D", [pooled, *filters], result, options("Conv2D", strideW=1, strideH=1))


def class_map(kind: str, *lines: str, side=24, wide=8, last: Case | None = None) -> bytes:
    """A place for every 8 rows of `wide` pixels. `last` makes another output of the map."""
    m = Model(kind, (1, side, side, 3))
    fields = {"strideW": wide, "strideH": 8, "filterWidth": wide, "filterHeight": 8, "padding": VALID}
    places = like_input(m, (1, side // 8, side // wide, 3))
    m.output = colours(m, m.add("AVERAGE_POOL_2D", [m.input], places, options("Pool2D", **fields)))
    m.graph.outputs = [last(m) if last else m.output]
    add_metadata(m, "format 1", *lines)
    return m.pack()


def class_maps() -> dict[str, bytes]:
    names = ("class dark", "class pale", "class green")
    decides = ("class dark", "class pale", "confident_at 0.9", "unfamiliar_offset 0", "unfamiliar_at 0.5")

    def softmax_of(m: Model) -> int:
        return m.add("SOFTMAX", [m.output], m.tensor((1, 3, 3, 3), "float32"), options("Softmax", beta=1.0))

    def row_of(m: Model) -> int:
        return m.add("RESHAPE", [m.output, m.integers([1, 9, 3])], m.tensor((1, 9, 3), "float32"))

    return {
        "class_map-float32": class_map("float32", *decides),
        "class_map_cells-int8": class_map("int8", *decides, "cells find", "patch_scale 1.5"),
        "class_map_turned-float32": class_map("float32", *decides, "look_again_below 1"),
        "class_map_strange-float32": class_map("float32", "class dark", "class pale", "unfamiliar_at 0"),
        "class_map_strange_named-float32": class_map("float32", *names, "unfamiliar_at 0"),
        "class_map_named-float32": class_map("float32", *names),
        "refused_map_classes": class_map("float32", "class dark"),
        "refused_map_oblong": class_map("float32", *decides, "look_again_below 0.5", wide=12),
        "refused_map_large": class_map("float32", side=264),
        "refused_map_row": class_map("float32", last=row_of),
        "refused_map_softmax": class_map("float32", last=softmax_of),
    }


# ---- Cell detectors, and what can be resized ----


def layer(m: Model, name: str, value: int, filters: list[int], stride=1, dilation=1) -> int:
    """A convolution with padding SAME, of one filter for each output or of one for each channel."""
    _, height, width, _ = m.graph.tensors[value].shape
    depthwise = name == "DEPTHWISE_CONV_2D"
    channels = m.graph.tensors[filters[0]].shape[3 if depthwise else 0]
    fields = {"padding": SAME, "strideW": stride, "strideH": stride}
    fields |= {"dilationWFactor": dilation, "dilationHFactor": dilation}
    if depthwise:
        fields["depthMultiplier"] = 1
    result = m.value((1, -(-height // stride), -(-width // stride), channels), -6, 6)
    return m.add(name, [value, *filters], result, options("DepthwiseConv2D" if depthwise else "Conv2D", **fields))


def resizable(kind: str, height: int, width: int, dead: bool = False) -> bytes:
    """The operators of the shipped detector; the weights are the same for every size. With `dead` ones: operators
    whose results nobody uses, and which could not be built or resized."""
    m = Model(kind, (1, height, width, 3))
    value = layer(m, "CONV_2D", m.input, m.weights((8, 3, 3, 3), 0), stride=2)
    value = layer(m, "DEPTHWISE_CONV_2D", value, m.weights((1, 3, 3, 8), 3), stride=2)
    value = layer(m, "DEPTHWISE_CONV_2D", value, m.weights((1, 3, 3, 8), 3), stride=2)
    other = layer(m, "DEPTHWISE_CONV_2D", value, m.weights((1, 3, 3, 8), 3), dilation=2)
    total = m.value(m.graph.tensors[value].shape, -8, 8)
    value = m.add("ADD", [value, other], total, options("Add"))
    m.graph.outputs = [layer(m, "CONV_2D", value, m.weights((7, 1, 1, 8), 0))]
    if dead:
        m.add("RESHAPE", [value, m.integers([1, -1])], m.tensor((1, height * width // 8), kind))
        for inputs in ([], [value, -1]):
            m.add("CONV_2D", inputs, m.tensor((1, 1, 1, 1), kind), options("Conv2D", strideW=1, strideH=1))
    return m.pack()


def identity(m: Model, channels: int) -> list[int]:
    """The filter and bias of a convolution that only passes on what it gets."""
    same = m.tensor((channels, 1, 1, channels), "float32", data=np.eye(channels))
    return [same, m.tensor((channels,), "float32", data=np.zeros(channels))]


Last = Callable[[Model, int], int]


def detector(edge: float, *lines: str, side=(24, 32), channels=7, last: Last | None = None) -> bytes:
    """Looks at the first pixel of every 8 x 8: a black one is a white cell whose box reaches `edge` pixels to all
    sides of the place's centre, a yellow one is a red cell 16 pixels across. `last` makes more of the map."""
    m = Model("float32", (1, *side, 3))
    value = m.input
    for _ in range(2):
        value = layer(m, "CONV_2D", value, identity(m, 3), stride=2)
    weights, bias = np.zeros((channels, 1, 1, 3)), np.full(channels, 2 * np.log2(edge / 32))
    weights[0, 0, 0], bias[0] = (0, -8, 0), -4
    weights[5, 0, 0], bias[5] = (8, 0, -8), -4
    bias[6:] = 2 * np.log2(16 / 32)
    filters = [m.tensor(weights.shape, "float32", data=weights), m.tensor((channels,), "float32", data=bias)]
    value = layer(m, "CONV_2D", value, filters, stride=2)
    m.graph.outputs = [last(m, value) if last else value]
    add_metadata(m, "format 1", "task cells", *lines)
    return m.pack()


def pooled(m: Model, value: int) -> int:
    """With a pool, which keeps to the size that it was made for."""
    pooling = options("Pool2D", padding=SAME, strideW=1, strideH=1, filterWidth=2, filterHeight=2)
    return m.add("MAX_POOL_2D", [value], m.tensor(m.graph.tensors[value].shape, "float32"), pooling)


def coarser(m: Model, value: int) -> int:
    """With a place for every 16 pixels: of 8 x 8 pixels that is one, too."""
    return layer(m, "CONV_2D", value, identity(m, 7), stride=2)


def shifted(m: Model, value: int, through: str = "") -> int:
    """With a constant that has as many rows as the map of this size, and makes as many of one row; or with what an
    operator makes of it."""
    _, rows, columns, channels = m.graph.tensors[value].shape
    shift = m.tensor((1, rows, 1, channels), "float32", data=np.zeros(rows * channels))
    if through:
        shift = m.add(through, [shift], m.tensor((1, rows, 1, channels), "float32"))
    return m.add("ADD", [value, shift], m.tensor((1, rows, columns, channels), "float32"), options("Add"))


def detectors() -> dict[str, bytes]:
    return {
        "detector-float32": detector(8),
        "detector_large-float32": detector(32),
        "detector_many-float32": detector(4, "working_area 248832", "cell_at 0"),
        "refused_detector_channels": detector(8, channels=6),
        "refused_detector_coarse": detector(8, side=(8, 8), last=coarser),
        "refused_detector_fixed": detector(8, last=pooled),
        "refused_detector_key": detector(8, "class a"),
        "refused_detector_shifted": detector(8, side=(24, 8), last=shifted),
        "refused_detector_shifted_by_relu": detector(8, side=(24, 8), last=lambda m, v: shifted(m, v, "RELU")),
        "resizable-float32": resizable("float32", 24, 32),
        "resizable-int8": resizable("int8", 24, 32),
        "resizable_dead-float32": resizable("float32", 24, 32, dead=True),
        "resizable_larger-float32": resizable("float32", 48, 40),
        "resizable_larger-int8": resizable("int8", 48, 40),
    }


# ---- What the reference kernels make of them ----


def picture() -> np.ndarray:
    """The test picture, uint8 [side][side][3]; test_network.c draws the same."""
    state, numbers = 1, []
    for _ in range(SIDE * SIDE * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        numbers.append(state >> 24)
    return np.array(numbers, np.uint8).reshape(SIDE, SIDE, 3)


def run(model: bytes, deviation: float) -> tuple[np.ndarray, float]:
    """The scores, in quanta from the zero point where they are quantised, and the quantum (else 0)."""
    interpreter = Interpreter(model_content=model, experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    inputs, outputs = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    numbers = picture().astype(np.int32) - 128
    if inputs["dtype"] == np.float32:
        numbers = numbers.astype(np.float32) / np.float32(deviation)
    elif inputs["dtype"] == np.uint8:
        numbers = numbers + 128
    interpreter.set_tensor(inputs["index"], numbers.astype(inputs["dtype"])[None])
    interpreter.invoke()
    scores = interpreter.get_tensor(outputs["index"])[0]
    scale, zero_point = outputs["quantization"]
    return (scores, 0.0) if scores.dtype == np.float32 else (scores.astype(np.int32) - zero_point, scale)


HEADER = """\
/* What TensorFlow Lite's reference kernels make of the models here: written by make_models.py.
 * The input is (byte - 128) / deviation. Quantised scores are in quanta from the zero point; a quantum of 0
 * means float32.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_EXPECTED_H
#define HV_EXPECTED_H

#include <stdint.h>

{arrays}

static const struct {{
  const char *file;
  float deviation, quantum;
  uint32_t count;
  const float *scores;
}} expected[] = {{
{rows}
}};

#endif
"""


def main() -> None:
    for old in HERE.glob("*.tflite"):
        old.unlink()
    arrays, rows = [], []
    for name, build, kinds in CASES:
        for kind in kinds:
            model = Model(kind)
            file = model.finish(build(model))
            if name == "constants_apart":
                file = model.pack_apart()
            (HERE / f"{name}-{kind}.tflite").write_bytes(file)
            if name in REFERENCES:
                model = Model(kind)
                file = model.finish(REFERENCES[name](model))
            scores, quantum = run(file, model.deviation)
            spread = np.abs(scores).max()
            assert np.isfinite(spread) and len(np.unique(scores)) > 1, (name, kind)
            numbers = ", ".join(f"{score:.6g}" for score in scores)
            arrays.append(f"static const float {name}_{kind}[] = {{{numbers}}};")
            fields = f"{model.deviation:g}f, {quantum:.9g}, {len(scores)}, {name}_{kind}"
            rows.append(f'    {{"{name}-{kind}.tflite", {fields}}},')
    for name, file in refused().items():
        (HERE / f"refused_{name}.tflite").write_bytes(file)
    (HERE / "metadata-int8.tflite").write_bytes(with_metadata())
    for name, file in (class_maps() | detectors()).items():
        (HERE / f"{name}.tflite").write_bytes(file)
    header = HERE / "expected.h"
    header.write_text(HEADER.format(arrays="\n".join(arrays), rows="\n".join(rows)))
    if formatter := shutil.which("clang-format-19") or shutil.which("clang-format"):
        subprocess.run([formatter, "-i", header], check=True)


if __name__ == "__main__":
    main()
