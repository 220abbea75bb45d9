"""`tools/train/run classifier`: trains, quantises, calibrates and measures the network that names cells.

On the data folder it is trained once on all laboratories, and that is shipped; and once without each, so that
what it says of a laboratory that it never saw can be measured, and calibrated; and, if asked to, once without each
part of the groups, for a cross-validation. On a folder of the user's own, with one folder a class, it is trained
once.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import torch

from classifier.calibrate import SMALL_CLASS, UNCALIBRATED, Calibration, Unseen, ask, rule_of
from classifier.evaluate import on_folds, on_kaggle_test, on_never_seen, on_own, on_validation
from classifier.fit import PATCH_SCALE, cut, fit
from classifier.laboratories import (
    FOLDS,
    NONE,
    PAINTINGS,
    LabelledCell,
    classes_of,
    drawn,
    labelled_cells,
    others,
    with_fold_kept_out,
)
from classifier.mobilenet import MobileNetV2
from classifier.own import is_data_folder, own_cells
from export import quantise, with_metadata
from native import ROOT
from provenance import must_be_made_from
from smears import draw

WEIGHTS = "weights/mobilenetv2_imagenet_folded.pth"

ABOUT = (
    "MobileNetV2 1.0, int8, trained on 5,000 cells of four laboratories (BCCD, PBC, Raabin-WBC, BCISC) "
    "and on 4,200 drawn ones."
)
ABOUT_OWN = "MobileNetV2 1.0, int8, trained on pictures of its user's own."

# Of 64 patches, for each part.
STEPS = 3600

# Cells named with less confidence are seen again (metadata.h): all that four looks at each give, in less time.
LOOK_AGAIN_BELOW = 0.95

# Patches that the quantiser takes its ranges from: every laboratory and class among them.
CALIBRATION_PATCHES = 160

# Each training, and the laboratories and kinds of other things that it never sees.
PARTS = {
    "without-bccd": ("bccd", "erythroblast", "other-microscopy"),
    "without-pbc": ("pbc", "erythroblast", "ig", "platelet"),
    "without-raabin": ("raabin", "ig", "not-microscopy"),
    "without-bcisc": ("bcisc", "platelet", "smear-no-wbc"),
    "whole": (),
}

# Trainings that cross-validate: each leaves out no laboratory, but another part of the groups.
FURTHER_PARTS = {f"fold-{fold}": fold for fold in range(FOLDS)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="the data folder, or one of yours with a folder a class and perhaps one called unfamiliar",
    )
    parser.add_argument(
        "--weights", type=Path, help="MobileNetV2's ImageNet weights (default: those of the data folder)"
    )
    parser.add_argument(
        "--cross-validate",
        action="store_true",
        help=f"train {FOLDS} networks more, each without one part of the groups, and measure each part by its own",
    )


def metadata(calibration: Calibration, classes: tuple[str, ...], about: str = ABOUT) -> str:
    """The text that metadata.h describes."""
    lines = ["format 1", *(f"class {name}" for name in classes), "cells find", f"patch_scale {PATCH_SCALE}"]
    lines += [f"look_again_below {LOOK_AGAIN_BELOW}", "input_mean 127.5", "input_deviation 127.5"]
    if calibration.small_below:
        lines += [f"small_class {SMALL_CLASS}"]
    lines += [f"{key} {value:.4f}" for key, value in asdict(calibration).items() if value is not None]
    lines += [f"about {about}"]
    return "\n".join(lines) + "\n"


def export(network: MobileNetV2, learning: list[LabelledCell], folder: Path) -> bytes:
    """The int8 graph, without metadata."""
    some = learning[:: max(1, len(learning) // CALIBRATION_PATCHES)]
    return quantise(network, cut(some, folder)[0], folder)


def write_metadata(model: Path, text: str) -> None:
    """Writes the model file: the graph beside it, with this text."""
    model.write_bytes(with_metadata((model.parent / "graph.tflite").read_bytes(), text))


def train(part: str, cells: list[LabelledCell], weights: Path, work: Path, steps: int) -> Path:
    """Where the model file of one part will be, whose graph is there, trained now or before."""
    folder, graph = work / part, work / part / "graph.tflite"
    folder.mkdir(parents=True, exist_ok=True)
    left_out = PARTS.get(part, ())
    learning = [
        cell for cell in as_split_for(part, cells) if cell.laboratory not in left_out and not cell.doubtful
    ]
    must_be_made_from(folder, "classifier", steps, *sorted(described(cell) for cell in learning))
    if not graph.exists():
        print(f"{part}:", flush=True)
        torch.manual_seed(0)
        network = fit(learning, weights, folder, steps)
        graph.write_bytes(export(network, [cell for cell in learning if not cell.validates], folder))
    return folder / "hematovision.tflite"


def as_split_for(part: str, cells: list[LabelledCell]) -> list[LabelledCell]:
    """Which cells validate differs for the folds."""
    return with_fold_kept_out(FURTHER_PARTS[part], cells) if part in FURTHER_PARTS else cells


def described(cell: LabelledCell) -> str:
    """What is learned from it; wherever the data folder is."""
    return f"{cell.laboratory} {cell.file.name} {cell.name} {cell.group} {cell.validates} {cell.box}"


def unseen(part: str, cells: list[LabelledCell]) -> list[LabelledCell]:
    """What the part was not trained on: what it leaves out, or the groups that are kept out where it leaves out
    nothing else."""
    left_out = PARTS.get(part, ())
    return [
        cell for cell in as_split_for(part, cells) if (cell.laboratory in left_out if left_out else cell.validates)
    ]


def familiar_and_strange(part: str, cells: list[LabelledCell]) -> list[LabelledCell]:
    """What is kept out of the laboratories that the part learned from, and the kinds of other things that it
    leaves out: to see how well it tells these from those, where nothing else is new."""
    left_out = PARTS.get(part, ())
    return [
        cell
        for cell in as_split_for(part, cells)
        if (
            cell.laboratory in left_out
            if cell.name == NONE
            else cell.validates and cell.laboratory not in left_out
        )
    ]


def write_list(file: Path, cells: list[LabelledCell], data: Path) -> None:
    """For `tools/evaluate classes --fold`."""
    file.write_text("".join(f"{cell.file.relative_to(data)}\n" for cell in cells))


def calibrations(asked: dict[str, Unseen], classes: tuple[str, ...]) -> dict[str, Calibration]:
    """Of each part. Twice, since only with its temperature does a model look again where it will in use."""
    rules = dict.fromkeys(asked, UNCALIBRATED)
    for _ in range(2):
        said = {}
        for part, each in asked.items():
            temperature = rules[part].temperature
            write_metadata(each.model, metadata(replace(UNCALIBRATED, temperature=temperature), classes))
            said[part] = ask(each, temperature)
        rules = {part: rule_of(part, said) for part in asked}
    return rules


def finish(models: dict[str, Path], cells: list[LabelledCell], data: Path, about: str = ABOUT) -> None:
    """Calibrates all by what the networks of PARTS never saw, and leaves lists beside each. The folds take the
    whole's rule."""
    undoubted = [cell for cell in cells if not cell.doubtful]
    asked = {
        part: Unseen(model, unseen(part, undoubted), elsewhere=bool(PARTS[part]))
        for part, model in models.items()
        if part in PARTS
    }
    rules = calibrations(asked, classes_of(cells))
    for part, model in models.items():
        rule = rules.get(part, rules["whole"])
        print(part, rule, flush=True)
        write_metadata(model, metadata(rule, classes_of(cells), about))
        write_list(model.parent / "unseen.txt", unseen(part, cells), data)
        write_list(model.parent / "unseen-undoubted.txt", unseen(part, undoubted), data)
        write_list(model.parent / "familiar-and-strange.txt", familiar_and_strange(part, cells), data)


def run(arguments: argparse.Namespace) -> None:
    if not arguments.data.is_dir():
        raise SystemExit(f"{arguments.data} is no folder. Name the data folder, or one with a folder a class.")
    weights = arguments.weights or arguments.data / WEIGHTS
    if not weights.is_file():
        raise SystemExit(f"{weights} is missing. Name MobileNetV2's ImageNet weights with --weights.")
    if is_data_folder(arguments.data):
        run_data_folder(arguments, weights)
    else:
        run_own(arguments, weights)


def run_data_folder(arguments: argparse.Namespace, weights: Path) -> None:
    cells = [*labelled_cells(arguments.data), *others(arguments.data)]
    known = [*cells, *drawn(draw(arguments.work / "drawn", PAINTINGS))]
    folds = FURTHER_PARTS if arguments.cross_validate else ()
    models = {
        part: train(part, known, weights, arguments.work, arguments.steps)
        for part in dict.fromkeys([*arguments.parts, *folds])
    }
    if not PARTS.keys() <= models.keys():
        return
    finish(models, cells, arguments.data)
    measured = on_validation(models["whole"], cells)
    if folds:
        measured += on_folds([models[part] for part in folds], cells)
    measured += on_never_seen(models, cells)
    if arguments.ship:  # what is not shipped is not measured on TEST, so that nothing can be chosen by it
        measured.insert(0, on_kaggle_test(models["whole"], arguments.data))
    results = json.dumps({"about": ABOUT, "measured": measured}) + "\n"
    (arguments.work / "results.json").write_text(results)
    if arguments.ship:
        (ROOT / "models/hematovision.tflite").write_bytes(models["whole"].read_bytes())
        (ROOT / "models/results.json").write_text(results)


def run_own(arguments: argparse.Namespace, weights: Path) -> None:
    """The page and the program take the model file as any other (`--model`, “Use your own model”)."""
    if arguments.ship:
        raise SystemExit("--ship is for what was trained on the data folder: the card's figures are of that.")
    if arguments.parts != list(PARTS) or arguments.cross_validate:
        raise SystemExit(
            "--parts and --cross-validate are for the data folder: on your own pictures there is one part. Leave "
            "them out."
        )
    cells = own_cells(arguments.data)
    model = train("whole", cells, weights, arguments.work, arguments.steps)
    finish({"whole": model}, cells, arguments.data, ABOUT_OWN)
    row = on_own(model, cells)
    (arguments.work / "results.json").write_text(json.dumps({"about": ABOUT_OWN, "measured": [row]}) + "\n")
    right = row["measures"]["accuracy_per_group"]
    low, high = right["interval"]
    print(
        f"{model}: right on {right['value']:.3f} ({low:.3f} to {high:.3f}) of {row['groups']} originals kept out, "
        "each with the same weight.",
        flush=True,
    )
