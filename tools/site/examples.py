"""The page's examples: the drawn smears and, where the data folder is given, a few real fields; and more drawn
cells to learn on.

examples.py DRAWN CROPS DATA TARGET     DRAWN as `smears --examples` left it, CROPS as `smears --kind crop` did;
                                        DATA may be empty

Writes the pictures and examples.json: a list of {file, class, cells, source: "drawn" | "real", credit}; the class
of a picture without a white cell is null, `cells` is how many it has. The cells to learn on go to learn/, with
learn/sets.json (web/learn/sets.js says what it holds).

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path

BCCD_CREDIT = "BCCD data set (Shenggan, cosmicad), MIT licence"
REAL_CLASSES = ["neutrophil", "eosinophil", "lymphocyte", "monocyte"]

# In this field of the test split the detector misses the lymphocyte (models/README.md): it explains nothing.
MISSED = "BloodImage_00055.jpg"

# Of each class one cell to learn on: that which costs those who load the page the fewest bytes, but none that is
# hard to see.
LEAST_PIXELS = 120


Example = dict[str, str | int | None]


def drawn_examples(drawn: Path) -> list[Example]:
    truth = json.loads((drawn / "truth.json").read_text())
    kind = {"source": "drawn", "credit": "drawn"}
    return [{"file": each["file"], "class": each["class"], "cells": len(each["cells"]), **kind} for each in truth]


def real_examples(data: Path) -> list[Example]:
    """Fields of the test split, which the model never saw: the first of each class with one cell in them, but
    for MISSED."""
    wanted = list(REAL_CLASSES)
    examples: list[Example] = []
    kind = {"source": "real", "credit": BCCD_CREDIT}
    with (data / "bccd" / "fields.csv").open(newline="") as rows:
        for row in csv.DictReader(rows):
            cells = row["cells"].lower()
            if row["split"] == "test" and cells in wanted and row["file"] != MISSED:
                wanted.remove(cells)
                examples.append({"file": row["file"], "class": cells, "cells": 1, **kind})
    return examples


def write_crops(crops: Path, target: Path) -> None:
    """The lightest of each class that is not too small."""
    target.mkdir()
    pictures: list[dict[str, str]] = []
    truth = [each for each in json.loads((crops / "truth.json").read_text()) if each["width"] >= LEAST_PIXELS]
    for each in sorted(truth, key=lambda each: (crops / each["file"]).stat().st_size):
        name, source = each["class"], crops / each["file"]
        if any(picture["class"] == name for picture in pictures):
            continue
        # The name tells nothing: it is seen before the answer.
        file = f"drawn-{len(pictures) + 1}.jpg"
        shutil.copyfile(source, target / file)
        pictures.append({"file": file, "class": name})
    drawn = {"name": "Drawn cells", "credit": "HematoVision", "licence": "Apache-2.0", "pictures": pictures}
    (target / "sets.json").write_text(json.dumps({"sets": [drawn]}, indent=2) + "\n")


def main() -> None:
    drawn, crops, data, target = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    target.mkdir(parents=True)
    write_crops(crops, target / "learn")
    examples = drawn_examples(drawn)
    for example in examples:
        shutil.copyfile(drawn / str(example["file"]), target / str(example["file"]))
    if data:
        real = real_examples(Path(data))
        for example in real:
            shutil.copyfile(Path(data) / "bccd/fields" / str(example["file"]), target / str(example["file"]))
        examples += real
    (target / "examples.json").write_text(json.dumps(examples, indent=2) + "\n")


if __name__ == "__main__":
    main()
