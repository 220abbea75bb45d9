"""Puts pictures together into canvases to learn from: cut, turned, scaled, side by side, cells pasted into fields.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass

import cv2
import numpy as np

from detector import appearance
from detector.appearance import Random
from detector.pictures import NO_BOXES, Picture, longer_sides
from native import in_even_light

# Heights and widths of canvases; a batch has one. Their areas are at most the working copy's.
SHAPES = (
    *((216, 288), (216, 288), (288, 216), (248, 248), (176, 352)),
    *((144, 192), (144, 192), (192, 144), (112, 112)),
)

# A canvas is a grid of so many tiles by so many, and how often.
GRIDS = {(1, 1): 0.55, (1, 2): 0.08, (2, 1): 0.07, (2, 2): 0.17, (3, 3): 0.09, (4, 4): 0.04}

# Where a tile comes from, and how often.
SOURCES = {
    "bccd": 0.15,
    "chula": 0.10,
    "pbc": 0.09,
    "raabin": 0.10,
    "bcisc": 0.07,
    "drawn": 0.25,
    "red-cells": 0.10,
    "other": 0.07,
    "platelets": 0.05,
    "nothing": 0.02,
}

# How often cells are pasted into a canvas of one tile, and of more.
PASTED_ALONE, PASTED = 0.5, 0.1

# The longer side of white cells on a canvas, in pixels, and how far those of its tiles differ: they are alike as
# in a picture, since what tells a platelet from a white cell is the size of the cells around.
LEAST_CELL, MOST_CELL, CELL_SPREAD = 18, 190, 0.2

# A cell that is cut is one where this share of its box is left; with less it is neither cell nor background.
LEAST_VISIBLE = 0.35


@dataclass
class Canvas:
    """rgb [height, width, 3]; boxes float32 [n, 4]: left, top, right, bottom. `red_known` [height, width] is
    whether the red cells there are marked; `doubtful` are regions where a white cell may or may not be; `cell` is
    the longer side of white cells, found or not."""

    rgb: np.ndarray
    white: np.ndarray
    sized: np.ndarray  # bool for each white box: whether its sides are known, or its middle alone
    red: np.ndarray
    red_known: np.ndarray
    doubtful: np.ndarray
    cell: float


def without_marks(rgb: np.ndarray, red_known: bool, cell: float) -> Canvas:
    """A canvas with no cell on it."""
    known = np.full(rgb.shape[:2], red_known)
    return Canvas(rgb, NO_BOXES, np.zeros(0, bool), NO_BOXES, known, NO_BOXES, cell)


def log_uniform(random: Random, low: float, high: float) -> float:
    return float(np.exp(random.uniform(np.log(low), np.log(max(high, low)))))


def clipped(boxes: np.ndarray, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """The boxes' parts inside the picture, and which share of each that is."""
    inside = boxes.clip(0, [width, height, width, height]).astype(np.float32)
    area = np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 1e-3), axis=1)
    return inside, np.prod(np.maximum(inside[:, 2:] - inside[:, :2], 0), axis=1) / area


def turned(rgb: np.ndarray, boxes: list[np.ndarray], random: Random) -> tuple[np.ndarray, list[np.ndarray]]:
    """One of the eight turns and mirrorings."""
    if random.random() < 0.5:
        width = rgb.shape[1]
        rgb = rgb[:, ::-1]
        boxes = [np.stack([width - b[:, 2], b[:, 1], width - b[:, 0], b[:, 3]], 1) for b in boxes]
    for _ in range(random.integers(4)):
        width = rgb.shape[1]
        rgb = np.rot90(rgb)  # what was at the right comes to the top
        boxes = [np.stack([b[:, 1], width - b[:, 2], b[:, 3], width - b[:, 0]], 1) for b in boxes]
    return rgb, boxes


class Painter:
    """Paints canvases from pictures; `random` decides everything."""

    def __init__(self, pictures: list[Picture], random: Random) -> None:
        self.random = random
        self.by_source: dict[str, list[list[Picture]]] = {}
        by_kind: dict[str, dict[str, list[Picture]]] = defaultdict(lambda: defaultdict(list))
        for picture in pictures:
            by_kind[picture.laboratory][picture.file.parent.name].append(picture)
        for laboratory, kinds in by_kind.items():
            self.by_source[laboratory] = list(kinds.values())  # classes are drawn alike
        self.names = [name for name in SOURCES if name in self.by_source or name == "nothing"]
        weights = np.array([SOURCES[name] for name in self.names])
        self.weights = weights / weights.sum()
        self.boxed = [p for p in pictures if len(p.white) and p.laboratory != "drawn"]

    def canvas(self, height: int, width: int) -> Canvas:
        random = self.random
        rows, columns = list(GRIDS)[random.choice(len(GRIDS), p=list(GRIDS.values()))]
        across = self.cuts(width, columns)
        down = self.cuts(height, rows)
        canvas = without_marks(np.empty((height, width, 3), np.uint8), red_known=False, cell=0)
        cell = log_uniform(random, LEAST_CELL, MOST_CELL)
        for top, bottom in itertools.pairwise(down):
            for left, right in itertools.pairwise(across):
                self.place(canvas, self.tile(bottom - top, right - left, cell), top, left)
        if random.random() < (PASTED_ALONE if (rows, columns) == (1, 1) else PASTED):
            self.paste_cells(canvas)
        self.photograph(canvas)
        return canvas

    def cuts(self, length: int, parts: int) -> list[int]:
        """Where the tiles of a row or a column begin and end."""
        places = [0, *(round(length * (i + self.random.uniform(-0.15, 0.15)) / parts) for i in range(1, parts))]
        return [*places, length]

    def place(self, canvas: Canvas, tile: Canvas, top: int, left: int) -> None:
        height, width = tile.rgb.shape[:2]
        shift = np.array([left, top, left, top], np.float32)
        canvas.rgb[top : top + height, left : left + width] = tile.rgb
        canvas.red_known[top : top + height, left : left + width] = tile.red_known
        canvas.white = np.concatenate([canvas.white, tile.white + shift])
        canvas.sized = np.concatenate([canvas.sized, tile.sized])
        canvas.red = np.concatenate([canvas.red, tile.red + shift])
        canvas.doubtful = np.concatenate([canvas.doubtful, tile.doubtful + shift])
        canvas.cell = max(canvas.cell, tile.cell)

    def tile(self, height: int, width: int, cell: float) -> Canvas:
        source = self.names[self.random.choice(len(self.names), p=self.weights)]
        if source == "nothing":
            tile = without_marks(self.nothing(height, width), red_known=True, cell=cell)
        else:
            kinds = self.by_source[source]
            kind = kinds[self.random.integers(len(kinds))]
            tile = self.cut(kind[self.random.integers(len(kind))], height, width, cell)
        if self.random.random() < 0.9:
            tile.rgb = appearance.stained(tile.rgb, self.random)
        return tile

    def nothing(self, height: int, width: int) -> np.ndarray:
        """Black, white, a colour, or noise in grains of any size."""
        random = self.random
        if random.random() < 0.5:
            return np.full((height, width, 3), random.choice([0, 255, random.integers(256)]), np.uint8)
        grain = log_uniform(random, 1, 40)
        small = random.integers(0, 256, (int(height / grain) + 1, int(width / grain) + 1, 3), dtype=np.uint8)
        how = cv2.INTER_LINEAR if random.random() < 0.5 else cv2.INTER_NEAREST
        return cv2.resize(small, (width, height), interpolation=how)

    def cut(self, picture: Picture, height: int, width: int, cell: float) -> Canvas:
        """A window of the picture that is height x width after scaling, most often with a white cell in it, of
        about `cell` pixels where the picture is large enough for that."""
        random = self.random
        marks = [picture.white, picture.doubtful, picture.red if picture.red is not None else NO_BOXES]
        unmarked = picture.single and not len(picture.white)
        if unmarked:
            marks[0] = self.middle(picture)
        rgb, marks = turned(picture.rgb, [*marks, picture.platelets], random)
        least = max(height / rgb.shape[0], width / rgb.shape[1])
        wanted = cell / picture.cell * np.exp(random.uniform(-CELL_SPREAD, CELL_SPREAD))
        scale = max(min(wanted, 4.0), least * np.exp(random.uniform(0, 0.2)))
        stretch = np.exp(random.uniform(0, 0.12, 2))
        size = [
            max(width, round(rgb.shape[1] * scale * stretch[0])),
            max(height, round(rgb.shape[0] * scale * stretch[1])),
        ]
        factor = np.array([size[0] / rgb.shape[1], size[1] / rgb.shape[0]] * 2, np.float32)
        white, doubtful, red, platelets = (boxes * factor for boxes in marks)
        left, top = self.window(white, platelets, size, width, height)
        rgb = self.scaled_window(rgb, factor, left, top, width, height)
        shift = np.array([left, top, left, top], np.float32)
        white, doubtful, red = white - shift, doubtful - shift, red - shift
        white, visible = clipped(white, width, height)
        least_visible = 0.9 if unmarked else LEAST_VISIBLE  # of a box unknown, a part has no middle
        part = (visible > 0.03) & (visible < least_visible)
        doubtful = np.concatenate([clipped(doubtful, width, height)[0], white[part]])
        white = white[visible >= least_visible]
        if unmarked:
            doubtful = np.concatenate([doubtful, white])
        red, visible = clipped(red, width, height)
        return Canvas(
            rgb,
            white,
            np.full(len(white), not unmarked),
            red[visible >= 0.6],
            np.full((height, width), picture.red is not None),
            doubtful,
            picture.cell * scale,
        )

    def middle(self, picture: Picture) -> np.ndarray:
        """Where the cell of a picture of one is, as far as is known: the middle half."""
        height, width = picture.rgb.shape[:2]
        return np.array([[width / 4, height / 4, width * 3 / 4, height * 3 / 4]], np.float32)

    def window(
        self, white: np.ndarray, platelets: np.ndarray, size: list[int], width: int, height: int
    ) -> tuple[int, int]:
        """The left and top of a window that shows a white cell, a platelet, or anything."""
        random = self.random
        shown = platelets if len(platelets) and random.random() < 0.25 else white
        if len(shown) and random.random() < 0.85:
            box = shown[random.integers(len(shown))]
            x = (box[0] + box[2]) / 2 - width * random.uniform(0.0, 1.0)
            y = (box[1] + box[3]) / 2 - height * random.uniform(0.0, 1.0)
        else:
            x, y = random.uniform(0, size[0] - width + 1), random.uniform(0, size[1] - height + 1)
        return int(np.clip(x, 0, size[0] - width)), int(np.clip(y, 0, size[1] - height))

    def scaled_window(
        self, rgb: np.ndarray, factor: np.ndarray, left: int, top: int, width: int, height: int
    ) -> np.ndarray:
        """The window alone is scaled: the rest of a large picture would be work for nothing."""
        x0, y0 = int(left / factor[0]), int(top / factor[1])
        x1 = min(rgb.shape[1], int(np.ceil((left + width) / factor[0])))
        y1 = min(rgb.shape[0], int(np.ceil((top + height) / factor[1])))
        how = cv2.INTER_AREA if factor[0] < 1 else cv2.INTER_LINEAR
        return cv2.resize(np.ascontiguousarray(rgb[y0:y1, x0:x1]), (width, height), interpolation=how)

    def paste_cells(self, canvas: Canvas) -> None:
        """One to four white cells, some of them touching, laid into the canvas."""
        random = self.random
        if not self.boxed:
            return
        height, width = canvas.rgb.shape[:2]
        place = np.array([random.uniform(0, width), random.uniform(0, height)])
        for _ in range(random.integers(1, 5)):
            grown = canvas.cell * np.exp(random.uniform(-0.25, 0.25))
            self.paste(canvas, place, grown)
            if random.random() < 0.6:  # the next touches this one
                angle = random.uniform(0, 2 * np.pi)
                place = place + np.array([np.cos(angle), np.sin(angle)]) * grown * random.uniform(0.72, 1.1)
            else:
                place = np.array([random.uniform(0, width), random.uniform(0, height)])

    def paste(self, canvas: Canvas, place: np.ndarray, side: float) -> None:
        """One cell, its box's middle at `place`, its longer side `side`."""
        random = self.random
        picture = self.boxed[random.integers(len(self.boxed))]
        box = picture.white[random.integers(len(picture.white))]
        bounds = np.array([picture.rgb.shape[1], picture.rgb.shape[0]])
        margin = 0.06 * (box[2:] - box[:2])
        x0, y0 = np.maximum(box[:2] - margin, 0).astype(int)
        x1, y1 = np.minimum(box[2:] + margin, bounds).astype(int)
        touches = (box[:2] < 2).any() or (box[2:] > bounds - 2).any()
        if touches or min(x1 - x0, y1 - y0) < 8:
            return
        scale = side / max(x1 - x0, y1 - y0)
        size = (max(8, round((x1 - x0) * scale)), max(8, round((y1 - y0) * scale)))
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        cell = cv2.resize(np.ascontiguousarray(picture.rgb[y0:y1, x0:x1]), size, interpolation=how)
        cell = np.rot90(cell, random.integers(4))
        left, top = int(place[0] - cell.shape[1] / 2), int(place[1] - cell.shape[0] / 2)
        inset = np.array([0.05 * cell.shape[1], 0.05 * cell.shape[0]] * 2) * [1, 1, -1, -1]
        whole = np.array([[left, top, left + cell.shape[1], top + cell.shape[0]]], np.float32) + inset
        inside, visible = clipped(whole, canvas.rgb.shape[1], canvas.rgb.shape[0])
        if visible[0] < LEAST_VISIBLE:
            return
        light = appearance.background_of(canvas.rgb) / np.maximum(appearance.background_of(picture.rgb), 1)
        blend(canvas.rgb, cell * light.astype(np.float32), left, top)
        hidden = overlap(inside[0], canvas.white) > 0.6
        canvas.doubtful = np.concatenate([canvas.doubtful, canvas.white[hidden]])
        canvas.white = np.concatenate([canvas.white[~hidden], inside])
        canvas.sized = np.concatenate([canvas.sized[~hidden], [True]])
        canvas.red = canvas.red[overlap(inside[0], canvas.red) < 0.3]

    def photograph(self, canvas: Canvas) -> None:
        """What happens to the whole of a picture."""
        random, rgb = self.random, canvas.rgb
        if random.random() < 0.15:
            rgb = appearance.veiled(rgb, random)
        if random.random() < 0.2:
            rgb = appearance.vignetted(rgb, random)
        if random.random() < 0.3:
            rgb = appearance.tinted(rgb, random)
        if random.random() < 0.1:
            rgb = appearance.marked(rgb, random)
        canvas.rgb = rgb
        if random.random() < 0.06:
            self.put_rim(canvas)
        canvas.rgb = in_even_light(appearance.photographed(canvas.rgb, canvas.cell, random))

    def put_rim(self, canvas: Canvas) -> None:
        """The eyepiece's round field on black; cells beneath the black are gone."""
        random = self.random
        height, width = canvas.rgb.shape[:2]
        middle = np.array([width * random.uniform(0.35, 0.65), height * random.uniform(0.35, 0.65)])
        radius = max(width, height) * random.uniform(0.35, 0.6)
        mask = np.zeros((height, width), np.uint8)
        cv2.circle(mask, (int(middle[0]), int(middle[1])), int(radius), 255, -1, cv2.LINE_AA)
        mask = cv2.GaussianBlur(mask, (0, 0), random.uniform(0.5, 3))
        dark = np.float32(random.uniform(0, 25))
        shown = mask[:, :, None].astype(np.float32) / 255
        canvas.rgb = (canvas.rgb * shown + dark * (1 - shown)).astype(np.uint8)

        def within(boxes: np.ndarray, share: float) -> np.ndarray:
            centres, half = (boxes[:, :2] + boxes[:, 2:]) / 2, longer_sides(boxes) / 2
            return np.linalg.norm(centres - middle, axis=1) + share * half < radius

        whole = within(canvas.white, 0.6)
        partly = within(canvas.white, -0.9) & ~whole
        canvas.doubtful = np.concatenate([canvas.doubtful, canvas.white[partly]])
        canvas.white, canvas.sized = canvas.white[whole], canvas.sized[whole]
        canvas.red = canvas.red[within(canvas.red, 0.5)]


def overlap(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which share of each of the others the box covers."""
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    covered = np.prod(np.maximum(high - low, 0), axis=1)
    return covered / np.maximum(np.prod(others[:, 2:] - others[:, :2], axis=1), 1e-3)


def blend(rgb: np.ndarray, cell: np.ndarray, left: int, top: int) -> None:
    """Lays the cell, an ellipse with a soft edge, over the picture."""
    height, width = cell.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    shown = np.clip((1.0 - np.sqrt(x * x + y * y)) / 0.12 + 0.4, 0, 1).astype(np.float32)[:, :, None]
    y0, x0, y1, x1 = max(top, 0), max(left, 0), min(top + height, rgb.shape[0]), min(left + width, rgb.shape[1])
    part = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    below = rgb[y0:y1, x0:x1].astype(np.float32)
    rgb[y0:y1, x0:x1] = np.clip(cell[part] * shown[part] + below * (1 - shown[part]), 0, 255).astype(np.uint8)
