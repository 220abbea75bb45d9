"""Pictures with their boxes drawn in, as JPEG in a data: address.

A true box is yellow, a found cell green where it is right and red where it is not, with its score.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from boxes import Box

TRUE, RIGHT, WRONG = (255, 214, 0), (0, 170, 60), (230, 20, 20)

SHEET_COLUMNS, SHEET_TILE = 20, 96


def upright(file: Path) -> Image.Image:
    """The picture as the program sees it."""
    with Image.open(file) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB")


def marked(
    file: Path,
    side: int,
    truth: Sequence[Box],
    found: Sequence[Box],
    right: Sequence[bool],
    scores: Sequence[float],
) -> Image.Image:
    """The picture, its longer side at most `side` pixels; scores may be empty."""
    image = upright(file)
    scale = min(1.0, side / max(image.size))
    image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(11)

    def rectangle(box: Box, colour: tuple[int, int, int], width: int) -> tuple[float, float]:
        left, top = box[0] * scale, box[1] * scale
        draw.rectangle((left, top, left + box[2] * scale, top + box[3] * scale), outline=colour, width=width)
        return left, top

    for box in truth:
        rectangle(box, TRUE, 2)
    for i, box in enumerate(found):
        colour = RIGHT if right[i] else WRONG
        left, top = rectangle(box, colour, 2 if side > SHEET_TILE else 1)
        if scores:
            draw.text((left + 3, top + 2), f"{scores[i]:.2f}", fill=colour, font=font)
    return image


def contact_sheet(tiles: Sequence[Image.Image]) -> Image.Image:
    rows = -(-len(tiles) // SHEET_COLUMNS)
    sheet = Image.new("RGB", (SHEET_COLUMNS * SHEET_TILE, rows * SHEET_TILE), "white")
    for i, tile in enumerate(tiles):
        sheet.paste(tile, (i % SHEET_COLUMNS * SHEET_TILE, i // SHEET_COLUMNS * SHEET_TILE))
    return sheet


def address(image: Image.Image) -> str:
    coded = io.BytesIO()
    image.save(coded, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(coded.getvalue()).decode()
