"""The labelled cells of each laboratory, pictures of what is no such cell, and which of them may be trained on.

Where each folder comes from, its licence and why it is split as it is stands in the data folder's README. Kaggle's
TEST pictures are not here: they are for the final measurement alone (evaluate.py).

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from boxes import middle_in
from groups import number_of
from labelled import UNFAMILIAR
from tables import bccd_training_fields, rows

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

# Cells that `smears` paints, whose class is sure and whose size, stain and light no laboratory has. With them, a
# network knows more of the cells of a laboratory that it never saw; nothing is measured on them, or calibrated.
DRAWN = "drawn"

# Painted cells that are none of the classes, though they look like some: promyelocytes to metamyelocytes, and
# nucleated red cells. A network that learned from them tells real ones that it never saw (tried.md).
STRANGERS = "drawn-strangers"

# The seed from which on 600 pictures of each are painted.
SEEDS = {name: 300_000 + 1000 * i for i, name in enumerate(CLASSES)}
SEEDS |= {"immature-granulocyte": 310_000, "erythroblast": 311_000}
PAINTING = ("--varied", "--diverse", "--cells", "1", "--count", "600")
PAINTINGS = tuple((name, "--class", name, "--seed", str(seed), *PAINTING) for name, seed in SEEDS.items())

# The user's own pictures (own.py): the cells, and what is none of them.
OWN, OWN_OTHERS = "own", "own-others"

# Of the 74 eosinophils of BCCD's training split these show none of the granules that make one: they look like
# neutrophils. Looked at one by one; a file name a line.
WITHOUT_GRANULES = frozenset((Path(__file__).parent / "bccd-without-granules.txt").read_text().split())

# One group in this many is kept out of training, to choose the temperature and the threshold on.
VALIDATION_SHARE = 8

# Cross-validation keeps each of so many parts of the groups out in turn.
FOLDS = 4


@dataclass(frozen=True)
class LabelledCell:
    """A picture whose most prominent cell has a known class, or that shows none of the five: its laboratory is
    then the kind. Pictures of one group are not independent."""

    file: Path
    laboratory: str  # or one of OTHERS
    name: str  # of CLASSES, or NONE
    group: str
    validates: bool  # whether its group is kept out of training
    doubtful: bool = False  # whether its label is: nothing is learned from it, and it is measured all the same
    box: tuple[int, int, int, int] | None = None  # left, top, width, height; None where nobody knows

    @property
    def fold(self) -> int:
        """Which part of a cross-validation its group falls into; the first has those that validate."""
        return number_of(self.group) % VALIDATION_SHARE * FOLDS // VALIDATION_SHARE

    def may_be_at(self, found: tuple[int, int, int, int]) -> bool:
        """Whether what was found there is this cell, and not a smudge, say: its middle lies in the cell's box."""
        return self.box is None or middle_in(found, self.box)


def labelled_cell(file: Path, laboratory: str, name: str, group: str, doubtful: bool = False) -> LabelledCell:
    """Which groups are kept out tells a hash of their names, the same in every run."""
    if name not in (*CLASSES, NONE):
        raise SystemExit(
            f"{file}: “{name}” is none of {', '.join(CLASSES)}. Correct the label; nothing was trained."
        )
    return LabelledCell(file, laboratory, name, group, number_of(group) % VALIDATION_SHARE == 0, doubtful)


def bccd(data: Path) -> Iterator[LabelledCell]:
    """BCCD's training fields with one labelled cell."""
    for row in bccd_training_fields(data):
        name = row["cells"].lower()
        if name in CLASSES:
            file, doubtful = data / "bccd/fields" / row["file"], row["file"] in WITHOUT_GRANULES
            yield labelled_cell(file, "bccd", name, f"bccd {row['group']}", doubtful)


def slides(data: Path, laboratory: str) -> Iterator[LabelledCell]:
    """A laboratory whose cells.csv tells the slide of each cell."""
    for row in rows(data / laboratory / "cells.csv", ("file", "class", "slide")):
        group = f"{laboratory} {row['slide']}"
        yield labelled_cell(data / laboratory / row["file"], laboratory, row["class"].lower(), group)


def pbc(data: Path) -> Iterator[LabelledCell]:
    """PBC tells no patients: each picture is a group, and validation on it is optimistic."""
    for name in CLASSES:
        for file in sorted((data / "pbc" / name).glob("*.jpg")):
            yield labelled_cell(file, "pbc", name, f"pbc {file.name}")


def labelled_cells(data: Path) -> list[LabelledCell]:
    """Of all laboratories. Each must show every class that it is known to have, in two groups at least."""
    found = [*bccd(data), *pbc(data), *slides(data, "raabin"), *slides(data, "bcisc")]
    for laboratory in ("bccd", "pbc", "raabin", "bcisc"):
        cells = [cell for cell in found if cell.laboratory == laboratory]
        wanted = [name for name in CLASSES if (laboratory, name) != ("bccd", "basophil")]
        must_have_two_groups(cells, wanted, data / laboratory)
    return found


def drawn(folders: Iterable[Path]) -> Iterator[LabelledCell]:
    """The most prominent cells of what `smears` painted into the folders. All are learned from."""
    for folder in folders:
        for entry in json.loads((folder / "truth.json").read_text()):
            for cell in entry["cells"][:1]:
                laboratory, name = (DRAWN, cell["class"]) if cell["class"] in CLASSES else (STRANGERS, NONE)
                file, group = folder / entry["file"], f"{laboratory} {folder.name} {entry['file']}"
                yield LabelledCell(file, laboratory, name, group, validates=False, box=tuple(cell["box"]))


def title_of(name: str) -> str:
    """What a folder of such pictures is called."""
    return UNFAMILIAR if name == NONE else name


def must_have_two_groups(cells: list[LabelledCell], wanted: Sequence[str], folder: Path) -> None:
    """One to learn from, and one to be measured on."""
    for name in wanted:
        count = len({cell.group for cell in cells if cell.name == name})
        if count < 2:
            has = "no picture" if count == 0 else "pictures of one original alone"
            raise SystemExit(
                f"{folder} has {has} of the class {title_of(name)}. Add more, or take the "
                "class away; nothing was trained."
            )


def classes_of(cells: Iterable[LabelledCell]) -> tuple[str, ...]:
    """Those of CLASSES that the cells show."""
    shown = {cell.name for cell in cells}
    return tuple(name for name in CLASSES if name in shown)


def others(data: Path) -> list[LabelledCell]:
    """Pictures without one of the five cells."""
    return [
        labelled_cell(file, kind, NONE, f"{kind} {file.name}")
        for kind, folder in OTHERS.items()
        for file in sorted((data / folder).glob("*.jpg"))
    ]


def with_fold_kept_out(fold: int, cells: Iterable[LabelledCell]) -> list[LabelledCell]:
    """The same cells, of which those of the fold validate, and no drawn ones."""
    return [
        cell if cell.laboratory in (DRAWN, STRANGERS) else replace(cell, validates=cell.fold == fold)
        for cell in cells
    ]
