"""What is said of pictures taken otherwise: with a paler stain, too bright, of the cell alone, out of focus, or in
few bytes.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFilter

from program import classify
from sheets import upright

# A cell is cut out as a disc so many times as wide as its box is long: the rim shows the glass, as cut-outs do.
CUT_OUT_DISC = 1.1


@dataclass(frozen=True)
class Camera:
    """Another than the one that took the pictures."""

    defocus: float = 0  # the deviation of a Gaussian, as a share of the longer side of the cell's box
    jpeg: int | None = None  # the quality that it saves with; None: all that it sees
    stain: float = 1  # multiplies the stain's optical density
    exposure: float = 1  # multiplies all light; what is too bright then is cut off
    contrast: float = 1  # multiplies how far a value is from the middle; both ends are cut off
    crop: float | None = None  # the picture's side over the longer side of the cell's box; None: all of it
    cut_out: str | None = None  # the colour of all but the cell; None: as it is

    def take(self, record: dict, name: Path) -> Path:
        """Takes the picture of this record, and saves it under this name and an ending. One without a cell stays
        whole and in focus."""
        image = upright(Path(record["file"]))
        image = image.point([self.tone(value / 255) for value in range(256)] * 3)
        if record["status"] == "ok":
            left, top, width, height = record["cells"][0]["box"]
            side = max(width, height)
            middle = left + width / 2, top + height / 2
            image = image.filter(ImageFilter.GaussianBlur(self.defocus * side))
            if self.cut_out:
                image = disc(image, *middle, CUT_OUT_DISC * side / 2, self.cut_out)
            if self.crop:
                image = cut(image, *middle, self.crop * side)
        file = name.with_suffix(".png" if self.jpeg is None else ".jpg")
        image.save(file, **({"compress_level": 1} if self.jpeg is None else {"quality": self.jpeg}))
        return file

    def tone(self, light: float) -> int:
        """Of 0 to 255, what it makes of a value of 0 to 1."""
        seen = 0.5 + (light**self.stain * self.exposure - 0.5) * self.contrast
        return round(255 * min(max(seen, 0), 1))

    def asked_again(self, records: Sequence[dict], model: Path, detector: Path) -> list[dict]:
        """The records of the same pictures as this camera takes them."""
        with TemporaryDirectory() as folder:
            files = [self.take(record, Path(folder) / str(i)) for i, record in enumerate(records)]
            again = classify(files, model, detector)
        return [new | {"file": old["file"]} for new, old in zip(again, records, strict=True)]


def cut(image: Image.Image, x: float, y: float, side: float) -> Image.Image:
    """What the picture has of the square around (x, y)."""
    left, top = round(x - side / 2), round(y - side / 2)
    right, bottom = round(x + side / 2), round(y + side / 2)
    return image.crop((max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height)))


def disc(image: Image.Image, x: float, y: float, radius: float, colour: str) -> Image.Image:
    """What the picture shows in the circle around (x, y), and this colour beside it."""
    inside = Image.new("L", image.size, 0)
    ImageDraw.Draw(inside).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return Image.composite(image, Image.new("RGB", image.size, colour), inside)
