"""Which models look at which pictures, and what they say of them.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from program import DETECTOR, MODEL, classify

if TYPE_CHECKING:  # it needs Pillow, and few who look at pictures have a camera
    from camera import Camera


class HasFile(Protocol):
    @property
    def file(self) -> Path: ...


Some = TypeVar("Some", bound=HasFile)


@dataclass(frozen=True)
class Look:
    """A model and a detector, and which pictures they may look at: None means all. Where there is a camera, they
    look at what it makes of them."""

    model: Path = MODEL
    detector: Path = DETECTOR
    files: set[Path] | None = None
    camera: Camera | None = None


def looked_at(pictures: Sequence[Some], looks: Sequence[Look]) -> Iterator[tuple[Some, dict]]:
    """Each picture with the record that its model and detector give, and in it the number of their look."""
    for number, look in enumerate(looks):
        some = [picture for picture in pictures if look.files is None or picture.file in look.files]
        if not some:
            continue
        records = classify([picture.file for picture in some], look.model, look.detector)
        unread = [record for record in records if record["status"] not in ("ok", "no-cell")]
        if unread:
            others = f" So it is with {len(unread) - 1} more." if len(unread) > 1 else ""
            raise SystemExit(f"{unread[0]['file']}: {unread[0]['message']}{others} Nothing was measured.")
        if look.camera:
            records = look.camera.asked_again(records, look.model, look.detector)
        yield from zip(some, [record | {"look": number} for record in records], strict=True)


def names_in(file: Path, folder: Path) -> set[Path]:
    """The pictures that a list names, one a line as seen from the folder."""
    try:
        names = {folder / line.strip() for line in file.read_text().splitlines() if line.strip()}
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{file} cannot be read ({error}). It lists pictures, one a line.") from error
    if missing := next((name for name in sorted(names) if not name.exists()), None):
        raise SystemExit(f"{file} names {missing}, which is not there. Give paths as seen from {folder}.")
    return names


def checked(looks: list[Look]) -> list[Look]:
    for look in looks:
        for file, option in ((look.model, "--model"), (look.detector, "--detector")):
            if not file.is_file():
                raise SystemExit(f"{file} is missing. Name another with {option}, or train one.")
    return looks


def described(files: Sequence[Path]) -> list[dict[str, str]]:
    """Each file once, so that a report tells what was measured."""
    hashes = {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in dict.fromkeys(files)}
    return [{"file": file.name, "sha256": digest} for file, digest in hashes.items()]
