"""What the network's output should be for a canvas, and how far from it an output is.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from detector.canvases import Canvas
from detector.network import BOTTOM, CHANNELS, DIAMETER, LEFT, LENGTH_STEPS, LENGTH_UNIT, RED, STRIDE, WHITE

# The spread of a cell's hill, as a share of its box, and its least, in output places.
HILL_SHARE, LEAST_HILL = 0.12, 0.7

# Places this high on a hill are to say that a cell is here: for large cells several, since none can tell which of
# them holds the very middle. Places this high learn the box. A shorter length, in pixels, is not told apart.
TOP, BOX_HEIGHT, SHORTEST = 0.6, 0.4, 2.0

BOX_WEIGHT, RED_WEIGHT = 1.0, 0.8


@dataclass
class Target:
    """float32 [CHANNELS, height / 8, width / 8] twice: the wanted output (of the logits, the hills' height, 0 ...
    1) and how much each number counts."""

    wanted: np.ndarray
    weight: np.ndarray


def length_code(length: np.ndarray) -> np.ndarray:
    return LENGTH_STEPS * np.log2(np.maximum(length, SHORTEST) / LENGTH_UNIT)


def hill_over(shape: tuple[int, int], box: np.ndarray) -> np.ndarray:
    """A hill over the box's middle; it is 1 on its top, which is at least the place that holds the middle."""
    middle = (box[:2] + box[2:]) / 2 / STRIDE
    spread = np.maximum((box[2:] - box[:2]) / STRIDE * HILL_SHARE, LEAST_HILL)
    x = (np.arange(shape[1]) + 0.5 - middle[0]) / spread[0]
    y = (np.arange(shape[0]) + 0.5 - middle[1]) / spread[1]
    hill = np.exp(-0.5 * (y[:, None] ** 2 + x[None, :] ** 2))
    row, column = (int(min(max(middle[1 - i], 0), shape[i] - 1)) for i in (0, 1))
    hill[row, column] = 1
    hill[hill >= TOP] = 1
    return hill.astype(np.float32)


def target_of(canvas: Canvas) -> Target:
    height, width = (side // STRIDE for side in canvas.rgb.shape[:2])
    wanted = np.zeros((CHANNELS, height, width), np.float32)
    weight = np.zeros_like(wanted)
    weight[WHITE] = 1
    weight[RED] = canvas.red_known[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE]
    for box in canvas.doubtful / STRIDE:
        left, top, right, bottom = np.round(box).astype(int)
        weight[WHITE, max(top, 0) : bottom, max(left, 0) : right] = 0
    places = (np.mgrid[:height, :width] + 0.5) * STRIDE
    for box, sized in zip(canvas.white, canvas.sized, strict=True):
        hill = hill_over((height, width), box)
        weight[WHITE][hill == 1] = 1
        here = (hill > BOX_HEIGHT) & (hill >= wanted[WHITE])
        wanted[WHITE] = np.maximum(wanted[WHITE], hill)
        edges = np.stack([places[1] - box[0], places[0] - box[1], box[2] - places[1], box[3] - places[0]])
        wanted[LEFT : BOTTOM + 1, here] = length_code(edges[:, here])
        weight[LEFT : BOTTOM + 1, here] = float(sized)
    for box in canvas.red:
        hill = hill_over((height, width), box)
        here = (hill > BOX_HEIGHT) & (hill >= wanted[RED])
        wanted[RED] = np.maximum(wanted[RED], hill)
        wanted[DIAMETER, here] = length_code(np.sqrt(np.prod(box[2:] - box[:2])))
        weight[DIAMETER, here] = 1
    return Target(wanted, weight)


def focal(logits: torch.Tensor, wanted: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """The penalty-reduced focal loss of heat maps (Zhou et al., Objects as Points, 2019)."""
    shown = torch.sigmoid(logits)
    top = (wanted == 1).float()
    found = top * (1 - shown) ** 2 * functional.logsigmoid(logits)
    spared = (1 - wanted) ** 4 * shown**2 * functional.logsigmoid(-logits) * (1 - top)
    return -((found + spared) * weight).sum() / (top * weight).sum().clamp(min=8)


def loss_of(output: torch.Tensor, wanted: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """output [n, height / 8, width / 8, CHANNELS] against wanted and weight [n, CHANNELS, …]."""
    output = output.permute(0, 3, 1, 2)
    loss = focal(output[:, WHITE], wanted[:, WHITE], weight[:, WHITE])
    loss = loss + RED_WEIGHT * focal(output[:, RED], wanted[:, RED], weight[:, RED])
    for lengths in (slice(LEFT, BOTTOM + 1), slice(DIAMETER, DIAMETER + 1)):
        far = (output[:, lengths] - wanted[:, lengths]).abs() * weight[:, lengths]
        loss = loss + BOX_WEIGHT * far.sum() / weight[:, lengths].sum().clamp(min=8)
    return loss
