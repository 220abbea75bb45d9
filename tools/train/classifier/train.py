"""`tools/train/run classifier`: trains, quantises, calibrates and measures the network that names cells.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from classifier.calibrate import calibrate
from classifier.evaluate import on_kaggle_test, on_validation
from classifier.fit import PATCH, cut, fit
from classifier.laboratories import CLASSES, LabelledCell, labelled_cells
from classifier.mobilenet import MobileNetV2
from export import quantise, with_metadata
from native import ROOT

ABOUT = "MobileNetV2 1.0, int8, trained on 5,000 cells of four laboratories: BCCD, PBC, Raabin-WBC and BCISC."

# Pictures that the quantiser takes its ranges from: every laboratory and class among them.
CALIBRATION_PICTURES = 160


def metadata(temperature: float, confident_at: float) -> str:
    """The text that metadata.h describes."""
    lines = ["format 1", *(f"class {name}" for name in CLASSES), "cells find", f"patch_scale {PATCH.scale}"]
    if PATCH.micrometres:
        lines.append(f"patch_micrometres {PATCH.micrometres}")
    lines += ["input_mean 127.5", "input_deviation 127.5"]
    lines += [f"temperature {temperature:.4f}", f"confident_at {confident_at:.4f}", f"about {ABOUT}"]
    return "\n".join(lines) + "\n"


def finish(network: MobileNetV2, cells: list[LabelledCell], work: Path) -> Path:
    """Quantises and calibrates the trained network; returns the model file."""
    learning = [cell for cell in cells if not cell.validates]
    some = learning[:: max(1, len(learning) // CALIBRATION_PICTURES)]
    graph, model = quantise(network, cut(some)[0], work), work / "hematovision.tflite"
    model.write_bytes(with_metadata(graph, metadata(1, 0.5)))
    temperature, confident_at = calibrate(model, cells)
    model.write_bytes(with_metadata(graph, metadata(temperature, confident_at)))
    print(f"temperature {temperature:.3f}, confident at {confident_at:.3f}", flush=True)
    return model


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder for checkpoints; a run goes on there")
    parser.add_argument("--steps", type=int, default=2000, help="steps of 64 patches (default: %(default)s)")
    parser.add_argument("--ship", action="store_true", help="put the model and its figures into models/")


def run(arguments: argparse.Namespace) -> None:
    arguments.work.mkdir(parents=True, exist_ok=True)
    cells = labelled_cells(arguments.data)
    weights = arguments.data / "weights/mobilenetv2_imagenet_folded.pth"
    model = finish(fit(cells, weights, arguments.work, arguments.steps), cells, arguments.work)
    measured = [on_kaggle_test(model, arguments.data), *on_validation(model, cells)]
    results = json.dumps({"about": ABOUT, "measured": measured}, indent=2) + "\n"
    print(results)
    for folder in [arguments.work, *([ROOT / "models"] if arguments.ship else [])]:
        (folder / "hematovision.tflite").write_bytes(model.read_bytes())
        (folder / "results.json").write_text(results)
