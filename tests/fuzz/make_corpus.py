#!/usr/bin/env python3
"""Writes small good and bad files to tests/fuzz/corpus, which the fuzzers begin with and the tests replay. Run with a
Python that has onnx and numpy. Files whose names begin with "found" come from libFuzzer and are left alone."""

import io
import json
import struct
import zipfile
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = Path(__file__).parent / "corpus"


def put(target, name, data):
    folder = FOLDER / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def floats(*values):
    return numpy.array(values, numpy.float32)


# safetensors ---------------------------------------------------------------------------------------------------------

def safetensors(header, data):
    text = json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text)) + text + data


def entry(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


metadata = {"alexscope.network": "cifar-quick", "alexscope.labels": "[\"cat\",\"dog\"]",
            "alexscope.preprocessing": json.dumps({
                "order": "RGB", "resize": "shorter_side", "resize_to": 256, "crop": 224, "divisor": 255.0,
                "mean": [0.485, 0.456, 0.406], "deviation": [0.229, 0.224, 0.225]})}
good = safetensors({"__metadata__": metadata, "a": entry("F32", [2, 1], 0, 8), "b": entry("BF16", [3], 8, 14)}, bytes(14))
put("safetensors", "good", good)
put("safetensors", "half_and_double", safetensors({"h": entry("F16", [4], 0, 8), "d": entry("F64", [], 8, 16),
                                                   "i": entry("I64", [1], 16, 24)}, bytes(24)))
put("safetensors", "overlap", safetensors({"a": entry("F32", [2], 0, 8), "b": entry("F32", [2], 4, 12)}, bytes(12)))
put("safetensors", "huge", safetensors({"a": entry("F32", [2 ** 40, 2 ** 40], 0, 8)}, bytes(8)))


# PyTorch -------------------------------------------------------------------------------------------------------------

def text(value):
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def number(value):
    return b"J" + struct.pack("<i", value)


def tuple_of(*items):
    return b"(" + b"".join(items) + b"t"


def name_of(module, name):
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


ordered = name_of("collections", "OrderedDict") + b")R"


def tensor(key, count, shape, strides, storage="FloatStorage", offset=0):
    stored = tuple_of(text("storage"), name_of("torch", storage), text(key), text("cpu"), number(count)) + b"Q"
    return name_of("torch._utils", "_rebuild_tensor_v2") + tuple_of(
        stored, number(offset), tuple_of(*map(number, shape)), tuple_of(*map(number, strides)), b"\x89", ordered) + b"R"


def pickled(items):
    return b"\x80\x02" + ordered + b"(" + b"".join(text(key) + value for key, value in items) + b"u."


state = [("features.0.weight", tensor("0", 6, (2, 3), (3, 1))), ("features.0.bias", tensor("1", 2, (2,), (1,), "HalfStorage"))]
checkpoint = [("epoch", number(3)), ("state_dict", pickled(state)[2:-1])]
calls = b"\x80\x02" + name_of("posix", "system") + tuple_of(text("id")) + b"R."
bomb = b"\x80\x02" + b"]q\x00" + b"(h\x00h\x00h\x00h\x00e" * 20 + b"."
pickles = {"state": pickled(state), "checkpoint": pickled(checkpoint), "calls": calls, "bomb": bomb,
           "item_of_a_tensor": b"\x80\x02" + tensor("0", 6, (6,), (1,)) + number(0) + number(1) + b"s.",
           "lies": pickled([("a", tensor("0", 2 ** 30, (2 ** 30,), (1,)))]),
           "outside": pickled([("a", tensor("0", 6, (4,), (1,), offset=3))])}


def archive(data, storages, method=zipfile.ZIP_STORED, prefix="archive/"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, content in [("data.pkl", data)] + [("data/%d" % i, s) for i, s in enumerate(storages)] + [("version", b"3\n")]:
            info = zipfile.ZipInfo(prefix + name)
            info.compress_type = method
            file.writestr(info, content)
    return stream.getvalue()


for name, data in pickles.items():
    put("pickle", name, data)
    put("torch", name, archive(data, [bytes(24), bytes(4)]))
put("torch", "deflated", archive(pickles["state"], [bytes(24), bytes(4)], zipfile.ZIP_DEFLATED))
put("torch", "elsewhere", archive(pickles["state"], [bytes(24), bytes(4)], prefix="../../"))


# ONNX ----------------------------------------------------------------------------------------------------------------

def model(nodes, shape, constants, opset=17, **more):
    graph = helper.make_graph(
        nodes, "network", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8, **more)


node = helper.make_node
everything = model(
    [node("Conv", ["x", "w", "b"], ["conv"], pads=[1, 1, 1, 1], strides=[2, 1], dilations=[1, 1], group=1),
     node("Relu", ["conv"], ["relu"]), node("LRN", ["relu"], ["norm"], size=5),
     node("MaxPool", ["norm"], ["pool"], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1),
     node("AveragePool", ["pool"], ["mean"], kernel_shape=[2, 2], auto_pad="SAME_UPPER", count_include_pad=1),
     node("Dropout", ["mean"], ["drop"]), node("Flatten", ["drop"], ["flat"]),
     node("Gemm", ["flat", "v", "c"], ["scores"], alpha=0.5, transB=1), node("Softmax", ["scores"], ["prob"])],
    ["N", 2, 8, 8],
    {"w": numpy.ones((2, 2, 3, 3), numpy.float32), "b": floats(1, 2), "v": numpy.ones((3, 32), numpy.float32), "c": floats(1)})
helper.set_model_props(everything, {"alexscope.network": "mine"})
everything.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 1
old = model([node("Constant", [], ["s"], value=numpy_helper.from_array(numpy.array([1, -1]), "s")),
             node("Reshape", ["x", "s"], ["flat"]), node("Transpose", ["w"], ["t"]),
             node("MatMul", ["flat", "t"], ["product"]), node("Add", ["product", "b"], ["sum"]),
             node("Identity", ["sum"], ["same"])],
            [1, 2, 1, 2], {"w": numpy.ones((3, 4), numpy.float32), "b": floats(1, 2, 3)}, 7)
branch = model([node("Relu", ["x"], ["a"]), node("Add", ["a", "x"], ["sum"])], [1, 2], {})
outside = model([node("MatMul", ["x", "w"], ["y"])], [1, 2], {"w": numpy.ones((2, 2), numpy.float32)})
outside.graph.initializer[0].data_location = TensorProto.EXTERNAL
location = outside.graph.initializer[0].external_data.add()
location.key, location.value = "location", "../../x"
huge = model([node("ConstantOfShape", ["s"], ["w"]), node("MatMul", ["x", "w"], ["y"])], [1, 2],
             {"s": numpy.array([2 ** 30, 2 ** 30])})
halves = model([node("MatMul", ["x", "w"], ["y"])], [1, 2], {"w": numpy.ones((2, 2), numpy.float16)})
for name, made in (("everything", everything), ("old", old), ("branch", branch), ("outside", outside), ("huge", huge),
                   ("halves", halves)):
    put("onnx", name, made.SerializeToString())


# Caffe: messages put together by hand, field by field ----------------------------------------------------------------

def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(tag, value):
    if isinstance(value, int):
        return varint(tag << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(tag << 3 | 2) + varint(len(value)) + value


def blob(shape, count):
    return field(7, field(1, b"".join(map(varint, shape)))) + field(5, struct.pack("<%df" % count, *range(count)))


def old_blob(shape, count):
    return b"".join(field(i + 1, extent) for i, extent in enumerate(shape)) + field(5, bytes(4 * count))


convolution = field(1, 2) + field(4, 3) + field(6, 4)
newer = field(1, "net") + field(100, field(1, "conv1") + field(2, "Convolution") + field(7, blob((2, 1, 3, 3), 18))
                                + field(7, blob((2,), 2)) + field(106, convolution)) \
    + field(100, field(1, "relu1") + field(2, "ReLU")) \
    + field(100, field(1, "fc") + field(2, "InnerProduct") + field(7, blob((2, 3), 6)))
older = field(1, "net") + field(2, field(4, "conv1") + field(5, 4) + field(6, old_blob((2, 1, 3, 3), 18))
                                + field(6, old_blob((1, 1, 1, 2), 2)) + field(10, convolution))
put("caffemodel", "newer", newer)
put("caffemodel", "older", older)
put("caffemodel", "too_few", field(1, "net") + field(100, field(1, "c") + field(2, "Convolution") + field(7, blob((2 ** 40, 9), 3))))
put("caffemodel", "first_generation", field(1, "net") + field(2, field(1, "old")))

put("weights", "safetensors", good)
put("weights", "torch", archive(pickles["state"], [bytes(24), bytes(4)]))
put("weights", "onnx", everything.SerializeToString())
put("weights", "caffemodel", newer)
put("weights", "page", "<html>")


# Texts and arrays ----------------------------------------------------------------------------------------------------

stream = io.BytesIO()
numpy.save(stream, numpy.zeros((2, 3), numpy.float32))
put("npy", "good", stream.getvalue())
stream = io.BytesIO()
numpy.save(stream, numpy.asfortranarray(numpy.zeros((2, 3))))
put("npy", "other", stream.getvalue())
put("labels", "good", "cat\ndog\n\u00e4pfel\n")
put("labels", "gap", "cat\n\ndog\x1b\n")
put("recipe", "good", metadata["alexscope.preprocessing"])
put("recipe", "wrong", "{\"order\":\"RGB\",\"order\":\"BGR\",\"crop\":1e999}")
put("catalogue", "good", json.dumps({"models": [{
    "name": "a", "title": "A", "network": "", "file": "a.pth", "url": "https://a.example/a", "bytes": 12,
    "licence": "free", "sha1": "0" * 40}]}))
put("catalogue", "elsewhere", json.dumps({"models": [{
    "name": "a", "title": "A", "network": "", "file": "../a", "url": "file:///a", "licence": "", "sha256": "0"}]}))
