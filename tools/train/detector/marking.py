"""The detector marks what nobody marked by hand: the boxes in pictures of single cells.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import Counter

import cv2
import numpy as np
import torch

from detector.network import BOTTOM, LEFT, LENGTH_STEPS, LENGTH_UNIT, STRIDE, WHITE, Detector
from detector.pictures import NO_BOXES, Picture
from native import GLASS, in_even_light

# Where the views of a picture differ more than this in their boxes (the least intersection over union with their
# mean), the picture stays unmarked.
LEAST_AGREEMENT = 0.7

# The mark of a cell, and of what may be one.
SURE, DOUBTFUL = 0.5, 0.15

# How a picture of a single cell is looked at: its longer side, of which a cell fills half, and whether it is
# mirrored.
VIEWS = ((240, False), (176, True))


def at_size(rgb: np.ndarray, longest: int) -> np.ndarray:
    """Even light, `longest` pixels on the longer side, filled up with background to multiples of the stride."""
    scale = longest / max(rgb.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = in_even_light(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=how))
    missing = [-side % STRIDE for side in small.shape[:2]]
    return np.pad(small, ((0, missing[0]), (0, missing[1]), (0, 0)), constant_values=GLASS)


@torch.no_grad()
def peaks(detector: Detector, rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores [n], the greatest first, and boxes [n, 4] of the output's peaks, in pixels of rgb."""
    output = detector(torch.from_numpy(rgb[None].astype(np.float32) / 127.5 - 1))[0].numpy()
    scores = 1 / (1 + np.exp(-output[:, :, WHITE]))
    top = (scores == cv2.dilate(scores, np.ones((3, 3)))) & (scores >= DOUBTFUL)
    rows, columns = np.nonzero(top)
    lengths = LENGTH_UNIT * 2 ** (output[rows, columns, LEFT : BOTTOM + 1] / LENGTH_STEPS)
    x, y = (columns + 0.5) * STRIDE, (rows + 0.5) * STRIDE
    boxes = np.stack([x - lengths[:, 0], y - lengths[:, 1], x + lengths[:, 2], y + lengths[:, 3]], 1)
    order = np.argsort(-scores[rows, columns])
    return scores[rows, columns][order], boxes[order].astype(np.float32)


def intersection_over_union(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    common = np.prod(np.maximum(high - low, 0), axis=1)
    return common / (np.prod(box[2:] - box[:2]) + np.prod(others[:, 2:] - others[:, :2], axis=1) - common)


def look(detector: Detector, rgb: np.ndarray, longest: int, mirrored: bool) -> tuple[np.ndarray, np.ndarray]:
    """The peaks of one view, in shares of the picture's sides."""
    view = at_size(rgb[:, ::-1] if mirrored else rgb, longest)
    scores, boxes = peaks(detector, view)
    scale = longest / max(rgb.shape[:2])
    boxes = boxes / (np.array([rgb.shape[1], rgb.shape[0]] * 2) * scale)
    if mirrored:
        boxes = np.stack([1 - boxes[:, 2], boxes[:, 1], 1 - boxes[:, 0], boxes[:, 3]], 1)
    return scores, boxes.clip(0, 1)


def central(boxes: np.ndarray) -> np.ndarray:
    """Whether each box, in shares of the picture, holds its middle."""
    return ((boxes[:, :2] < 0.5) & (boxes[:, 2:] > 0.5)).all(1)


def mark(detector: Detector, picture: Picture) -> bool:
    """Marks the cell in the middle where the views agree, and what else there may be."""
    views = [look(detector, picture.rgb, longest, mirrored) for longest, mirrored in VIEWS]
    found = [boxes[central(boxes)][:1] for _, boxes in views]
    if not all(len(boxes) for boxes in found):
        return False
    found = np.concatenate(found)
    box = np.median(found, axis=0)
    if intersection_over_union(box, found).min() < LEAST_AGREEMENT:
        return False
    add_marks(picture, box[None], *views[0])
    return True


def add_marks(picture: Picture, known: np.ndarray, scores: np.ndarray, boxes: np.ndarray) -> None:
    """Marks the known boxes, and what lies apart from them: as a cell or as doubtful. In shares of the picture."""
    size = np.array([picture.rgb.shape[1], picture.rgb.shape[0]] * 2, np.float32)
    apart = np.array([intersection_over_union(box, known).max() < 0.3 for box in boxes], bool)
    sure = boxes[apart & (scores >= SURE)]
    picture.white = (np.concatenate([known, sure]) * size).astype(np.float32)
    picture.doubtful = (boxes[apart & (scores < SURE)] * size).astype(np.float32)


def forget_marks(pictures: list[Picture]) -> None:
    for picture in pictures:
        if picture.single:
            picture.white, picture.doubtful = NO_BOXES, NO_BOXES


def mark_pictures(detector: Detector, pictures: list[Picture]) -> None:
    """Those of single cells, which have no marks yet."""
    counts: Counter[str] = Counter()
    for picture in pictures:
        if picture.single:
            counts[f"{picture.laboratory} {'marked' if mark(detector, picture) else 'left'}"] += 1
    print(f"marked: {dict(sorted(counts.items()))}", flush=True)
