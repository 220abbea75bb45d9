"""The page's examples: the drawn smears and, where the data folder is given, a few real fields.

examples.py DRAWN DATA TARGET     DRAWN as `smears --examples` left it; DATA may be empty

Writes the pictures and examples.json: a list of {file, class, source: "drawn" | "real", credit}; the class of
a picture without a white cell is null.

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


def drawn_examples(drawn: Path) -> list[dict[str, str | None]]:
    truth = json.loads((drawn / "truth.json").read_text())
    return [{"file": each["file"], "class": each["class"], "source": "drawn", "credit": "drawn"} for each in truth]


def real_examples(data: Path) -> list[dict[str, str | None]]:
    """Fields of the test split, which the model never saw: the first of each class with one cell in them, but
    for MISSED."""
    wanted = list(REAL_CLASSES)
    examples: list[dict[str, str | None]] = []
    with (data / "bccd" / "fields.csv").open(newline="") as rows:
        for row in csv.DictReader(rows):
            cells = row["cells"].lower()
            if row["split"] == "test" and cells in wanted and row["file"] != MISSED:
                wanted.remove(cells)
                examples.append({"file": row["file"], "class": cells, "source": "real", "credit": BCCD_CREDIT})
    return examples


def main() -> None:
    drawn, data, target = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    target.mkdir(parents=True)
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
