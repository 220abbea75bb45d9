"""`tools/evaluate classes`: how well cells are named, how far the confidence can be trusted, and what is
turned away.

The pictures are SOURCE, or without it the sets of the data folder. SOURCE is a folder with one folder a class,
as Kaggle has it, or a CSV file with the columns file, class and, where pictures belong together (one field, one
slide, one patient), group. A folder or class `unfamiliar` holds pictures that show none of the model's classes.

A picture's class is that of its most prominent cell. One without a cell counts as wrong, is never confident,
and is as unfamiliar as can be (1). Intervals are 95 %, by a bootstrap over groups. A model is good at pictures
that it was trained on: measure on others, or with --fold. --defocus, --jpeg, --stain, --exposure, --contrast,
--crop and --cut-out tell what pictures cost that are taken otherwise.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TypeVar

import classes_page
import labelled
import metrics
import options
import page
from camera import Camera
from labelled import LabelledSet
from looks import Look, checked, described, looked_at, names_in
from program import class_names


def sets_of(arguments: argparse.Namespace, classes: Sequence[str]) -> tuple[Path, list[LabelledSet]]:
    """The folder that paths are seen from, and the pictures."""
    source, names = arguments.source, [name.lower() for name in classes]
    if source is None:
        data = options.data_folder(arguments)
        return data, labelled.named(data, arguments.sets or list(labelled.NAMED), names)
    if arguments.sets:
        raise SystemExit("--sets chooses from the data folder. Leave it out, or name no SOURCE.")
    if source.is_dir():
        return source, labelled.in_folders(source, names)
    if not source.exists():
        raise SystemExit(f"{source} is not there. Name a folder with one folder a class, or a CSV file.")
    folder = arguments.data or source.parent
    return folder, labelled.in_table(source, folder, names)


def models_of(arguments: argparse.Namespace) -> list[Look]:
    """The folds without their pictures, which are not known before the models' classes."""
    models = [model for model, _ in arguments.fold] or [arguments.model]
    asked = vars(arguments)
    camera = Camera(**{field.name: asked[field.name] for field in fields(Camera)})
    other = camera if camera != Camera() else None
    return checked([Look(model, arguments.detector, camera=other) for model in models])


def classes_of(looks: Sequence[Look]) -> tuple[str, ...]:
    classes = [class_names(look.model) for look in looks]
    if other := next((i for i, names in enumerate(classes) if names != classes[0]), None):
        raise SystemExit(f"{looks[other].model} has other classes than {looks[0].model}. Fold models of one kind.")
    return classes[0]


def measured(
    sets: Sequence[LabelledSet], looks: Sequence[Look], classes: Sequence[str]
) -> list[classes_page.Section]:
    """The sets that show a class come first: they are what the others are compared with."""
    answered = [(each, list(looked_at(each.pictures, looks))) for each in sets]
    answered = [(each, pairs) for each, pairs in answered if pairs]
    known = [pair for each, pairs in answered if each.familiar for pair in pairs]
    sections = []
    for each, pairs in sorted(answered, key=lambda one: not one[0].familiar):
        if each.familiar:
            row = metrics.row_of_classes(each, pairs, classes)
        else:
            row = metrics.row_of_strange(each, pairs, known)
        page.print_row(row)
        sections.append(classes_page.Section(row, each.familiar, pairs))
    if not sections:
        raise SystemExit("The lists name no picture that is measured here.")
    return sections


def report_of(sections: Sequence[classes_page.Section], looks: Sequence[Look]) -> dict:
    known = [pair for section in sections if section.familiar for pair in section.pairs]
    camera = looks[0].camera  # all have the same
    return {
        "models": described([look.model for look in looks]),
        "detectors": described([look.detector for look in looks]),
        "camera": asdict(camera) if camera else None,
        "measured": [section.row for section in sections if section.familiar],
        "unfamiliar": [section.row for section in sections if not section.familiar],
        "familiar": {"pictures": len(known), "histogram": metrics.histogram(known)},
    }


Number = TypeVar("Number", int, float)


def bounded(value: Number, low: float, high: float, complaint: str) -> Number:
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(complaint)
    return value


def share(text: str) -> float:
    return bounded(float(text), 0, 1, f"{text} is no share of the cell. Give 0 to 1.")


def quality(text: str) -> int:
    return bounded(int(text), 1, 95, f"{text} is no quality of a JPEG. Give 1 to 95.")


def factor(text: str) -> float:
    return bounded(float(text), 0.1, 10, f"{text} is no factor. Give 0.1 to 10; 1 is as it is.")


def closeness(text: str) -> float:
    return bounded(float(text), 1, 100, f"{text} is no side of a picture in sides of its cell. Give 1 to 100.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, nargs="?", metavar="SOURCE", help="a folder or a CSV file")
    options.add_arguments(parser, "classes", "model")
    parser.add_argument(
        "--sets",
        nargs="+",
        choices=labelled.NAMED,
        metavar="SET",
        help=f"of the data folder: {', '.join(labelled.NAMED)} (default: all). kaggle-test is for the very end: "
        "choose nothing by it",
    )
    parser.add_argument(
        "--defocus",
        type=share,
        default=0,
        metavar="SHARE",
        help="first blur each picture by a Gaussian whose deviation is this share of its cell's longer side",
    )
    parser.add_argument("--jpeg", type=quality, metavar="QUALITY", help="and compress it so, 1 to 95")
    parser.add_argument(
        "--stain",
        type=factor,
        default=1,
        metavar="TIMES",
        help="multiply the optical density of its stain: 0.5 is pale",
    )
    parser.add_argument(
        "--exposure",
        type=factor,
        default=1,
        metavar="TIMES",
        help="multiply its light; what is then too bright for a camera is cut off",
    )
    parser.add_argument(
        "--contrast",
        type=factor,
        default=1,
        metavar="TIMES",
        help="and how far each value is from the middle; what is then too bright or too dark is cut off",
    )
    parser.add_argument(
        "--crop",
        type=closeness,
        metavar="TIMES",
        help="and leave of it a square so many times as wide as its cell",
    )
    parser.add_argument(
        "--cut-out",
        choices=("black", "white"),
        help="and paint all but the cell in this colour",
    )


def run(arguments: argparse.Namespace) -> None:
    looks = models_of(arguments)
    classes = classes_of(looks)
    folder, sets = sets_of(arguments, classes)
    if arguments.fold:
        lists = [names_in(names, folder) for _, names in arguments.fold]
        looks = [replace(look, files=files) for look, files in zip(looks, lists, strict=True)]
    sections = measured(sets, looks, classes)
    report = report_of(sections, looks)
    page.write(arguments.out, report, classes_page.html(report, sections))
