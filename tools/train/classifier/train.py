"""`tools/train/run classifier`: trains, quantises, calibrates and measures the network that names cells.

It is trained once on all laboratories, and that is shipped; and once without each, so that what it says of a
laboratory that it never saw can be measured, and calibrated.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from classifier.calibrate import Calibration, calibrate
from classifier.evaluate import on_kaggle_test, on_validation
from classifier.fit import PATCH, cut, fit
from classifier.laboratories import CLASSES, LabelledCell, labelled_cells, others
from classifier.mobilenet import MobileNetV2
from export import quantise, with_metadata
from native import ROOT

ABOUT = "MobileNetV2 1.0, int8, trained on 5,000 cells of four laboratories: BCCD, PBC, Raabin-WBC and BCISC."

# Of 64 patches, for each part.
STEPS = 1500

# Patches that the quantiser takes its ranges from: every laboratory and class among them.
CALIBRATION_PATCHES = 160

# Cells named with less confidence are seen a second time (metadata.h): all that two looks at each cell gain, in
# less time.
LOOK_AGAIN_BELOW = 0.95

# Each training, and the laboratories and kinds of other things that it never sees.
PARTS = {
    "without-bccd": ("bccd", "erythroblast", "other-microscopy"),
    "without-pbc": ("pbc", "erythroblast", "ig", "platelet"),
    "without-raabin": ("raabin", "ig", "not-microscopy"),
    "without-bcisc": ("bcisc", "platelet", "smear-no-wbc"),
    "whole": (),
}


def metadata(calibration: Calibration) -> str:
    """The text that metadata.h describes."""
    lines = ["format 1", *(f"class {name}" for name in CLASSES), "cells find", f"patch_scale {PATCH.scale}"]
    lines += [f"look_again_below {LOOK_AGAIN_BELOW}"]
    if PATCH.micrometres:
        lines.append(f"patch_micrometres {PATCH.micrometres}")
    lines += ["input_mean 127.5", "input_deviation 127.5"]
    lines += [f"temperature {calibration.temperature:.4f}", f"confident_at {calibration.confident_at:.4f}"]
    lines += [f"unfamiliar_scale {calibration.unfamiliar_scale:.4f}"]
    lines += [f"unfamiliar_offset {calibration.unfamiliar_offset:.4f}"]
    lines += [f"unfamiliar_at {calibration.unfamiliar_at:.4f}", f"about {ABOUT}"]
    return "\n".join(lines) + "\n"


def export(network: MobileNetV2, learning: list[LabelledCell], folder: Path) -> bytes:
    """The int8 graph, without metadata."""
    some = learning[:: max(1, len(learning) // CALIBRATION_PATCHES)]
    return quantise(network, cut(some, folder)[0], folder)


def train(part: str, cells: list[LabelledCell], data: Path, work: Path, steps: int) -> Path:
    """The model file of one part, not calibrated; taken from `work` where it was trained before."""
    folder, graph = work / part, work / part / "graph.tflite"
    if not graph.exists():
        print(f"{part}:", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(0)
        learning = [cell for cell in cells if cell.laboratory not in PARTS[part]]
        network = fit(learning, data / "weights/mobilenetv2_imagenet_folded.pth", folder, steps)
        graph.write_bytes(export(network, [cell for cell in learning if not cell.validates], folder))
    model = folder / "hematovision.tflite"
    model.write_bytes(with_metadata(graph.read_bytes(), metadata(Calibration())))
    return model


def unseen(part: str, cells: list[LabelledCell]) -> list[LabelledCell]:
    """What the part was not trained on: what it leaves out, or for `whole` the groups that are kept out."""
    return [cell for cell in cells if (cell.laboratory in PARTS[part] if PARTS[part] else cell.validates)]


def finish(models: dict[str, Path], cells: list[LabelledCell], data: Path) -> None:
    """Calibrates all by what each never saw, and leaves a list of that beside each for `tools/evaluate
    classes`."""
    calibration = calibrate([(model, unseen(part, cells)) for part, model in models.items()])
    print(calibration, flush=True)
    for part, model in models.items():
        model.write_bytes(with_metadata(model.read_bytes(), metadata(calibration)))
        names = "".join(f"{cell.file.relative_to(data)}\n" for cell in unseen(part, cells))
        (model.parent / "unseen.txt").write_text(names)


def run(arguments: argparse.Namespace) -> None:
    cells = [*labelled_cells(arguments.data), *others(arguments.data)]
    models = {
        part: train(part, cells, arguments.data, arguments.work, arguments.steps) for part in arguments.parts
    }
    if len(models) < len(PARTS):
        return
    finish(models, cells, arguments.data)
    measured = [on_kaggle_test(models["whole"], arguments.data), *on_validation(models["whole"], cells)]
    results = json.dumps({"about": ABOUT, "measured": measured}) + "\n"
    (arguments.work / "results.json").write_text(results)
    if arguments.ship:
        (ROOT / "models/hematovision.tflite").write_bytes(models["whole"].read_bytes())
        (ROOT / "models/results.json").write_text(results)
