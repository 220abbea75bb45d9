"""Measures the finished model file: the final measurement on Kaggle's TEST, and the cells kept out of training.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from pathlib import Path

from classifier.judge import accuracy
from classifier.laboratories import LabelledCell, rows
from program import classify

TITLES = {"bccd": "BCCD, fields kept out", "pbc": "PBC, cells kept out", "raabin": "Raabin, slides kept out"}
TITLES["bcisc"] = "BCISC, slides kept out"
UNITS = {"bccd": "field", "pbc": "picture", "raabin": "slide", "bcisc": "slide"}


def on_kaggle_test(model: Path, data: Path) -> dict:
    """Kaggle's TEST folder, per file and per field: never trained on, never selected on."""
    folder = data / "kaggle-test"
    origins = list(rows(folder / "origins.csv"))
    records = classify([folder / row["file"] for row in origins], model)
    names, fields = [row["class"].lower() for row in origins], [row["field"] for row in origins]
    return accuracy("Kaggle TEST", records, names, fields, "field")


def on_validation(model: Path, cells: list[LabelledCell]) -> list[dict]:
    """The cells that the temperature and the threshold were chosen on: one row for each laboratory."""
    measured = []
    for laboratory, title in TITLES.items():
        held = [cell for cell in cells if cell.validates and cell.laboratory == laboratory]
        records = classify([cell.file for cell in held], model)
        names, groups = [cell.name for cell in held], [cell.group for cell in held]
        measured.append(accuracy(title, records, names, groups, UNITS[laboratory]))
    return measured
