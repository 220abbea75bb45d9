"""Measures the finished model files: the final measurement on Kaggle's TEST, the cells kept out of training, a
cross-validation, and each laboratory by the network that never saw it.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from classifier.laboratories import NONE, LabelledCell
from labelled import Labelled, LabelledSet, kaggle_test
from looks import Look, looked_at
from metrics import row_of_classes
from program import class_names

# Of each laboratory its name, what a group of its cells is, and what of it is kept out of training.
LABORATORIES = {
    "bccd": ("BCCD", "field", "fields"),
    "pbc": ("PBC", "picture", "cells"),
    "raabin": ("Raabin", "slide", "slides"),
    "bcisc": ("BCISC", "slide", "slides"),
}


def row(each: LabelledSet, *looks: Look) -> dict:
    """One row of models/results.json, as `tools/evaluate classes` has it in its report."""
    return row_of_classes(each, list(looked_at(each.pictures, looks)), class_names(looks[0].model))


def on_kaggle_test(model: Path, data: Path) -> dict:
    """Kaggle's TEST folder, per file and per field: never trained on, never selected on."""
    return row(kaggle_test(data), Look(model))


def on_validation(model: Path, cells: list[LabelledCell]) -> list[dict]:
    """The cells that the temperature and the threshold were chosen on: one row for each laboratory."""
    held = [cell for cell in cells if cell.validates]
    return [
        row(LabelledSet(f"{title}, {kept} kept out", unit, of_laboratory(name, held)), Look(model))
        for name, (title, unit, kept) in LABORATORIES.items()
    ]


def on_folds(models: Sequence[Path], cells: list[LabelledCell]) -> list[dict]:
    """All cells of each laboratory, each by the network of the fold that keeps its group out: one row for each."""
    folds = [{cell.file for cell in cells if cell.fold == fold} for fold in range(len(models))]
    looks = [Look(model, files=files) for model, files in zip(models, folds, strict=True)]
    return [
        row(LabelledSet(f"{title}, cross-validated by {unit}", unit, of_laboratory(name, cells)), *looks)
        for name, (title, unit, _) in LABORATORIES.items()
    ]


def on_never_seen(models: dict[str, Path], cells: list[LabelledCell]) -> list[dict]:
    """All cells of each laboratory, by the network that was trained without it: what to expect of another one."""
    return [
        row(LabelledSet(f"{title}, never seen", unit, of_laboratory(name, cells)), Look(models[f"without-{name}"]))
        for name, (title, unit, _) in LABORATORIES.items()
    ]


def of_laboratory(name: str, cells: list[LabelledCell]) -> list[Labelled]:
    return [labelled(cell) for cell in cells if cell.laboratory == name]


def on_own(model: Path, cells: list[LabelledCell]) -> dict:
    """The cells kept out of the user's own pictures."""
    held = [labelled(cell) for cell in cells if cell.validates and cell.name != NONE]
    return row(LabelledSet("Own pictures, originals kept out", "original", held), Look(model))


def labelled(cell: LabelledCell) -> Labelled:
    return Labelled(cell.file, cell.name, cell.group)
