"""Measures the finished model file: the final measurement on Kaggle's TEST, and the cells kept out of training.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from pathlib import Path

from classifier.laboratories import NONE, LabelledCell
from labelled import Labelled, LabelledSet, kaggle_test
from looks import Look, looked_at
from metrics import row_of_classes
from program import class_names

TITLES = {"bccd": "BCCD, fields kept out", "pbc": "PBC, cells kept out", "raabin": "Raabin, slides kept out"}
TITLES["bcisc"] = "BCISC, slides kept out"
UNITS = {"bccd": "field", "pbc": "picture", "raabin": "slide", "bcisc": "slide"}


def row(model: Path, each: LabelledSet) -> dict:
    """One row of models/results.json, as `tools/evaluate classes` has it in its report."""
    return row_of_classes(each, list(looked_at(each.pictures, [Look(model)])), class_names(model))


def on_kaggle_test(model: Path, data: Path) -> dict:
    """Kaggle's TEST folder, per file and per field: never trained on, never selected on."""
    return row(model, kaggle_test(data))


def on_validation(model: Path, cells: list[LabelledCell]) -> list[dict]:
    """The cells that the temperature and the threshold were chosen on: one row for each laboratory."""
    held = [cell for cell in cells if cell.validates]
    return [
        row(model, LabelledSet(title, UNITS[name], [labelled(cell) for cell in held if cell.laboratory == name]))
        for name, title in TITLES.items()
    ]


def on_own(model: Path, cells: list[LabelledCell]) -> dict:
    """The cells kept out of the user's own pictures."""
    held = [labelled(cell) for cell in cells if cell.validates and cell.name != NONE]
    return row(model, LabelledSet("Own pictures, originals kept out", "original", held))


def labelled(cell: LabelledCell) -> Labelled:
    return Labelled(cell.file, cell.name, cell.group)
