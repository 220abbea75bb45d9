"""Fine-tunes all layers of MobileNetV2 on patches that the native core cut. Stops and goes on: a checkpoint every
two hundred steps.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import copy
import math
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from averaging import follow
from classifier.augment import MARGIN, augment, plain
from classifier.laboratories import DRAWN, NONE, OTHERS, OWN, OWN_OTHERS, STRANGERS, LabelledCell, classes_of
from classifier.mobilenet import MobileNetV2
from detector.train import SUSPECT_AT
from native import DETECTOR, Core
from program import with_least_score

# How wide a patch is: so many times the longer side of the cell's box.
PATCH_SCALE = 1.4
SIDE = 112

# How often a patch is drawn from each laboratory, the classes of one alike; and from each kind of what is no such
# cell. The user's own pictures are a laboratory by themselves.
SHARES = {"bccd": 0.135, "pbc": 0.125, "raabin": 0.125, "bcisc": 0.065, DRAWN: 0.3, STRANGERS: 0}
SHARES |= dict.fromkeys(OTHERS, 0.25 / len(OTHERS))
SHARES |= {OWN: 0.8, OWN_OTHERS: 0.2}
WITH_STRANGERS = SHARES | {DRAWN: 0.25, STRANGERS: 0.05}

# In pictures of what is no such cell, everything is cut that the detector suspects to be a cell, so many a picture
# at most.
MOST_SUSPECTS = 6

BATCH = 64
HEAD_FACTOR, WARM_UP = 5, 200
WEIGHT_DECAY, LABEL_SMOOTHING, AVERAGING = 0.02, 0.05, 0.998

# How far the weights are moved uphill before each step, to end where the loss is flat (Foret et al.,
# Sharpness-Aware Minimization, 2021): such minima carry over to a laboratory never seen.
SHARPNESS_RADIUS = 0.05

# That matters late in training (Zhou et al., Sharpness-Aware Minimization Efficiently Selects Flatter Minima Late
# in Training, 2025). Early steps go without, and see patches of fewer pixels: a quarter of the time.
EARLY_SIDE = 80


@dataclass(frozen=True)
class Course:
    """Steps whose rate rises and then falls to nothing."""

    share: float  # of all steps
    rate: float  # the highest
    early: float  # this share of its steps is early
    shares: dict[str, float]
    out_of_focus: float  # this share of its patches


# The first starts from ImageNet, the second from where the first ends. What is kept lies between both ends
# (Wortsman et al., Robust Fine-Tuning of Zero-Shot Models, 2022): it tells strangers nearly as well as the second
# does, and takes fewer cells of a laboratory that it never saw for one (tried.md).
COURSES = (Course(5 / 6, 4e-4, 0.7, SHARES, 0), Course(1 / 6, 1e-4, 0, WITH_STRANGERS, 0.4))
SECOND_END = 2 / 3  # of the way from the first end to the second

CHECKPOINT_EVERY = 200

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

# So many patches of a batch go through the network at once: what fits into a CPU's cache takes less time. There is
# no batch norm, so that the gradient is the same.
AT_ONCE = 32 if DEVICE == "cpu" else BATCH


def cut(cells: list[LabelledCell], work: Path, margin: float = 1) -> tuple[np.ndarray, list[LabelledCell]]:
    """The patches of the cells that the native core finds, uint8 [n, side, side, 3], and which cell each shows.
    They are `margin` times as wide as the network's."""
    ordinary, suspicious = Core(), Core(with_least_score(DETECTOR, work, f"{SUSPECT_AT:.2f}"))
    side, patches, shown = round(SIDE * margin), [], []
    missed: Counter[str] = Counter()
    for cell in cells:
        core, most = (suspicious, MOST_SUSPECTS) if cell.name == NONE else (ordinary, 1)
        cut_out = core.cut_patches(cell.file.read_bytes(), PATCH_SCALE, side, margin, most)
        there = [patch for patch, box in zip(cut_out.patches, cut_out.boxes, strict=True) if cell.may_be_at(box)]
        patches += there
        shown += [cell] * len(there)
        if cut_out.status not in ("ok", "no-cell"):
            raise SystemExit(f"{cell.file}: {cut_out.status}. Mend it or take it away; nothing was trained.")
        if cut_out.status != "ok":
            missed[f"{cell.laboratory} {cut_out.status}"] += 1
    print(f"{len(patches)} patches of {side} px; missed: {dict(missed) or 'none'}", flush=True)
    return np.array(patches, np.uint8).reshape(-1, side, side, 3), shown


def must_show_every_class(shown: list[LabelledCell], cells: list[LabelledCell]) -> None:
    found = {cell.name for cell in shown}
    if unseen := next((name for name in classes_of(cells) if name not in found), None):
        some = [cell for cell in cells if cell.name == unseen]
        raise SystemExit(
            f"No white cell was found in any picture of the class {unseen} that is "
            f"{'kept out' if some[0].validates else 'learned from'}: {some[0].file} and {len(some) - 1} more. Add "
            "others; nothing was trained."
        )


def weights_of(cells: list[LabelledCell], shares: dict[str, float]) -> torch.Tensor:
    """How likely each patch is drawn."""
    kinds = Counter((cell.laboratory, cell.name) for cell in cells)
    classes = Counter(laboratory for laboratory, _ in kinds)
    return torch.tensor(
        [shares[cell.laboratory] / classes[cell.laboratory] / kinds[cell.laboratory, cell.name] for cell in cells]
    )


def channels_of(cells: list[LabelledCell]) -> tuple[str, ...]:
    """The network's channels: the classes that the cells show, and what is none of them."""
    return (*classes_of(cells), NONE)


def targets_of(cells: list[LabelledCell], channels: tuple[str, ...]) -> torch.Tensor:
    return torch.tensor([channels.index(cell.name) for cell in cells])


@torch.no_grad()
def logits_of(model: torch.nn.Module, patches: np.ndarray) -> torch.Tensor:
    model.eval()
    device = next(model.parameters()).device
    maps = [model(plain(torch.from_numpy(patches[i : i + 128]).to(device))) for i in range(0, len(patches), 128)]
    return torch.cat(maps).mean((1, 2)).cpu()


@torch.no_grad()
def move(weights: list[torch.nn.Parameter], along: list[torch.Tensor], far: float) -> None:
    for weight, direction in zip(weights, along, strict=True):
        weight.add_(direction, alpha=far)


class Training:
    """The state that a checkpoint holds."""

    def __init__(self, channels: int, weights: Path, steps: int) -> None:
        self.all_steps, self.step = steps, 0
        self.ends: list[dict[str, torch.Tensor]] = []
        self.model = MobileNetV2(channels)
        self.model.load_imagenet(weights)
        self.model.to(DEVICE, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.model)
        self.optimizer = self.new_optimizer()

    def new_optimizer(self) -> torch.optim.Optimizer:
        return torch.optim.AdamW(
            [
                {"params": self.model.features.parameters(), "factor": 1},
                {"params": self.model.head.parameters(), "factor": HEAD_FACTOR},
            ],
            weight_decay=WEIGHT_DECAY,
        )

    @property
    def course(self) -> Course:
        return COURSES[len(self.ends)]

    @property
    def steps(self) -> int:
        """Of this course."""
        return round(self.course.share * self.all_steps)

    def end_course(self) -> None:
        self.ends.append(copy.deepcopy(self.average.state_dict()))
        self.model.load_state_dict(self.ends[-1])
        self.optimizer, self.step = self.new_optimizer(), 0

    def between_ends(self) -> MobileNetV2:
        first, second = self.ends
        self.average.load_state_dict({name: first[name].lerp(second[name], SECOND_END) for name in first})
        return self.average.cpu().eval()

    def save(self, file: Path) -> None:
        state = {
            "ends": self.ends,
            "step": self.step,
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        temporary = file.with_suffix(".part")
        torch.save(state, temporary)
        temporary.replace(file)

    def load(self, file: Path) -> None:
        state = torch.load(file, map_location=DEVICE, weights_only=True)
        self.ends, self.step = state["ends"], state["step"]
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])

    def set_learning_rate(self) -> None:
        """Warm-up, then half a cosine."""
        rate = self.course.rate * min(1, (self.step + 1) / WARM_UP)
        rate *= (1 + math.cos(math.pi * self.step / self.steps)) / 2
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["factor"]

    def find_slopes(self, inputs: list[torch.Tensor], targets: list[torch.Tensor]) -> float:
        """Leaves the gradient of the mean loss in the weights, and returns that loss."""
        self.optimizer.zero_grad()
        total = 0.0
        for some, their_targets in zip(inputs, targets, strict=True):
            with torch.autocast(DEVICE, torch.bfloat16):
                logits = self.model(some).float().mean((1, 2))
            losses = functional.cross_entropy(
                logits, their_targets, label_smoothing=LABEL_SMOOTHING, reduction="none"
            )
            loss = losses.sum() / BATCH
            loss.backward()
            total += loss.item()
        return total

    def move_uphill(self) -> list[torch.Tensor]:
        """By SHARPNESS_RADIUS along the slopes; what moves the weights back."""
        weights = list(self.model.parameters())
        slopes = [weight.grad for weight in weights]
        far = SHARPNESS_RADIUS / (torch.stack([slope.norm() for slope in slopes]).norm().item() + 1e-12)
        way = [slope * far for slope in slopes]
        move(weights, way, 1)
        return way

    def take_step(self, patches: torch.Tensor, targets: torch.Tensor) -> float:
        """Of BATCH patches. Late, the gradient is that of the weights moved uphill; the step is taken from where
        they were."""
        early = self.step < self.course.early * self.steps
        self.model.train()
        self.set_learning_rate()
        with torch.device(DEVICE):
            side = EARLY_SIDE if early else SIDE
            inputs = [augment(some.to(DEVICE), side, self.course.out_of_focus) for some in patches.split(AT_ONCE)]
        wanted = list(targets.to(DEVICE).split(AT_ONCE))
        loss = self.find_slopes(inputs, wanted)
        if not early:
            way = self.move_uphill()
            self.find_slopes(inputs, wanted)
            move(list(self.model.parameters()), way, -1)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5)
        self.optimizer.step()
        self.step += 1
        follow(self.average, self.model, self.step, AVERAGING)
        return loss


def report(model: MobileNetV2, patches: np.ndarray, cells: list[LabelledCell], channels: tuple[str, ...]) -> str:
    """The share of right answers for each laboratory and kind."""
    right = (logits_of(model, patches).argmax(1) == targets_of(cells, channels)).tolist()
    by_laboratory: dict[str, list[bool]] = defaultdict(list)
    for answer, cell in zip(right, cells, strict=True):
        by_laboratory[cell.laboratory].append(answer)
    return ", ".join(f"{name} {np.mean(some):.3f} ({len(some)})" for name, some in by_laboratory.items())


def seed(training: Training) -> None:
    """The same wherever a run goes on from the same checkpoint."""
    of_this = len(training.ends) * training.all_steps + training.step
    torch.manual_seed(of_this)
    random.seed(of_this)


def finish_course(
    training: Training,
    learning: tuple[np.ndarray, list[LabelledCell]],
    validating: tuple[np.ndarray, list[LabelledCell]],
    channels: tuple[str, ...],
    checkpoint: Path,
) -> None:
    """Takes the steps that are left of it. The patches of `learning` are wide, as `cut` gives them."""
    where = f"course {len(training.ends) + 1} of {len(COURSES)}, step"
    print(f"{where} {training.step} of {training.steps}", flush=True)
    wide, cells = learning
    drawn_as, targets = weights_of(cells, training.course.shares), targets_of(cells, channels)
    seed(training)
    began, losses = time.monotonic(), []
    while training.step < training.steps:
        index = torch.multinomial(drawn_as, BATCH, replacement=True)
        losses.append(training.take_step(torch.from_numpy(wide[index.numpy()]), targets[index]))
        if training.step % CHECKPOINT_EVERY == 0 or training.step == training.steps:
            training.save(checkpoint)
            print(
                f"{where} {training.step} of {training.steps}, {time.monotonic() - began:.0f} s, "
                f"loss {np.mean(losses):.3f}; right: {report(training.average, *validating, channels)}",
                flush=True,
            )
            losses = []
    training.end_course()


def fit(cells: list[LabelledCell], weights: Path, work: Path, steps: int) -> MobileNetV2:
    """Trains on the cells that do not validate; returns what lies between the ends of both courses."""
    kept_out = [cell for cell in cells if cell.validates]
    learned = [cell for cell in cells if not cell.validates]
    learning, validating = cut(learned, work, MARGIN), cut(kept_out, work)
    must_show_every_class(learning[1], learned)
    must_show_every_class(validating[1], kept_out)
    channels = channels_of(cells)
    training, checkpoint = Training(len(channels), weights, steps), work / "checkpoint.pt"
    if checkpoint.exists():
        training.load(checkpoint)
    while len(training.ends) < len(COURSES):
        finish_course(training, learning, validating, channels, checkpoint)
    return training.between_ends()
