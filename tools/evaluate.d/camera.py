"""What is said of pictures when a worse camera takes them: one that is out of focus, or that saves few bytes.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import ImageFilter

from program import classify
from sheets import upright


@dataclass(frozen=True)
class Camera:
    """Worse than the one that took the pictures."""

    defocus: float  # the deviation of a Gaussian, as a share of the longer side of the cell's box
    jpeg: int | None  # the quality that it saves with; None: all that it sees

    def take(self, record: dict, name: Path) -> Path:
        """Takes the picture of this record, and saves it under this name and an ending. One without a cell stays
        in focus."""
        image = upright(Path(record["file"]))
        if record["status"] == "ok":
            image = image.filter(ImageFilter.GaussianBlur(self.defocus * max(record["cells"][0]["box"][2:])))
        file = name.with_suffix(".png" if self.jpeg is None else ".jpg")
        image.save(file, **({"compress_level": 1} if self.jpeg is None else {"quality": self.jpeg}))
        return file

    def asked_again(self, records: Sequence[dict], model: Path, detector: Path) -> list[dict]:
        """The records of the same pictures as this camera takes them."""
        with TemporaryDirectory() as folder:
            files = [self.take(record, Path(folder) / str(i)) for i, record in enumerate(records)]
            again = classify(files, model, detector)
        return [new | {"file": old["file"]} for new, old in zip(again, records, strict=True)]
