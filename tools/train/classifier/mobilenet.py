"""MobileNetV2 1.0 (Sandler et al., Inverted Residuals and Linear Bottlenecks, 2018), batch norm folded away.

The convolutions pad as TensorFlow's SAME does, so that the exported graph needs no PAD and the ImageNet weights,
which Google trained in TensorFlow, see what they were trained on.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

# Expansion, channels, repeats, stride: table 2 of the paper, but for its last stride of 2, which is left out: the
# map that explains a verdict then has 6 x 6 places for 96 pixels and not 3 x 3, in which one corner spoke for all.
BLOCKS = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 1),
    (6, 320, 1, 1),
)
FEATURES = 1280
NORM_EPSILON = 1e-5  # torchvision's


class Halving(nn.Conv2d):
    """3 x 3 with stride 2. SAME pads an even side at the right and the bottom only."""

    def __init__(self, inputs: int, outputs: int, groups: int) -> None:
        super().__init__(inputs, outputs, 3, 2, groups=groups)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.training and self.groups > 1 and x.device.type == "cpu":
            # Every second place of all: on a CPU the gradient of a depthwise convolution with a stride takes so
            # long that the whole network takes half as long again.
            return functional.conv2d(x, self.weight, self.bias, padding=1, groups=self.groups)[:, :, 1::2, 1::2]
        return super().forward(functional.pad(x, (0, 1, 0, 1)))


def convolution(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """Convolution and ReLU6; with stride 2 the kernel is 3."""
    if stride == 2:
        return nn.Sequential(Halving(inputs, outputs, groups), nn.ReLU6())
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, groups=groups), nn.ReLU6())


class Bottleneck(nn.Module):
    """Expand, filter by depth, project; with a shortcut where nothing changes its shape."""

    def __init__(self, inputs: int, outputs: int, expansion: int, stride: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        expand = [convolution(inputs, hidden, 1)] if expansion != 1 else []
        self.layers = nn.Sequential(
            *expand, convolution(hidden, hidden, 3, stride, groups=hidden), nn.Conv2d(hidden, outputs, 1)
        )
        self.shortcut = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.layers(x) if self.shortcut else self.layers(x)


class MobileNetV2(nn.Module):
    """Pictures [n, side, side, 3] scaled to -1 ... 1 become class maps [n, side / 16, side / 16, channels]. The
    mean of a map over its places is the row of logits, and the map itself shows where they come from (Zhou et al.,
    Learning Deep Features for Discriminative Localization, 2016): the head is linear, so mean and head may change
    places."""

    def __init__(self, channels: int, dropout: float = 0.2) -> None:
        super().__init__()
        layers: list[nn.Module] = [convolution(3, 32, 3, 2)]
        inputs = 32
        for expansion, outputs, repeats, stride in BLOCKS:
            for repeat in range(repeats):
                layers.append(Bottleneck(inputs, outputs, expansion, stride if repeat == 0 else 1))
                inputs = outputs
        layers.append(convolution(inputs, FEATURES, 1))
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout2d(dropout)
        self.head = nn.Conv2d(FEATURES, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.dropout(self.features(x.permute(0, 3, 1, 2)))).permute(0, 2, 3, 1)

    def load_imagenet(self, weights: Path) -> None:
        """Takes the convolutions from torchvision's mobilenet_v2; the head keeps its own start."""
        theirs = torch.load(weights, map_location="cpu", weights_only=True)
        kernels = [name for name, tensor in theirs.items() if tensor.dim() == 4]
        norms = [name.removesuffix(".running_var") for name in theirs if name.endswith(".running_var")]
        ours = [layer for layer in self.features.modules() if isinstance(layer, nn.Conv2d)]
        if not len(kernels) == len(norms) == len(ours):
            raise SystemExit(f"{weights}: not a MobileNetV2 1.0 under torchvision's names.")
        with torch.no_grad():
            for layer, kernel, norm in zip(ours, kernels, norms, strict=True):
                scale = theirs[f"{norm}.weight"] / (theirs[f"{norm}.running_var"] + NORM_EPSILON).sqrt()
                layer.weight.copy_(theirs[kernel] * scale[:, None, None, None])
                layer.bias.copy_(theirs[f"{norm}.bias"] - theirs[f"{norm}.running_mean"] * scale)
