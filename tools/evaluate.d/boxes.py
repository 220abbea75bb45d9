"""Found cells against true ones. A box is (x, y, width, height) in pixels of the upright picture.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intervals import interval_of_share, sums

Box = tuple[float, float, float, float]


def middle_in(box: Box, outer: Box) -> bool:
    x, y = box[0] + box[2] / 2 - outer[0], box[1] + box[3] / 2 - outer[1]
    return 0 <= x <= outer[2] and 0 <= y <= outer[3]


def overlap(a: Box, b: Box) -> float:
    """The area of the two boxes' intersection over that of their union."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    common = max(width, 0) * max(height, 0)
    return common / max(a[2] * a[3] + b[2] * b[3] - common, 1e-9)


@dataclass(frozen=True)
class Match:
    """The found cells of one picture against its true ones."""

    truth: list[Box]
    found: list[Box]
    scores: list[float]
    held: list[bool]  # of each true box: it holds the middle of a found cell
    overlaps: list[float]  # of each true box: with the found box that overlaps it best
    right: list[bool]  # of each found cell: its middle lies in a true box
    first: list[bool]  # of each found cell: and no surer one lies there; each true box is given away once

    @property
    def mistakes(self) -> int:
        return self.held.count(False) + self.first.count(False)


def match(truth: Sequence[Box], cells: Sequence[dict]) -> Match:
    """`cells` are those of a record."""
    found: list[Box] = [tuple(cell["box"]) for cell in cells]
    scores = [float(cell["score"]) for cell in cells]
    first, free = [False] * len(found), set(range(len(truth)))
    for i in sorted(range(len(found)), key=lambda i: -scores[i]):
        near = [j for j in free if middle_in(found[i], truth[j])]
        if near:
            free.remove(max(near, key=lambda j: overlap(found[i], truth[j])))
            first[i] = True
    return Match(
        truth=list(truth),
        found=found,
        scores=scores,
        held=[any(middle_in(box, true) for box in found) for true in truth],
        overlaps=[max((overlap(box, true) for box in found), default=0.0) for true in truth],
        right=[any(middle_in(box, true) for true in truth) for box in found],
        first=first,
    )


@dataclass(frozen=True)
class Curve:
    """All found cells of a set of pictures, the surest first."""

    hits: np.ndarray  # bool
    groups: np.ndarray  # the number of each one's group
    truth: np.ndarray  # how many true cells each group has

    def points(self, some: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Recall and precision after each found cell, where the groups are taken as often as `some` names them."""
        times = np.bincount(some, minlength=len(self.truth))
        weights = times[self.groups]
        hits, found = np.cumsum(weights * self.hits), np.cumsum(weights)
        return hits / max((times * self.truth).sum(), 1), hits / np.maximum(found, 1)

    def area(self, some: np.ndarray) -> float:
        """The average precision: the area under the curve, its precision made to fall only."""
        recall, precision = self.points(some)
        falling = np.maximum.accumulate(precision[::-1])[::-1]
        return float(np.sum(np.diff(recall, prepend=0.0) * falling))

    @property
    def all(self) -> np.ndarray:
        return np.arange(len(self.truth))


def curve(groups: Sequence[str], matches: Sequence[Match]) -> Curve:
    numbers = np.unique(groups, return_inverse=True)[1]
    scores = np.array([score for match in matches for score in match.scores])
    order = np.argsort(-scores, kind="stable")
    hits = np.array([hit for match in matches for hit in match.first], bool)
    of = np.array([number for number, match in zip(numbers, matches, strict=True) for _ in match.found], int)
    return Curve(hits[order], of[order], sums(groups, [len(match.truth) for match in matches]))


def average_precision(curve: Curve) -> dict:
    bounds = interval_of_share(curve.area, len(curve.truth))
    return {"value": curve.area(curve.all), "interval": bounds, "of": int(curve.truth.sum())}
