"""The user's own pictures: a folder with one folder a class, as Kaggle has it, and perhaps one that is called
`unfamiliar`.

Such pictures are often augmented: dozens of a single original. Split at random, siblings stand on both sides, and
every figure says nothing about a new picture. Here pictures of one place are one group (siblings.py), and no group
is split.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from pathlib import Path

from classifier.laboratories import (
    CLASSES,
    NONE,
    OWN,
    OWN_OTHERS,
    VALIDATION_SHARE,
    LabelledCell,
    classes_of,
    must_have_two_groups,
    title_of,
)
from classifier.siblings import groups_of
from groups import number_of
from labelled import UNFAMILIAR, in_folders


def is_data_folder(folder: Path) -> bool:
    return (folder / "bccd/fields.csv").exists()


def own_cells(folder: Path) -> list[LabelledCell]:
    """Every picture of the folder; prints how many originals there are of each class. Where one original has
    pictures in several classes, it is one group all the same."""
    pictures = [picture for some in in_folders(folder, CLASSES) for picture in some.pictures]
    files = [picture.file for picture in pictures]
    print(f"Looking for siblings among {len(files)} pictures, 25 a second …", flush=True)
    groups = [str(files[first].relative_to(folder)) for first in groups_of(files)]
    names = [NONE if picture.label == UNFAMILIAR else picture.label for picture in pictures]
    kept_out = validation_groups(list(zip(groups, names, strict=True)))
    cells = [
        LabelledCell(file, OWN_OTHERS if name == NONE else OWN, name, group, group in kept_out)
        for file, name, group in zip(files, names, groups, strict=True)
    ]
    shown = [name for name in (*CLASSES, NONE) if name in names]
    for name in shown:
        some = [cell for cell in cells if cell.name == name]
        originals, held = {cell.group for cell in some}, {cell.group for cell in some if cell.validates}
        print(
            f"{title_of(name)}: {len(some)} pictures of {len(originals)} originals, {len(held)} kept out",
            flush=True,
        )
    if len(classes_of(cells)) < 2:
        raise SystemExit(f"{folder} has one class alone. Add a folder of another: {', '.join(CLASSES)}.")
    must_have_two_groups(cells, shown, folder)
    return cells


def validation_groups(members: list[tuple[str, str]]) -> set[str]:
    """The groups to keep out of training, given each picture's group and class: of every class about one in
    VALIDATION_SHARE, but one at least."""
    kept_out: set[str] = set()
    for name in sorted({name for _, name in members}):
        groups = sorted(
            {group for group, own in members if own == name}, key=lambda group: (number_of(group), group)
        )
        wanted = max(1, len(groups) // VALIDATION_SHARE)
        kept_out |= set(groups[: max(0, wanted - len(kept_out & set(groups)))])
    return kept_out
