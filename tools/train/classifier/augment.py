"""What another laboratory would have changed: the cell's pose, its stain, the camera and how tightly it is cut.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import math
import random

import torch
from torch.nn import functional

from native import GLASS

# Training patches are cut this much wider than the network's, so that turning and shifting show real pixels.
MARGIN = 1.6

# Of this many parts of a batch, each is seen by a camera of its own.
CAMERAS = 4

# How far out of focus a cell may be: the deviation of a Gaussian, as a share of the patch's side.
MOST_DEFOCUSED = 0.04

# How many times as much a camera may make of what sets a pixel off from those around it. PBC's chromatin is so
# crisp that networks of few steps, which never saw it, took it for lobes: blurred, they knew far more of it.
MOST_SHARPENED = 6


def uniform(n: int, low: float, high: float) -> torch.Tensor:
    """On the device that is torch's default, as all that augment draws."""
    return torch.empty(n).uniform_(low, high)


def pose(patches: torch.Tensor, side: int) -> torch.Tensor:
    """Turns, mirrors, scales, stretches and shifts [n, 3, wide, wide] into [n, 3, side, side]."""
    n = len(patches)
    angle, stretch = uniform(n, 0, 2 * math.pi), uniform(n, -0.08, 0.08).exp()
    scale = uniform(n, math.log(0.82), math.log(1.22)).exp() / MARGIN
    mirror = torch.where(torch.rand(n) < 0.5, 1.0, -1.0)
    cosine, sine = angle.cos() * scale, angle.sin() * scale
    shift = 0.07 * torch.randn(n, 2) / MARGIN
    affine = torch.stack(
        [
            torch.stack([mirror * cosine * stretch, -sine / stretch, shift[:, 0]], 1),
            torch.stack([mirror * sine * stretch, cosine / stretch, shift[:, 1]], 1),
        ],
        1,
    )
    grid = functional.affine_grid(affine, [n, 3, side, side], align_corners=False)
    return functional.grid_sample(patches, grid, padding_mode="border", align_corners=False)


def stain(x: torch.Tensor) -> torch.Tensor:
    """Other dyes and lamps: strength and mixture of the channels' optical density, then brightness and gamma.
    Most cells are changed strongly, as by another laboratory, the others as by another slide of the same."""
    n = len(x)
    amount = torch.where(torch.rand(n) < 0.7, 1.0, 0.35)
    density = -(x.clamp(1 / 255, 1)).log()
    mixture = torch.eye(3) + 0.18 * amount[:, None, None] * torch.randn(n, 3, 3)
    strength = (amount * uniform(n, -0.5, 0.5)).exp()[:, None] * (0.25 * amount[:, None] * torch.randn(n, 3)).exp()
    density = torch.einsum("nij,njhw->nihw", mixture * strength[:, :, None], density).clamp(min=-0.1)
    light = (0.05 * amount[:, None] * torch.randn(n, 3)).exp()[:, :, None, None]
    x = ((-density).exp() * light).clamp(1e-3, 1)
    x = x ** (amount * uniform(n, -0.29, 0.29)).exp()[:, None, None, None]
    faded = (torch.rand(n) < 0.4) & (amount == 1)
    grey = torch.where(faded, uniform(n, 0.2, 1.0), torch.zeros(n))[:, None, None, None]
    return x * (1 - grey) + x.mean(1, keepdim=True) * grey


def defocused(x: torch.Tensor, deviation: float) -> torch.Tensor:
    """Blurred by a Gaussian of so many pixels."""
    reach = math.ceil(2.5 * deviation)
    taps = (-(torch.arange(-reach, reach + 1) ** 2) / (2 * deviation**2)).exp()
    taps = (taps / taps.sum()).repeat(3, 1, 1, 1)
    wide = functional.pad(x, [reach] * 4, mode="replicate")
    return functional.conv2d(functional.conv2d(wide, taps, groups=3), taps.transpose(2, 3), groups=3)


def some_of(share: float, changed: torch.Tensor, otherwise: torch.Tensor) -> torch.Tensor:
    """This share of the patches changed, at random."""
    return torch.where((torch.rand(len(changed)) < share)[:, None, None, None], changed, otherwise)


def camera(x: torch.Tensor, out_of_focus: float) -> torch.Tensor:
    """A share out of focus; fewer pixels, down to a quarter of them a side; the grain and the rims of a camera
    that sharpens; noise."""
    n, size = len(x), x.shape[-2:]
    parts = []
    for part in x.chunk(CAMERAS):
        if out_of_focus:
            blurred = defocused(part, random.uniform(0.002, MOST_DEFOCUSED) * size[0])
            part = some_of(out_of_focus, blurred, part)
        small = functional.interpolate(part, scale_factor=random.uniform(0.22, 0.9), mode="area")
        coarse = functional.interpolate(small, size=size, mode="bilinear", align_corners=False)
        part = some_of(0.5, coarse, part)
        width = random.choice((3, 5, 7))
        around = functional.avg_pool2d(part, width, 1, width // 2, count_include_pad=False)
        strength = uniform(len(part), 0, math.log(MOST_SHARPENED)).exp() - 1
        strength = torch.where(torch.rand(len(part)) < 0.5, strength, torch.zeros(len(part)))
        parts.append((part + strength[:, None, None, None] * (part - around)).clamp(0, 1))
    x = torch.cat(parts)
    level = torch.where(torch.rand(n) < 0.4, uniform(n, 0, 0.05), torch.zeros(n))[:, None, None, None]
    return (x + level * torch.randn_like(x)).clamp(0, 1)


def tight_crop(x: torch.Tensor) -> torch.Tensor:
    """Some pictures end close to the cell; the patch then shows glass (patch.c)."""
    n, side = len(x), x.shape[-1]
    place = torch.linspace(-1, 1, side)
    edges = torch.where(torch.rand(n, 4) < 0.25, uniform(4 * n, 0.55, 1.0).view(n, 4), torch.ones(n, 4))
    across = (place >= -edges[:, 0:1]) & (place <= edges[:, 1:2])
    down = (place >= -edges[:, 2:3]) & (place <= edges[:, 3:4])
    inside = (down[:, :, None] & across[:, None, :])[:, None]
    background = (GLASS / 255 + 0.04 * torch.randn(n, 3)).clamp(0, 1)[:, :, None, None]
    return torch.where(inside, x, background)


def augment(patches: torch.Tensor, side: int, out_of_focus: float) -> torch.Tensor:
    """uint8 [n, wide, wide, 3] become the network's input, float32 [n, side, side, 3] in -1 ... 1; a share of them
    is out of focus."""
    x = patches.permute(0, 3, 1, 2).float() / 255
    x = tight_crop(camera(stain(pose(x, side)), out_of_focus))
    return x.permute(0, 2, 3, 1) * 2 - 1


def plain(patches: torch.Tensor) -> torch.Tensor:
    """uint8 [n, side, side, 3] become the network's input without a change."""
    return patches.float() / 127.5 - 1
