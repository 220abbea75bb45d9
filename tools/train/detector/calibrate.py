"""Makes a found cell's score the probability that it is one, and chooses from which score on it is reported: on
pictures that the detector which looks at them never saw.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detector.pictures import Picture
from logistic import fit_logistic
from program import classify

# Only boxes with this score are looked at: what is less sure is many, and never near the threshold. The core looks
# twice at a picture by what it finds in the first look, so it must be near what will be reported.
LEAST_SCORE = 0.45

# Where white cells are marked, or none is there. Each counts the same, however many pictures it has.
LABORATORIES = ("bccd", "chula", "red-cells", "other", "platelets")

# Of thresholds that do as well but for this share of the pictures, the lowest is taken: a cell missed is worse
# than a platelet too many, which can be seen. But where every white cell is marked, so much at least of what is
# reported must be one.
AS_WELL = 0.02
EVERY_CELL_MARKED, WANTED_PRECISION = "bccd", 0.99

# With a detector before, from 0.05 on and suspects from 0.03, BCCD by one that never saw it was 0.996/0.950 after
# 0.996/0.953, and Chula 0.908/0.758 after 0.904/0.778.
LEAST_THRESHOLD = 0.06


@dataclass(frozen=True)
class Calibration:
    """score = 1 / (1 + exp(-(scale * logit + offset))), reported from cell_at on (Platt, Probabilistic Outputs for
    Support Vector Machines, 1999)."""

    scale: float = 1
    offset: float = 0
    cell_at: float = LEAST_SCORE


@dataclass(frozen=True)
class Look:
    """What was found in a picture of so many cells: for each box, its logit and whether it is a cell."""

    cells: int
    logits: np.ndarray
    right: np.ndarray


def holds(picture: Picture, size: tuple[int, int], box: list[int]) -> bool:
    """Whether the middle of a found box lies in a marked one."""
    height, width = picture.rgb.shape[:2]
    x = (box[0] + box[2] / 2) * width / size[0]
    y = (box[1] + box[3] / 2) * height / size[1]
    boxes = picture.white
    return bool(((boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])).any())


def look_at(picture: Picture, record: dict) -> Look:
    scores = np.array([cell["score"] for cell in record["cells"]]).clip(1e-6, 1 - 1e-6)
    size = record["width"], record["height"]
    right = np.array([holds(picture, size, cell["box"]) for cell in record["cells"]], bool)
    return Look(len(picture.white), np.log(scores / (1 - scores)), right)


def look(known: list[Picture], detectors: dict[int, Path]) -> dict[str, list[Look]]:
    """For each laboratory, what the detector of each fold finds in the pictures of that fold."""
    looks: dict[str, list[Look]] = defaultdict(list)
    for fold, detector in detectors.items():
        held = [p for p in known if p.laboratory in LABORATORIES and p.fold == fold]
        records = classify([picture.file for picture in held], detector=detector)
        for picture, record in zip(held, records, strict=True):
            looks[picture.laboratory].append(look_at(picture, record))
    return looks


def mistaken(looks: list[Look], least_logit: float) -> float:
    """The share of the pictures in which a cell is missed or something else reported."""
    reported = [look.right[look.logits >= least_logit] for look in looks]
    return float(np.mean([not r.all() or r.sum() < look.cells for r, look in zip(reported, looks, strict=True)]))


def precision(looks: list[Look], least_logit: float) -> float:
    """Which share of what is reported is a cell; where nothing is, none is wrong."""
    reported = np.concatenate([look.right[look.logits >= least_logit] for look in looks])
    return float(reported.mean()) if len(reported) else 1.0


def calibrate(known: list[Picture], detectors: dict[int, Path]) -> Calibration:
    """For detector files, one for each fold, whose metadata has the calibration Calibration()."""
    looks = look(known, detectors)
    logits = np.concatenate([look.logits for some in looks.values() for look in some])
    right = np.concatenate([look.right for some in looks.values() for look in some]).astype(float)
    weights = np.concatenate(
        [np.full(len(look.logits), 1 / len(some)) for some in looks.values() for look in some]
    )
    scale, offset = fit_logistic(logits, right, weights)

    thresholds = np.linspace(LEAST_THRESHOLD, 0.95, 90)
    least_logits = (np.log(thresholds / (1 - thresholds)) - offset) / scale
    mistakes = np.array([np.mean([mistaken(some, least) for some in looks.values()]) for least in least_logits])
    good = mistakes <= mistakes.min() + AS_WELL
    precise = good & [precision(looks[EVERY_CELL_MARKED], least) >= WANTED_PRECISION for least in least_logits]
    return Calibration(scale, offset, float(thresholds[np.argmax(precise if precise.any() else good)]))
