"""The pictures that the detector learns from, and the cells known in each.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from groups import number_of
from pictures import CHULA_UNMARKED, SINGLE
from tables import bccd_training_fields, rows, slides_of

# How many parts cross-validation divides each laboratory's groups into.
FOLDS = 3

# A picture is kept in memory no longer than this on its longer side: cells of no laboratory need more.
LONGEST = 800

# The longer side of a white cell as a share of the picture's, for pictures in which none is marked.
CELL_SHARE = {"pbc": 0.5, "platelets": 0.5, "raabin": 0.5, "bcisc": 0.5, "red-cells": 0.11, "other": 0.2}

NO_BOXES = np.zeros((0, 4), np.float32)


def longer_sides(boxes: np.ndarray) -> np.ndarray:
    """Of each box [n, 4]."""
    return (boxes[:, 2:] - boxes[:, :2]).max(1)


@dataclass
class Picture:
    """Boxes are float32 [n, 4]: left, top, right, bottom in pixels of `rgb`."""

    file: Path
    laboratory: str
    group: str  # pictures of one group are not independent
    rgb: np.ndarray
    white: np.ndarray
    red: np.ndarray | None = None  # None: nobody marked the red cells
    single: bool = False  # one white cell in the middle, and nobody marked its box
    doubtful: np.ndarray = field(default_factory=lambda: NO_BOXES)  # regions that may hold an unmarked white cell
    platelets: np.ndarray = field(default_factory=lambda: NO_BOXES)  # where they are marked

    @property
    def cell(self) -> float:
        """The longer side of a white cell in this picture, in pixels: of its own, or of others taken alike."""
        if len(self.white):
            return float(np.median(longer_sides(self.white)))
        return CELL_SHARE.get(self.laboratory, 0.1) * max(self.rgb.shape[:2])

    @property
    def fold(self) -> int:
        """By a hash of the group's name, the same in every run."""
        return number_of(self.group) % FOLDS


def read(file: Path) -> tuple[np.ndarray, float]:
    """The picture, RGB, and how much it was shrunk to LONGEST."""
    bgr = cv2.imread(str(file), cv2.IMREAD_COLOR)
    if bgr is None:
        raise SystemExit(f"{file} cannot be read as a picture.")
    scale = min(1.0, LONGEST / max(bgr.shape[:2]))
    if scale < 1:
        bgr = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(bgr[:, :, ::-1]), scale


def boxes_of(marked: list[dict[str, str]], scale: float) -> np.ndarray:
    sides = [[float(row[key]) for key in ("xmin", "ymin", "xmax", "ymax")] for row in marked]
    return np.array(sides, np.float32).reshape(-1, 4) * np.float32(scale)


def rows_by_file(file: Path, columns: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """The rows of a table of boxes that has these columns too, by the picture's name."""
    found = defaultdict(list)
    for row in rows(file, ("file", "xmin", "ymin", "xmax", "ymax", *columns)):
        found[row["file"]].append(row)
    return found


def bccd(data: Path) -> Iterator[Picture]:
    """The fields of the training split with their hand-drawn boxes."""
    boxes = rows_by_file(data / "bccd/boxes.csv", ["kind"])
    for row in bccd_training_fields(data):
        name = row["file"]
        if name not in boxes:
            continue
        rgb, scale = read(data / "bccd/fields" / name)
        kinds = [[box for box in boxes[name] if box["kind"] == kind] for kind in ("WBC", "RBC", "Platelets")]
        white, red, platelets = (boxes_of(some, scale) for some in kinds)
        if row["cells"] and not len(white):
            continue  # its label names a white cell that nobody marked
        group = f"bccd {row['group']}"
        yield Picture(data / "bccd/fields" / name, "bccd", group, rgb, white, red, platelets=platelets)


def chula(data: Path) -> Iterator[Picture]:
    """With the white cells that its labels leave out."""
    unmarked = rows_by_file(CHULA_UNMARKED, [])
    for name, marked in rows_by_file(data / "chula/boxes.csv", []).items():
        rgb, scale = read(data / "chula/fields" / name)
        boxes = boxes_of(marked + unmarked[name], scale)
        yield Picture(data / "chula/fields" / name, "chula", f"chula {name}", rgb, boxes)


def single_cells(data: Path, laboratory: str) -> Iterator[Picture]:
    """Pictures of one cell each, grouped by slide where cells.csv tells it."""
    slides = slides_of(data / laboratory)
    for name in SINGLE:
        for file in sorted((data / laboratory / name).glob("*.jpg")):
            group = slides.get(f"{name}/{file.name}", file.name)
            rgb, _ = read(file)
            yield Picture(file, laboratory, f"{laboratory} {group}", rgb, NO_BOXES, single=True)


def without_cells(data: Path) -> Iterator[Picture]:
    """Red-cell fields, pictures of other things, and PBC's platelets."""
    for kind, laboratory in (
        ("smear-no-wbc", "red-cells"),
        ("other-microscopy", "other"),
        ("not-microscopy", "other"),
    ):
        for file in sorted((data / "unfamiliar" / kind).glob("*.jpg")):
            rgb, _ = read(file)
            red = NO_BOXES if kind == "not-microscopy" else None
            yield Picture(file, laboratory, f"{kind} {file.name}", rgb, NO_BOXES, red)
    for file in sorted((data / "pbc/platelet").glob("*.jpg")):
        yield Picture(file, "platelets", f"pbc {file.name}", read(file)[0], NO_BOXES)


def drawn(folder: Path) -> Iterator[Picture]:
    """What `smears` painted into the folder; what is left of a red cell at the border does not tell its
    diameter."""
    for entry in json.loads((folder / "truth.json").read_text()):
        rgb, scale = read(folder / entry["file"])
        kinds = [cell["box"] for cell in entry["cells"]], entry["red_cells"]
        white, red = (np.array(boxes, np.float32).reshape(-1, 4) * np.float32(scale) for boxes in kinds)
        red = red[red[:, 2:].min(1) > 0.6 * red[:, 2:].max(1)]
        for boxes in (white, red):
            boxes[:, 2:] += boxes[:, :2]
        yield Picture(folder / entry["file"], "drawn", f"drawn {folder.name} {entry['file']}", rgb, white, red)


def pictures(data: Path, smears: list[Path]) -> list[Picture]:
    """Everything there is to learn from: the data folder's, and what was drawn."""
    found = [*bccd(data), *chula(data)]
    for laboratory in ("pbc", "raabin", "bcisc"):
        found += single_cells(data, laboratory)
    found += without_cells(data)
    for folder in smears:
        found += drawn(folder)
    return found
