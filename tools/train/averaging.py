"""The average of a network's weights over its last steps, which is what is kept.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import torch
from torch import nn


@torch.no_grad()
def follow(average: nn.Module, model: nn.Module, step: int, averaging: float) -> None:
    """Moves the average towards the model after so many steps, at first fast, then by 1 - `averaging`."""
    keep = min(averaging, step / (step + 10))
    for kept, new in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
        if kept.is_floating_point():
            kept.lerp_(new, 1 - keep)
