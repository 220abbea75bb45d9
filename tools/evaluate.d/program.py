"""Asks the command-line program, which runs what the page runs.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/native/hematovision"
SMEARS = ROOT / "build/native/smears"
MODEL = ROOT / "models/hematovision.tflite"
DETECTOR = ROOT / "models/detector.tflite"


def classify(files: Sequence[Path], model: Path = MODEL, detector: Path = DETECTOR) -> list[dict]:
    """The record of each file (wasm/hematovision.h), in the files' order."""
    command = [PROGRAM, "classify", "--json", "--model", model, "--detector", detector, "-"]
    paths = "".join(f"{file}\n" for file in files)
    done = subprocess.run(command, input=paths, capture_output=True, text=True, check=False)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    if len(records) != len(files):
        raise SystemExit(f"{PROGRAM} stopped early: {done.stderr.strip()}")
    return records
