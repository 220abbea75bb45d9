"""`tools/evaluate cells`: how well white cells are found, on each laboratory's pictures and on drawn ones.

A found cell is right where its middle lies in a true box. Recall, precision and the share of boxes that overlap by
half count what is reported as a cell. The average precision ranks by score also what is less sure than that: the
program is run again with a copy of the detector whose metadata asks for a score of 0.01 only. It may look a second
time at other pictures then, since it does so by the cells it finds.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import boxes
import cells_page
import options
import page
import pictures
from intervals import rounded, share
from looks import Look, checked, described, looked_at, names_in
from pictures import MIDDLE, Collection, Picture
from program import with_least_score

# The score from which on boxes are ranked.
LEAST_SCORE = ".01"

# A picture of one cell: a cell is prominent with this share of the first one's prominence, and the first one's box
# must be at least this share of the picture's shorter side.
PROMINENT, LEAST_SIDE = 0.5, 0.2


@dataclass(frozen=True)
class Outcome:
    """What was found in a picture. `mistakes` is how wrong that is: 0 is right."""

    picture: Picture
    record: dict
    match: boxes.Match
    mistakes: int


def prominence(cell: dict, record: dict) -> float:
    """As the cells stage orders them (wasm/prominence.h)."""
    left, top, width, height = cell["box"]
    x, y = (2 * left + width) / record["width"] - 1, (2 * top + height) / record["height"] - 1
    return cell["score"] * width * height * (0.5 if cell["cut_off"] else 1.0) / (1 + 2 * (x * x + y * y))


def prominent_cells(record: dict) -> list[dict]:
    ranks = [prominence(cell, record) for cell in record["cells"]]
    return [cell for cell, rank in zip(record["cells"], ranks, strict=True) if rank >= PROMINENT * max(ranks)]


def shows_one_cell(record: dict, middle: tuple[float, float] = MIDDLE) -> bool:
    """One prominent cell, over the middle of the true one and of a size that a cell there can have."""
    prominent = prominent_cells(record)
    if len(prominent) != 1:
        return False
    x, y, width, height = prominent[0]["box"]
    true_x, true_y = middle[0] * record["width"], middle[1] * record["height"]
    holds = x <= true_x <= x + width and y <= true_y <= y + height
    return holds and max(width, height) >= LEAST_SIDE * min(record["width"], record["height"])


def shows_each_cell(record: dict, match: boxes.Match) -> bool:
    """Each of several true cells is found, and nothing else is prominent."""
    return all(match.held) and all(boxes.match(match.truth, prominent_cells(record)).right)


def shows_its_cells(picture: Picture, record: dict, match: boxes.Match) -> bool:
    return shows_each_cell(record, match) if picture.cells else shows_one_cell(record, picture.middle)


def outcome(collection: Collection, picture: Picture, record: dict) -> Outcome:
    match = boxes.match(picture.cells, record["cells"])
    mistakes = {
        "boxes": match.mistakes,
        "single": int(not shows_its_cells(picture, record, match)),
        "none": len(record["cells"]),
        "some": int(not record["cells"]),
    }
    return Outcome(picture, record, match, mistakes[collection.kind])


def of_boxes(outcomes: list[Outcome], groups: list[str]) -> dict[str, dict | None]:
    """Where every white cell's box is known."""
    matches = [each.match for each in outcomes]
    truth = [len(match.truth) for match in matches]
    found, right = [len(match.found) for match in matches], [sum(match.right) for match in matches]
    halves = [sum(overlap >= 0.5 for overlap in match.overlaps) for match in matches]
    return {
        "recall": share(groups, [sum(match.held) for match in matches], truth),
        "precision": share(groups, right, found),
        "box overlaps by half": share(groups, halves, truth),
        "no cell found twice": share(groups, [sum(match.first) for match in matches], right),
    }


def of_pairs(outcomes: list[Outcome], groups: list[str]) -> dict[str, dict | None]:
    pairs = [len(each.match.truth) == 2 for each in outcomes]
    both = [pair and sum(each.match.first) == 2 for pair, each in zip(pairs, outcomes, strict=True)]
    return {"both found": share(groups, both, pairs)}


def of_scale(outcomes: list[Outcome], groups: list[str]) -> dict[str, dict | None]:
    """Where the picture's true scale is known."""
    pairs = [(each.picture.scale, each.record["micrometres_per_pixel"]) for each in outcomes]
    known = [scale is not None for scale, _ in pairs]
    told = [scale is not None and found is not None for scale, found in pairs]
    close = [t and abs(found / scale - 1) <= 0.1 for t, (scale, found) in zip(told, pairs, strict=True)]
    return {"scale told": share(groups, told, known), "told scale within a tenth": share(groups, close, told)}


def share_right(outcomes: list[Outcome], counted: list[bool]) -> dict | None:
    """The share without a mistake of those that count."""
    right = [counts and not each.mistakes for each, counts in zip(outcomes, counted, strict=True)]
    return share([each.picture.group for each in outcomes], right, counted)


def measures(collection: Collection, outcomes: list[Outcome]) -> dict[str, dict]:
    if collection.kind == "boxes":
        groups = [each.picture.group for each in outcomes]
        found = of_boxes(outcomes, groups) | of_scale(outcomes, groups)
        if "pairs" in collection.title:
            found |= of_pairs(outcomes, groups)
    elif collection.kind == "single":
        several = [bool(each.picture.cells) for each in outcomes]
        found = {
            "one prominent cell": share_right(outcomes, [not some for some in several]),
            "several cells, each found": share_right(outcomes, several),
        }
    else:
        name = {"none": "without a cell", "some": "with a cell"}[collection.kind]
        found = {name: share_right(outcomes, [True] * len(outcomes))}
    return {name: measure for name, measure in found.items() if measure}


def evaluate(collection: Collection, looks: list[Look], folder: Path) -> tuple[dict, cells_page.Section] | None:
    """The collection's row of the report, and its section of the page; None where no detector may look at it."""
    outcomes = [outcome(collection, picture, record) for picture, record in looked_at(collection.pictures, looks)]
    if not outcomes:
        return None
    found, curve = measures(collection, outcomes), None
    if collection.kind == "boxes":
        low = [replace(look, detector=with_least_score(look.detector, folder, LEAST_SCORE)) for look in looks]
        ranked = [outcome(collection, picture, record) for picture, record in looked_at(collection.pictures, low)]
        curve = boxes.curve([each.picture.group for each in ranked], [each.match for each in ranked])
        found["average precision"] = boxes.average_precision(curve)
    found = rounded(found)
    groups = len({each.picture.group for each in outcomes})
    row = {"data": collection.title, "pictures": len(outcomes), "groups": groups, "measures": found}
    page.print_row(row)
    return row, cells_page.Section(row, collection.kind, outcomes, curve)


def looks_of(arguments: argparse.Namespace, data: Path) -> list[Look]:
    model = arguments.model  # it recognises what a detector only suspects to be a cell
    folds = [Look(model, detector, names_in(names, data)) for detector, names in arguments.fold]
    return checked(folds or [Look(model, arguments.detector)])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.add_arguments(parser, "cells", "detector")


def run(arguments: argparse.Namespace) -> None:
    data = options.data_folder(arguments)
    looks = looks_of(arguments, data)
    with tempfile.TemporaryDirectory() as folder:
        collections = pictures.real(data)
        if not arguments.fold:
            collections += pictures.drawn(Path(folder))
        done = [evaluate(collection, looks, Path(folder)) for collection in collections]
        sections = [each for each in done if each]
        if not sections:
            raise SystemExit("The lists name no picture that is measured here.")
        detectors = described([look.detector for look in looks])
        report = {"detectors": detectors, "measured": [row for row, _ in sections]}
        page.write(arguments.out, report, cells_page.html(detectors, [section for _, section in sections]))
