"""Trains the detector. Stops and goes on: a checkpoint every two hundred steps.

In the first part, pictures of single cells teach where a cell is; boxes are learned from fields alone. Then the
detector marks what nobody marked by hand, and the second part learns from these boxes too.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset

from averaging import follow
from detector.canvases import SHAPES, Painter
from detector.marking import forget_marks, mark_pictures
from detector.network import Detector
from detector.pictures import Picture
from detector.targets import loss_of, target_of

BATCH = 12
LEARNING_RATE, WARM_UP, WEIGHT_DECAY, AVERAGING = 4e-3, 100, 0.01, 0.998
CHECKPOINT_EVERY = 200

# The share of the steps after which the detector marks.
FIRST_PART = 0.35

# The share after which batch norm keeps its averages: what a batch of a dozen canvases has in common is not what a
# single picture has, and boxes came out a tenth too large where the network had always known its batch.
NORM_FROZEN = 0.6


class Batches(IterableDataset):
    """Endless batches: pictures [n, height, width, 3] in -1 ... 1, and their targets."""

    def __init__(self, pictures: list[Picture], seed: int) -> None:
        self.pictures, self.seed = pictures, seed

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
        cv2.setNumThreads(1)
        random = np.random.default_rng(self.seed)
        painter = Painter(self.pictures, random)
        while True:
            height, width = SHAPES[random.integers(len(SHAPES))]
            canvases = [painter.canvas(height, width) for _ in range(BATCH)]
            targets = [target_of(canvas) for canvas in canvases]
            yield (
                torch.from_numpy(np.stack([canvas.rgb for canvas in canvases])),
                torch.from_numpy(np.stack([target.wanted for target in targets])),
                torch.from_numpy(np.stack([target.weight for target in targets])),
            )


class Training:
    """The state that a checkpoint holds."""

    def __init__(self, steps: int) -> None:
        self.steps, self.step = steps, 0
        self.model = Detector().to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.model)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), weight_decay=WEIGHT_DECAY)

    def save(self, file: Path) -> None:
        parts = {name: getattr(self, name).state_dict() for name in ("model", "average", "optimizer")}
        temporary = file.with_suffix(".part")
        torch.save({"step": self.step, **parts}, temporary)
        temporary.replace(file)

    def load(self, file: Path) -> None:
        state = torch.load(file, weights_only=True)
        self.step = state["step"]
        for name in ("model", "average", "optimizer"):
            getattr(self, name).load_state_dict(state[name])

    def take_step(self, pictures: torch.Tensor, wanted: torch.Tensor, weight: torch.Tensor) -> float:
        self.model.train(self.step < NORM_FROZEN * self.steps)
        rate = (
            LEARNING_RATE
            * min(1, (self.step + 1) / WARM_UP)
            * (1 + math.cos(math.pi * self.step / self.steps))
            / 2
        )
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            output = self.model(pictures.float() / 127.5 - 1)
        loss = loss_of(output.float(), wanted, weight)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5)
        self.optimizer.step()
        self.step += 1
        follow(self.average, self.model, self.step, AVERAGING)
        return loss.item()


def fit(pictures: list[Picture], work: Path, steps: int) -> Detector:
    """Trains on the pictures; returns the averaged network."""
    forget_marks(pictures)  # of another part's detector, which has seen what this one must not
    training, checkpoint, marker = Training(steps), work / "checkpoint.pt", work / "marker.pt"
    if checkpoint.exists():
        training.load(checkpoint)
        print(f"Goes on at step {training.step}.", flush=True)
    train_until(training, pictures, int(FIRST_PART * steps), checkpoint)
    if not marker.exists():
        torch.save(training.average.state_dict(), marker)
    mark_pictures(marking_detector(marker), pictures)
    train_until(training, pictures, steps, checkpoint)
    return training.average.eval()


def marking_detector(marker: Path) -> Detector:
    """The average as it was when the first part ended, whenever the run went on since."""
    detector = Detector()
    detector.load_state_dict(torch.load(marker, weights_only=True))
    return detector.eval()


def train_until(training: Training, pictures: list[Picture], last: int, checkpoint: Path) -> None:
    batches = iter(DataLoader(Batches(pictures, training.step), batch_size=None, num_workers=1, prefetch_factor=4))
    began, losses = time.monotonic(), []
    while training.step < last:
        losses.append(training.take_step(*next(batches)))
        if training.step % CHECKPOINT_EVERY == 0 or training.step == last:
            training.save(checkpoint)
            seconds = time.monotonic() - began
            print(
                f"step {training.step} of {training.steps}, {seconds:.0f} s, loss {np.mean(losses):.3f}",
                flush=True,
            )
            losses = []
