"""Smears that the project draws itself, to learn from.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from program import SMEARS
from provenance import must_be_made_from


def draw(folder: Path, paintings: Sequence[Sequence[str]]) -> list[Path]:
    """A folder for each painting, a name and the options of `smears`; drawn where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, *options in paintings:
        if not (folder / name).exists():
            unfinished = folder / f"{name}.part"
            subprocess.run([SMEARS, "--out", unfinished, *options], check=True)
            unfinished.rename(folder / name)
        must_be_made_from(folder / name, *options)
    return [folder / name for name, *_ in paintings]
