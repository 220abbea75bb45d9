"""A trained network as an int8 .tflite, with what the page needs beside the graph in its metadata.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path

import flatbuffers
import litert_torch
import numpy as np
import torch
from ai_edge_litert import schema_py_generated as schema
from ai_edge_quantizer import quantizer, recipe
from ai_edge_quantizer.calibrator import Calibrator
from ai_edge_quantizer.recipe_manager import RecipeManager
from ai_edge_quantizer.utils.qsv_utils import min_max_update
from torch import nn

# metadata.h describes the text in this buffer.
METADATA_NAME = "hematovision"


def watch(model: nn.Module, inputs: torch.Tensor, see: Callable) -> None:
    """Runs the model, and shows `see` what each convolution gives, as a forward hook."""
    hooks = [each.register_forward_hook(see) for each in model.modules() if isinstance(each, nn.Conv2d)]
    model(inputs)
    for hook in hooks:
        hook.remove()


@torch.no_grad()
def with_int8_weights(model: nn.Module, inputs: torch.Tensor) -> nn.Module:
    """A copy whose weights are those that int8 has, as the quantiser rounds them, and whose biases make up for it:
    each channel's mean is what it was, one convolution after the other (Nagel et al., Data-Free Quantization
    Through Weight Equalization and Bias Correction, 2019, by pictures)."""
    rounded = copy.deepcopy(model).eval().to(memory_format=torch.contiguous_format)
    wanted: dict[nn.Conv2d, torch.Tensor] = {}

    def keep(layer: nn.Conv2d, _: tuple, given: torch.Tensor) -> None:
        wanted[layer] = given.mean((0, 2, 3))

    def correct(layer: nn.Conv2d, _: tuple, given: torch.Tensor) -> torch.Tensor:
        off = wanted[layer] - given.mean((0, 2, 3))
        layer.bias += off
        return given + off[:, None, None]

    watch(rounded, inputs, keep)
    for layer in wanted:
        step = layer.weight.abs().amax((1, 2, 3), keepdim=True).clamp(min=1e-12) / 127
        layer.weight.copy_((layer.weight / step).round() * step)
    watch(rounded, inputs, correct)
    return rounded


def inputs_of(pictures: np.ndarray) -> np.ndarray:
    """The pictures, uint8 [n, height, width, 3], as the network takes them. The first gets a black and a white
    pixel: with both ends the input's scale is 2/255, so that int8 is the byte less 128."""
    scaled = pictures.astype(np.float32) / 127.5 - 1
    scaled[0, 0, 0], scaled[0, 0, 1] = -1, 1
    return scaled


def ranges_of(floating: Path, rule: Sequence[dict], inputs: np.ndarray) -> dict:
    """Each activation's least and greatest value for any of the inputs. The quantiser's own way, the mean of the
    pictures' extremes, cuts off what half of them reach, and the logits then stray up to twice as far from the
    float network's (tried.md)."""
    calibrator, recipes = Calibrator(floating.read_bytes(), qsv_update_func=min_max_update), RecipeManager()
    recipes.load_quantization_recipe(rule)
    calibrator.calibrate({"serving_default": [{"args_0": each[None]} for each in inputs]}, recipes)
    return calibrator.get_model_qsvs()


def quantise(model: nn.Module, pictures: np.ndarray, work: Path) -> bytes:
    """int8 activations, int8 weights for each channel, ranges from the pictures uint8 [n, height, width, 3]."""
    floating, quantised = work / "float32.tflite", work / "int8.tflite"
    inputs = inputs_of(pictures)
    rounded = with_int8_weights(model, torch.from_numpy(inputs))
    litert_torch.convert(rounded, (torch.zeros(1, *pictures.shape[1:]),)).export(str(floating))
    rule = recipe.static_wi8_ai8()
    process = quantizer.Quantizer(str(floating))
    process.load_quantization_recipe(rule)
    process.quantize(ranges_of(floating, rule, inputs)).export_model(str(quantised), overwrite=True)
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
