"""The network that finds cells: small, fully convolutional, one output place for each 8 x 8 input pixels.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import copy

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

STRIDE = 8

# The output's channels, as wasm/cells.h describes them: a logit, the box's four distances, a logit, a diameter.
WHITE, LEFT, TOP, RIGHT, BOTTOM, RED, DIAMETER = range(7)
CHANNELS = 7

# Lengths are given as LENGTH_STEPS * log2(length / LENGTH_UNIT): 2 ... 256 pixels become -8 ... 6, the range of
# the logits, so that one int8 scale serves both.
LENGTH_UNIT, LENGTH_STEPS = 32, 2

WIDTHS = (16, 32, 80)

# One block each; together a place sees 340 input pixels around it: the largest cell, or enough red cells to tell a
# small white cell from a platelet.
DILATIONS = (1, 2, 4, 8, 4, 2)

# The logit that a place starts with: nearly every place is background (Lin et al., Focal Loss, 2017).
BACKGROUND_LOGIT = -4.6


def convolution(inputs: int, outputs: int, kernel: int, stride: int = 1, dilation: int = 1) -> nn.Sequential:
    """Convolution, by depth where the kernel is wider than one pixel and the widths are the same. With stride 2,
    it pads an even side as TensorFlow's SAME does: at the right and the bottom only."""
    groups = inputs if kernel > 1 and inputs == outputs else 1
    padding = nn.ZeroPad2d((0, 1, 0, 1)) if stride == 2 else nn.Identity()
    same = dilation * (kernel // 2) if stride == 1 else 0
    return nn.Sequential(
        padding,
        nn.Conv2d(inputs, outputs, kernel, stride, same, dilation, groups, bias=False),
        nn.BatchNorm2d(outputs),
    )


class Block(nn.Module):
    """A depthwise separable convolution, dilated, with a shortcut."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            convolution(width, width, 3, dilation=dilation), nn.ReLU6(), convolution(width, width, 1)
        )
        self.activation = nn.ReLU6()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.activation(x + self.layers(x))


class Detector(nn.Module):
    """Pictures [n, height, width, 3] scaled to -1 ... 1, the sides multiples of 8, become
    [n, height / 8, width / 8, CHANNELS]."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third = WIDTHS
        stem = [(3, first, 3, 2), (first, first, 3, 2), (first, second, 1, 1), (second, second, 3, 1)]
        stem += [(second, second, 1, 1), (second, second, 3, 2), (second, third, 1, 1)]
        layers: list[nn.Module] = []
        for row in stem:
            layers += [convolution(*row), nn.ReLU6()]
        layers += [Block(third, dilation) for dilation in DILATIONS]
        layers += [convolution(third, third, 1), nn.ReLU6(), nn.Conv2d(third, CHANNELS, 1)]
        self.layers = nn.Sequential(*layers)
        with torch.no_grad():
            for channel in (WHITE, RED):
                self.layers[-1].bias[channel] = BACKGROUND_LOGIT

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


def folded(detector: Detector) -> Detector:
    """A copy for export: batch norm folded into the convolutions."""
    detector = copy.deepcopy(detector).eval()
    for layers in [module for module in detector.modules() if isinstance(module, nn.Sequential)]:
        if len(layers) == 3 and isinstance(layers[2], nn.BatchNorm2d):
            layers[1] = fuse_conv_bn_eval(layers[1], layers[2])
            layers[2] = nn.Identity()
    return detector
