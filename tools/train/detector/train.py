"""`tools/train/run detector`: trains the network that finds cells, calibrates its scores and ships it.

It is trained once on everything, and that is shipped; and several times with something left out, so that it can be
measured on, and its scores calibrated with, pictures that it never saw.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

from detector.calibrate import Calibration, calibrate
from detector.canvases import Painter
from detector.fit import fit
from detector.network import folded
from detector.pictures import FOLDS, Picture, pictures
from export import quantise, with_metadata
from native import ROOT
from provenance import must_be_made_from
from smears import draw

ABOUT = "Finds white blood cells. Trained on fields and cells of five laboratories, and on drawn smears."

# Of twelve canvases, for each part.
STEPS = 4000

# Height and width that the file states; the core runs it at any.
SHAPE = (216, 288)

# The working copy's pixels: a field of 640 x 480 becomes 277 x 207, which the core looks at in 4 milliseconds.
WORKING_AREA = 57600

# What is at least so sure, and less than a cell, the classifier may recognise: it is trained to tell such suspects
# from cells (classifier/fit.py).
SUSPECT_AT = 0.03

# Canvases that the quantiser takes its ranges from.
CALIBRATION_CANVASES = 160

# What `smears` draws to learn from: fields and crops, touching cells, cells among clutter, fields without a white
# cell. No evaluation draws with these seeds.
DRAWN = (
    ("varied", "--varied", "--cells", "8", "--count", "450", "--seed", "10000"),
    ("pairs", "--kind", "field", "--touching", "--cells", "2", "--count", "120", "--seed", "65000"),
    ("touching", "--kind", "field", "--touching", "--cells", "3", "--count", "120", "--seed", "60000"),
    ("crowds", "--varied", "--kind", "field", "--touching", "--cells", "6", "--count", "240", "--seed", "80000"),
    ("cluttered", "--varied", "--kind", "field", "--clutter", "--cells", "4", "--count", "200", "--seed", "90000"),
    ("empty", "--varied", "--kind", "empty", "--clutter", "--count", "370", "--seed", "50000"),
    ("clutter", "--kind", "empty", "--clutter", "--count", "320", "--seed", "70000"),
)

# Each training, and what it never sees. The folds leave Chula out as well, so that the same three tell how another
# laboratory's fields fare.
PARTS = (*(f"fold-{fold}" for fold in range(FOLDS)), "without-bccd", "whole")
FURTHER_PARTS = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="the data folder")


def learns_from(part: str, picture: Picture) -> bool:
    if part.startswith("fold-"):
        drawn = picture.laboratory == "drawn"
        return drawn or (picture.laboratory != "chula" and picture.fold != int(part.removeprefix("fold-")))
    return picture.laboratory != "bccd" or part != "without-bccd"


def metadata(calibration: Calibration, suspect_at: float) -> str:
    """The text that metadata.h describes."""
    lines = ["format 1", "task cells", "input_mean 127.5", "input_deviation 127.5"]
    lines += [f"working_area {WORKING_AREA}"]
    lines += [f"score_scale {calibration.scale:.4f}", f"score_offset {calibration.offset:.4f}"]
    lines += [f"cell_at {calibration.cell_at:.4f}", f"suspect_at {suspect_at:.4f}", f"about {ABOUT}"]
    return "\n".join(lines) + "\n"


def train(part: str, known: list[Picture], work: Path, steps: int) -> bytes:
    """The int8 graph of one part, without metadata; taken from `work` where it was trained before."""
    folder, graph = work / part, work / part / "graph.tflite"
    folder.mkdir(parents=True, exist_ok=True)
    learning = [picture for picture in known if learns_from(part, picture)]
    must_be_made_from(
        folder, "detector", steps, *sorted(f"{p.laboratory} {p.file.name} {p.group}" for p in learning)
    )
    if graph.exists():
        return graph.read_bytes()
    print(f"{part}:", flush=True)
    torch.manual_seed(0)
    network = folded(fit(learning, folder, steps))
    painter = Painter(learning, np.random.default_rng(1))
    canvases = np.stack([painter.canvas(*SHAPE).rgb for _ in range(CALIBRATION_CANVASES)])
    graph.write_bytes(quantise(network, canvases, folder))
    return graph.read_bytes()


def write_lists(data: Path, known: list[Picture], work: Path) -> None:
    """What each part never saw, a file a line as seen from the data folder, for `tools/evaluate cells --fold`."""
    for part in PARTS[:-1]:
        unseen = [p.file for p in known if p.laboratory != "drawn" and not learns_from(part, p)]
        names = "".join(f"{file.relative_to(data)}\n" for file in unseen)
        (work / part / "unseen.txt").write_text(names)


def run(arguments: argparse.Namespace) -> None:
    cv2.setNumThreads(1)
    work = arguments.work
    known = pictures(arguments.data, draw(work / "drawn", DRAWN))
    graphs = {part: train(part, known, work, arguments.steps) for part in arguments.parts}
    if len(graphs) < len(PARTS):
        return
    write_lists(arguments.data, known, work)
    raw = Calibration()  # and no suspects: the classifier that would recognise them has seen these very cells
    for part, graph in graphs.items():
        (work / part / "detector.tflite").write_bytes(with_metadata(graph, metadata(raw, raw.cell_at)))
    calibration = calibrate(known, {fold: work / f"fold-{fold}/detector.tflite" for fold in range(FOLDS)})
    print(calibration, flush=True)
    for part, graph in graphs.items():
        (work / part / "detector.tflite").write_bytes(with_metadata(graph, metadata(calibration, SUSPECT_AT)))
    if arguments.ship:
        (ROOT / "models/detector.tflite").write_bytes((work / "whole/detector.tflite").read_bytes())
