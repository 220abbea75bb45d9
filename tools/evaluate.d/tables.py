"""Reads tables of pictures.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path


def rows(file: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file that has these columns, in UTF-8, with or without a byte-order mark."""
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            reader = csv.DictReader(lines)
            found, named = list(reader), reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SystemExit(
            f"{file} cannot be read ({error}). It should be a table of pictures, in UTF-8."
        ) from error
    if missing := [column for column in columns if column not in named]:
        raise SystemExit(f"{file} has no column {missing[0]}. Its first line should name {', '.join(columns)}.")
    if short := next((i for i, row in enumerate(found) if any(row[column] is None for column in columns)), None):
        raise SystemExit(f"{file}: row {short + 1} has too few fields. Each needs {', '.join(columns)}.")
    return found


def slides_of(laboratory: Path) -> dict[str, str]:
    """The slide of each picture that the folder's cells.csv names, as seen from there; none without it."""
    table = laboratory / "cells.csv"
    return {row["file"]: row["slide"] for row in rows(table, ("file", "slide"))} if table.exists() else {}


def bccd_training_fields(data: Path) -> list[dict[str, str]]:
    """The rows of BCCD's fields.csv that may be learned and chosen from: those of the training split. Left out is
    every group that shows something of the test split: twins of its cells, and two fields that overlap one of it.
    """
    fields = rows(data / "bccd/fields.csv", ("file", "cells", "split", "group"))
    tested = {row["group"] for row in fields if row["split"] == "test"}
    return [row for row in fields if row["split"] == "train" and row["group"] not in tested]
