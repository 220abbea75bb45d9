"""The options that the commands of tools/evaluate share.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from program import DETECTOR, MODEL, ROOT


def data_folder(arguments: argparse.Namespace) -> Path:
    named = arguments.data or os.environ.get("HEMATOVISION_DATA")
    if not named:
        raise SystemExit("Name the data folder with --data, or in HEMATOVISION_DATA.")
    if not (Path(named) / "bccd").is_dir():
        raise SystemExit(f"{named} is no data folder: it has no folder bccd. Name another with --data.")
    return Path(named)


def add_arguments(parser: argparse.ArgumentParser, name: str, measured: str) -> None:
    """The options of `tools/evaluate NAME`; `measured` is what a fold of a cross-validation has its own of."""
    parser.add_argument("--data", type=Path, help="the data folder (default: HEMATOVISION_DATA)")
    parser.add_argument("--model", type=Path, default=MODEL, help="default: models/hematovision.tflite")
    parser.add_argument("--detector", type=Path, default=DETECTOR, help="default: models/detector.tflite")
    parser.add_argument(
        "--fold",
        nargs=2,
        type=Path,
        action="append",
        default=[],
        metavar=(measured.upper(), "LIST"),
        help=f"cross-validation, as often as there are folds: {measured.upper()} looks at the pictures that LIST "
        "names, one a line as seen from the folder of the pictures; nothing else is measured",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT / "build/evaluate" / name,
        help=f"the folder for report.json and page.html (default: build/evaluate/{name})",
    )
