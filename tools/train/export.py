"""A trained network as an int8 .tflite, with what the page needs beside the graph in its metadata.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from pathlib import Path

import flatbuffers
import litert_torch
import numpy as np
import torch
from ai_edge_litert import schema_py_generated as schema
from ai_edge_quantizer import quantizer, recipe
from torch import nn

# metadata.h describes the text in this buffer.
METADATA_NAME = "hematovision"


def calibration_inputs(pictures: np.ndarray) -> list[np.ndarray]:
    """The network's inputs, each with a black and a white pixel: the quantiser averages the pictures' ranges, and
    with both ends in every one the input's scale is 2/255, so that int8 is the byte less 128."""
    inputs = []
    for picture in pictures:
        scaled = picture[None].astype(np.float32) / 127.5 - 1
        scaled[0, 0, 0], scaled[0, 0, 1] = -1, 1
        inputs.append(scaled)
    return inputs


def quantise(model: nn.Module, pictures: np.ndarray, work: Path) -> bytes:
    """int8 activations, int8 weights for each channel, ranges from the pictures uint8 [n, height, width, 3]."""
    floating, quantised = work / "float32.tflite", work / "int8.tflite"
    contiguous = model.eval().to(memory_format=torch.contiguous_format)
    litert_torch.convert(contiguous, (torch.zeros(1, *pictures.shape[1:]),)).export(str(floating))
    process = quantizer.Quantizer(str(floating))
    process.load_quantization_recipe(recipe.static_wi8_ai8())
    inputs = [{"args_0": scaled} for scaled in calibration_inputs(pictures)]
    ranges = process.calibrate({"serving_default": inputs})
    process.quantize(ranges).export_model(str(quantised), overwrite=True)
    return quantised.read_bytes()


def with_metadata(model: bytes, text: str) -> bytes:
    """The model with `text` in its metadata buffer; whatever metadata it had is dropped."""
    tree = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model))
    for buffer in tree.buffers:
        # The quantiser appends the weights behind the FlatBuffer; packing anew would lose them.
        if buffer.offset > 1:
            buffer.data = np.frombuffer(model[buffer.offset : buffer.offset + buffer.size], np.uint8)
            buffer.offset = buffer.size = 0
    for dropped in tree.metadata or []:
        tree.buffers[dropped.buffer].data = None
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(text.encode(), np.uint8)
    entry = schema.MetadataT()
    entry.name, entry.buffer = METADATA_NAME, len(tree.buffers)
    tree.buffers.append(buffer)
    tree.metadata = [entry]
    builder = flatbuffers.Builder(len(model) + len(text) + 1024)
    builder.Finish(tree.Pack(builder), b"TFL3")
    return bytes(builder.Output())
