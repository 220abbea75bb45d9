"""Finds which pictures show the same place: augmented siblings of one original, or overlapping fields.

Keypoints are described so that a turn does not change them (Lowe, Distinctive Image Features from Scale-Invariant
Keypoints, 2004), and a mirrored copy of each picture is asked for too. Two pictures are siblings where one turn,
scale and shift explains enough pairs of keypoints (Fischler and Bolles, Random Sample Consensus, 1981).

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

# Pictures are looked at with this many pixels on the longer side, and so many of their keypoints.
LONGER_SIDE, KEYPOINTS = 320, 120

# What is this dark, and so many pixels around it, is the filling of a turned picture: every one has its corners.
FILLING, FILLING_MARGIN = 8, 6

# Each keypoint names the pictures of its nearest neighbours; the pictures named most often are compared.
NEIGHBOURS, CANDIDATES, LEAST_VOTES = 12, 12, 5

# So many pairs of keypoints must agree within so many pixels, at a scale of no less than this and no more than its
# inverse: two cells that look alike share a few.
LEAST_PAIRS, NEAR, LEAST_SCALE = 10, 4.0, 0.6


@dataclass(frozen=True)
class Look:
    """A picture's keypoints: places [n, 2] and descriptors [n, 128], float32."""

    places: np.ndarray
    descriptors: np.ndarray


def read(file: Path) -> np.ndarray:
    """Grey, LONGER_SIDE pixels at most."""
    grey = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise SystemExit(f"{file} cannot be read as a picture. Mend it or take it away; nothing was trained.")
    scale = min(1.0, LONGER_SIDE / max(grey.shape))
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey


def look_at(grey: np.ndarray) -> Look:
    black = cv2.dilate((grey < FILLING).astype(np.uint8), np.ones((2 * FILLING_MARGIN + 1,) * 2, np.uint8))
    sift = cv2.SIFT_create(nfeatures=KEYPOINTS)
    keypoints, descriptors = sift.detectAndCompute(grey, 1 - black)
    if descriptors is None:
        return Look(np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32))
    # Root-SIFT (Arandjelović and Zisserman, Three Things Everyone Should Know, 2012).
    descriptors = np.sqrt(descriptors / np.maximum(descriptors.sum(1, keepdims=True), 1e-6))
    return Look(np.array([point.pt for point in keypoints], np.float32), descriptors.astype(np.float32))


def same_place(one: Look, other: Look) -> bool:
    """Whether a turn, a scale and a shift lay enough keypoints of one picture on the other's."""
    if min(len(one.places), len(other.places)) < LEAST_PAIRS:
        return False
    pairs = cv2.BFMatcher(cv2.NORM_L2, crossCheck=True).match(one.descriptors, other.descriptors)
    if len(pairs) < LEAST_PAIRS:
        return False
    here = one.places[[pair.queryIdx for pair in pairs]]
    there = other.places[[pair.trainIdx for pair in pairs]]
    transform, agree = cv2.estimateAffinePartial2D(here, there, ransacReprojThreshold=NEAR)
    if transform is None or int(agree.sum()) < LEAST_PAIRS:
        return False
    scale = float(np.hypot(transform[0, 0], transform[1, 0]))
    return LEAST_SCALE < scale < 1 / LEAST_SCALE


class Groups:
    """Which pictures belong together so far (disjoint sets)."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def first_of(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first_of(one), self.first_of(other)))
        self.parent[high] = low


def candidates(look: Look, index: cv2.FlannBasedMatcher, myself: int) -> list[int]:
    """The pictures that most keypoints of this one resemble, the likeliest first."""
    votes: Counter[int] = Counter()
    for neighbours in index.knnMatch(look.descriptors, k=NEIGHBOURS) if len(look.descriptors) else ():
        votes.update({near.imgIdx for near in neighbours} - {myself})
    return [picture for picture, count in votes.most_common(CANDIDATES) if count >= LEAST_VOTES]


def groups_of(files: Sequence[Path]) -> list[int]:
    """For each file the index of the first of its siblings, which is its own where it has none."""
    cv2.setRNGSeed(0)  # of the search for a transformation
    looks, mirrored = [], []
    for file in files:
        grey = read(file)
        looks.append(look_at(grey))
        mirrored.append(look_at(np.ascontiguousarray(grey[:, ::-1])))
    index = cv2.FlannBasedMatcher({"algorithm": 1, "trees": 4}, {"checks": 48})
    index.add([look.descriptors for look in looks])
    index.train()
    groups = Groups(len(files))
    for own, poses in enumerate(zip(looks, mirrored, strict=True)):
        for pose in poses:
            for other in candidates(pose, index, own):
                if groups.first_of(own) != groups.first_of(other) and same_place(pose, looks[other]):
                    groups.join(own, other)
    return [groups.first_of(own) for own in range(len(files))]
