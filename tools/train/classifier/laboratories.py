"""The labelled cells of each laboratory, pictures of what is no such cell, and which of them may be trained on.

Where each folder comes from, its licence and why it is split as it is stands in the data folder's README. Kaggle's
TEST pictures are not here: they are for the final measurement alone (evaluate.py).

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CLASSES = ("neutrophil", "eosinophil", "basophil", "lymphocyte", "monocyte")

# What is none of them, by kind: folders of the data folder. PBC's nucleated red cells, immature granulocytes and
# platelets; red-cell fields, other tissue, things.
NONE = "none"
OTHERS = {
    "erythroblast": "pbc/erythroblast",
    "ig": "pbc/ig",
    "platelet": "pbc/platelet",
    "smear-no-wbc": "unfamiliar/smear-no-wbc",
    "other-microscopy": "unfamiliar/other-microscopy",
    "not-microscopy": "unfamiliar/not-microscopy",
}

# One group in this many is kept out of training, to choose the temperature and the threshold on.
VALIDATION_SHARE = 8


@dataclass(frozen=True)
class LabelledCell:
    """A picture whose most prominent cell has a known class, or that shows none of the five: its laboratory is
    then the kind. Pictures of one group are not independent."""

    file: Path
    laboratory: str  # or one of OTHERS
    name: str  # of CLASSES, or NONE
    group: str

    @property
    def validates(self) -> bool:
        """Whether its group is kept out of training: by a hash of its name, the same in every run."""
        return hashlib.sha256(self.group.encode()).digest()[0] % VALIDATION_SHARE == 0


def rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(newline="") as lines:
        yield from csv.DictReader(lines)


def bccd(data: Path) -> Iterator[LabelledCell]:
    """BCCD's training fields with one labelled cell; its twins of the test split are left out."""
    for row in rows(data / "bccd/fields.csv"):
        name = row["cells"].lower()
        if row["split"] == "train" and name in CLASSES:
            yield LabelledCell(data / "bccd/fields" / row["file"], "bccd", name, f"bccd {row['group']}")


def slides(data: Path, laboratory: str) -> Iterator[LabelledCell]:
    """A laboratory whose cells.csv tells the slide of each cell."""
    for row in rows(data / laboratory / "cells.csv"):
        group = f"{laboratory} {row['slide']}"
        yield LabelledCell(data / laboratory / row["file"], laboratory, row["class"].lower(), group)


def pbc(data: Path) -> Iterator[LabelledCell]:
    """PBC tells no patients: each picture is a group, and validation on it is optimistic."""
    for name in CLASSES:
        for file in sorted((data / "pbc" / name).glob("*.jpg")):
            yield LabelledCell(file, "pbc", name, f"pbc {file.name}")


def labelled_cells(data: Path) -> list[LabelledCell]:
    return [*bccd(data), *pbc(data), *slides(data, "raabin"), *slides(data, "bcisc")]


def others(data: Path) -> list[LabelledCell]:
    """Pictures without one of the five cells."""
    return [
        LabelledCell(file, kind, NONE, f"{kind} {file.name}")
        for kind, folder in OTHERS.items()
        for file in sorted((data / folder).glob("*.jpg"))
    ]
