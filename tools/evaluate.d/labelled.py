"""The pictures that naming cells is measured on: a folder, a table, or the sets of the data folder.

Where each folder of the data folder comes from and why it is split as it is stands in its README.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tables import bccd_training_fields, rows, slides_of

ENDINGS = (".jpg", ".jpeg", ".png")

# The label, in a folder or a table of the user's, of pictures that show none of the model's classes.
UNFAMILIAR = "unfamiliar"

# What of the data folder shows none of the classes. Its `smear-with-wbc` shows cells that nobody named.
STRANGE_PICTURES = ("smear-no-wbc", "other-microscopy", "not-microscopy")
STRANGE_CELLS = ("ig", "erythroblast", "platelet")


@dataclass(frozen=True)
class Labelled:
    """A picture and the class of its most prominent cell, in lower case, or what else it shows. Pictures of one
    group are not independent."""

    file: Path
    label: str
    group: str


@dataclass(frozen=True)
class LabelledSet:
    """Pictures that are measured together. familiar: each shows a cell of one of the model's classes; or else none
    does. `unit` is what a group is."""

    title: str
    unit: str
    pictures: list[Labelled]
    familiar: bool = True


def pictures_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())


def must_be_class(label: str, where: str, classes: Sequence[str]) -> None:
    if label not in (*classes, UNFAMILIAR):
        raise SystemExit(
            f"{where}: “{label}” is none of the model's classes, which are {', '.join(classes)}. "
            f"Call it {UNFAMILIAR} if it shows none of these."
        )


def both(title: str, unit: str, pictures: list[Labelled]) -> list[LabelledSet]:
    """What shows a class, and what shows none."""
    known = [picture for picture in pictures if picture.label != UNFAMILIAR]
    strange = [picture for picture in pictures if picture.label == UNFAMILIAR]
    sets = [LabelledSet(title, unit, known), LabelledSet(f"{title}: {UNFAMILIAR}", unit, strange, familiar=False)]
    return [each for each in sets if each.pictures]


def in_folders(folder: Path, classes: Sequence[str]) -> list[LabelledSet]:
    """A folder with one folder a class, as Kaggle has it. Nothing tells which pictures belong together."""
    found = []
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != "."):
        label, files = inner.name.lower(), pictures_in(inner)
        must_be_class(label, str(inner), classes)
        if not files:
            raise SystemExit(f"{inner} holds no picture ({', '.join(ENDINGS)}). Fill it, or remove it.")
        found += [Labelled(file, label, str(file.relative_to(folder))) for file in files]
    if not found:
        raise SystemExit(f"{folder} has no folders. Put the pictures into one a class: {', '.join(classes)}.")
    return both(folder.name, "picture", found)


def in_table(table: Path, folder: Path, classes: Sequence[str]) -> list[LabelledSet]:
    """A CSV file with the columns file, class and, where pictures belong together, group; paths are seen from the
    folder."""
    found = []
    for row in rows(table, ("file", "class")):
        file, label = folder / row["file"], row["class"].strip().lower()
        must_be_class(label, f"{table}, {row['file']}", classes)
        if not file.is_file():
            raise SystemExit(f"{table} names {file}, which is not there. Give paths as seen from {folder}.")
        found.append(Labelled(file, label, row.get("group") or row["file"]))
    if not found:
        raise SystemExit(f"{table} names no picture. Add a row for each.")
    grouped = len({picture.group for picture in found}) < len(found)
    return both(table.stem, "group" if grouped else "picture", found)


def kaggle_test(data: Path) -> LabelledSet:
    """By the field each was made from: never trained on, never selected on."""
    folder = data / "kaggle-test"
    found = [
        Labelled(folder / row["file"], row["class"].lower(), row["field"])
        for row in rows(folder / "origins.csv", ("file", "class", "field"))
    ]
    return LabelledSet("Kaggle TEST", "field", found)


def bccd(data: Path) -> LabelledSet:
    """The training split's fields with one labelled cell."""
    found = [
        Labelled(data / "bccd/fields" / row["file"], row["cells"].lower(), row["group"])
        for row in bccd_training_fields(data)
        if row["cells"] and "+" not in row["cells"]
    ]
    return LabelledSet("BCCD train", "field", found)


def single_cells(data: Path, title: str, name: str, classes: Sequence[str]) -> LabelledSet:
    """A laboratory with one folder a class; grouped by slide where its cells.csv tells it."""
    folder, found = data / name, []
    slides = slides_of(folder)
    for label in classes:
        for file in pictures_in(folder / label):
            path = str(file.relative_to(folder))
            found.append(Labelled(file, label, slides.get(path, path)))
    return LabelledSet(title, "slide" if slides else "picture", found)


def strange(data: Path, title: str, folder: str, kinds: Sequence[str]) -> LabelledSet:
    """One folder a kind of what shows none of the classes."""
    found = [
        Labelled(file, kind, f"{kind}/{file.name}") for kind in kinds for file in pictures_in(data / folder / kind)
    ]
    return LabelledSet(title, "picture", found, familiar=False)


# The sets of the data folder, each from the folder and the model's classes.
NAMED = {
    "kaggle-test": lambda data, classes: kaggle_test(data),
    "bccd": lambda data, classes: bccd(data),
    "pbc": lambda data, classes: single_cells(data, "PBC", "pbc", classes),
    "raabin": lambda data, classes: single_cells(data, "Raabin", "raabin", classes),
    "bcisc": lambda data, classes: single_cells(data, "BCISC", "bcisc", classes),
    "unfamiliar": lambda data, classes: strange(data, "Unfamiliar pictures", "unfamiliar", STRANGE_PICTURES),
    "pbc-others": lambda data, classes: strange(data, "PBC's other cells", "pbc", STRANGE_CELLS),
}


def named(data: Path, names: Sequence[str], classes: Sequence[str]) -> list[LabelledSet]:
    sets = [NAMED[name](data, classes) for name in names]
    for name, each in zip(names, sets, strict=True):
        if not each.pictures:
            raise SystemExit(f"{data} has no pictures for {name}. Bring the data folder again.")
        for picture in each.pictures if each.familiar else ():
            must_be_class(picture.label, str(picture.file), classes)
    return sets
