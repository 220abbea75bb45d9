"""The pictures that finding cells is measured on, and what is known of each.

Where each folder comes from and why it is split as it is stands in the data folder's README. Nothing of BCCD's
test split is here.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

from boxes import Box
from program import SMEARS
from tables import bccd_training_fields, rows, slides_of

RED_CELL_MICROMETRES = 7.5

# The classes of the single-cell laboratories: one white cell in the middle of each picture. PBC's erythroblasts,
# nucleated red cells, are neither cells here nor background.
SINGLE = ("neutrophil", "eosinophil", "basophil", "lymphocyte", "monocyte", "ig")

# But for those of BCISC that show theirs at the border, seen by eye: the middle of what is seen of it, in shares
# of the picture's sides.
MIDDLE = (0.5, 0.5)
BESIDE_THE_MIDDLE = {
    "bcisc_baso_10-5_0.jpg": (0.85, 0.80),
    "bcisc_baso_2-1_1.jpg": (0.51, 0.13),
    "bcisc_neut_8-3_0.jpg": (0.16, 0.50),
}

# And but for these, which show several white cells, seen by eye. Looked at were all in which a detector that never
# saw them found a second cell with a quarter of the first one's prominence; the boxes are as it drew them.
SEVERAL = Path(__file__).with_name("several-white-cells.csv")

# What is drawn: options of the generator. Far from the seeds that anybody trains on.
FIRST_SEED = 900_000
DRAWN = {
    "drawn fields": ("--kind", "field", "--count", "60"),
    "drawn fields, varied": ("--kind", "field", "--count", "100", "--varied", "--cells", "6"),
    "drawn touching pairs": ("--kind", "field", "--count", "100", "--cells", "2", "--touching"),
    "drawn clutter around a cell": ("--kind", "field", "--count", "60", "--clutter"),
    **{
        f"drawn, {colour} glass": ("--kind", "field", "--count", "25", "--background", colour)
        for colour in ("yellow", "green", "blue", "pink")
    },
    "drawn, underexposed": ("--kind", "field", "--count", "25", "--exposure", "35"),
    "drawn, overexposed": ("--kind", "field", "--count", "25", "--exposure", "150"),
    "drawn clutter without a cell": ("--kind", "empty", "--count", "60", "--clutter"),
}


@dataclass(frozen=True)
class Picture:
    """Pictures of one group are not independent. `scale` is in micrometres per pixel, None where unknown; `middle`
    is that of the one cell, where there is one, in shares of the picture's sides."""

    file: Path
    group: str
    cells: tuple[Box, ...] = ()
    scale: float | None = None
    middle: tuple[float, float] = MIDDLE


@dataclass(frozen=True)
class Collection:
    """Pictures of which the same is known. kind: `boxes` (where every white cell is), `single` (one, whose
    middle is known, or several, whose boxes are), `none` (no white cell) or `some` (at least one)."""

    title: str
    kind: str
    pictures: list[Picture]


def corners(row: dict[str, str], file: Path) -> Box:
    try:
        left, top, right, bottom = (float(row[key]) for key in ("xmin", "ymin", "xmax", "ymax"))
    except (TypeError, ValueError) as error:
        raise SystemExit(f"{file}: a box of {row['file']} is no four numbers. Bring it again.") from error
    return left, top, right - left, bottom - top


def boxes_by_file(file: Path, kind: str) -> dict[str, dict[str, list[Box]]]:
    """For each file that the CSV names: its boxes by what they hold."""
    found: dict[str, dict[str, list[Box]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(file, ("file", kind, "xmin", "ymin", "xmax", "ymax")):
        found[row["file"]][row[kind]].append(corners(row, file))
    return found


def scale_of(red_cells: list[Box], width: int, height: int) -> float | None:
    """By the red cells that the border does not cut, if there are enough of them."""
    whole = [
        (box[2] + box[3]) / 2
        for box in red_cells
        if box[0] > 2 and box[1] > 2 and box[0] + box[2] < width - 2 and box[1] + box[3] < height - 2
    ]
    return RED_CELL_MICROMETRES / median(whole) if len(whole) >= 5 else None


def bccd(data: Path) -> Collection:
    """The training split's fields that somebody drew boxes in; but for the few that show a white cell, by their
    label, without its box."""
    boxes, found = boxes_by_file(data / "bccd/boxes.csv", "kind"), []
    for row in bccd_training_fields(data):
        of = boxes.get(row["file"], {})
        if of and (of["WBC"] or not row["cells"]):
            file = data / "bccd/fields" / row["file"]
            found.append(Picture(file, row["group"], tuple(of["WBC"]), scale_of(of["RBC"], 640, 480)))
    return Collection("BCCD train", "boxes", found)


# Chula's labels have one white cell a field, seldom two. These are the others, seen by eye: whole, or cut off by
# the border. Rows like those of its boxes.csv.
CHULA_UNMARKED = Path(__file__).with_name("chula-unmarked.csv")


def chula(data: Path) -> list[Collection]:
    """As labelled, and with every white cell."""
    unmarked = boxes_by_file(CHULA_UNMARKED, "seen")
    labelled, complete = [], []
    for name, of in boxes_by_file(data / "chula/boxes.csv", "class").items():
        boxes, others = (tuple(chain(*some.values())) for some in (of, unmarked[name]))
        labelled.append(Picture(data / "chula/fields" / name, name, boxes))
        complete.append(Picture(data / "chula/fields" / name, name, boxes + others))
    return [Collection("Chula", "boxes", labelled), Collection("Chula, every white cell", "boxes", complete)]


def single_cells(data: Path, laboratory: str) -> Collection:
    """Grouped by slide where cells.csv tells it; boxes where there are several."""
    slides, several = slides_of(data / laboratory), boxes_by_file(SEVERAL, "seen")
    found = [
        Picture(
            file,
            slides.get(f"{name}/{file.name}", file.name),
            tuple(chain(*several[f"{laboratory}/{name}/{file.name}"].values())),
            middle=BESIDE_THE_MIDDLE.get(file.name, MIDDLE),
        )
        for name in SINGLE
        for file in sorted((data / laboratory / name).glob("*.jpg"))
    ]
    return Collection(laboratory, "single", found)


def unfamiliar(data: Path) -> list[Collection]:
    """All but `smear-with-wbc` are without a white cell."""
    by_kind: dict[str, list[Picture]] = defaultdict(list)
    for row in rows(data / "unfamiliar/pictures.csv", ("file", "kind")):
        by_kind[row["kind"]].append(Picture(data / "unfamiliar" / row["file"], row["file"]))
    return [
        Collection(f"unfamiliar/{kind}", "some" if kind == "smear-with-wbc" else "none", found)
        for kind, found in by_kind.items()
    ]


def drawn(folder: Path) -> list[Collection]:
    """Draws into the folder."""
    collections = []
    for i, (title, options) in enumerate(DRAWN.items()):
        target = folder / str(i)
        command = [SMEARS, "--out", target, "--seed", str(FIRST_SEED + 1000 * i), *options]
        subprocess.run(command, check=True)
        found = [
            Picture(
                target / entry["file"],
                entry["file"],
                tuple(tuple(cell["box"]) for cell in entry["cells"]),
                entry["micrometres_per_pixel"],
            )
            for entry in json.loads((target / "truth.json").read_text())
        ]
        collections.append(Collection(title, "none" if "empty" in options else "boxes", found))
    return collections


def real(data: Path) -> list[Collection]:
    singles = [single_cells(data, laboratory) for laboratory in ("pbc", "raabin", "bcisc")]
    return [bccd(data), *chula(data), *singles, *unfamiliar(data)]
