"""What a folder of a run was made from, so that nothing is taken for what it is not.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import hashlib
from pathlib import Path


def must_be_made_from(folder: Path, *what: object) -> None:
    """Notes in the folder what it is made from, and ends the program where it is already noted to be made from
    something else: graphs, checkpoints and drawings are taken from it as they are."""
    digest = hashlib.sha256(repr(what).encode()).hexdigest()
    note = folder / "made-from.txt"
    if not note.exists():
        note.write_text(digest)
    elif note.read_text() != digest:
        raise SystemExit(
            f"{folder} holds what was made from other pictures, labels or options, or for another network. Name "
            "another --work, or remove that folder. Nothing was trained."
        )
