"""Asks the command-line program, which runs what the page runs.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import hashlib
import json
import re
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


def class_names(model: Path) -> tuple[str, ...]:
    """The classes that a model's metadata (wasm/metadata.h) names, in the order of its output."""
    text = re.search(rb"\bformat 1\n[^\0]*", model.read_bytes())
    names = re.findall(r"^class (.+)$", text[0].decode(errors="replace"), re.MULTILINE) if text else []
    if not names:
        raise SystemExit(f"{model} names no classes in its metadata. Choose a classifier of this project.")
    return tuple(name.strip() for name in names)


def with_least_score(detector: Path, folder: Path, least: str) -> Path:
    """A copy of the detector that reports cells from the score `least` on. The number keeps its length in the
    file: one as short as ".05" takes the place of any other."""
    content = detector.read_bytes()
    line = re.search(rb"\ncell_at ([0-9.]+)\n", content)
    if not line:
        raise SystemExit(f"{detector} has no line cell_at in its metadata. Choose a detector of this project.")
    start, end = line.span(1)
    text = least.encode().ljust(end - start, b"0") if end - start >= len(least) else b"0" * (end - start)
    copy = folder / f"{hashlib.sha256(content).hexdigest()[:16]}.tflite"
    copy.write_bytes(content[:start] + text + content[end:])
    return copy
