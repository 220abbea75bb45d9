#!/usr/bin/env python3
"""Makes the pictures in this folder: small files for the tests of the image stage, all drawn here.

    python3 -m venv venv && venv/bin/pip install pillow==13.0.0 numpy
    venv/bin/python tests/pictures/make_pictures.py

The files are committed: this needs to run only to add one. README.md says what each file is for.

SPDX-License-Identifier: Apache-2.0
"""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 40, 32


def draw() -> np.ndarray:
    """A picture that looks different after each of the eight turns: four corners of four colours, and a shade
    between them that grows to the right and downwards."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    rgb = np.stack([90 + 3 * x, 90 + 3 * y, 60 + x + 2 * y], axis=-1).astype(np.uint8)
    rgb[:8, :16] = [220, 40, 40]
    rgb[:8, -8:] = [40, 180, 40]
    rgb[-8:, :8] = [40, 40, 220]
    rgb[-8:, -8:] = [230, 230, 230]
    return rgb


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int, height: int, depth: int, colour: int, rows: list[bytes], *, before: bytes = b"", interlace=0
) -> bytes:
    """A PNG of unfiltered rows, for the kinds that Pillow does not write."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def adam7(pixels: np.ndarray) -> list[bytes]:
    passes = [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ]
    return [row.tobytes() for x, y, dx, dy in passes for row in pixels[y::dy, x::dx]]


def save(pixels: np.ndarray | Image.Image, kind: str, **options) -> bytes:
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(pixels: np.ndarray | Image.Image, **options) -> bytes:
    return save(pixels, "JPEG", **{"quality": 95, "subsampling": 0, **options})


def tiff_block(orientation: int, endian: str) -> bytes:
    """An EXIF block: a Make tag, so that the orientation is not the first, then the orientation."""
    mark = b"II" if endian == "<" else b"MM"
    make = struct.pack(endian + "HHI4s", 0x010F, 2, 4, b"abc\0")
    turn = struct.pack(endian + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(endian + "HIH", 42, 8, 2) + make + turn + struct.pack(endian + "I", 0)


def with_exif(file: bytes, block: bytes) -> bytes:
    body = b"Exif\0\0" + block
    return file[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + file[2:]


def stored(upright: np.ndarray, orientation: int) -> np.ndarray:
    """The pixels that a camera stores with this orientation, for the picture to be `upright` when shown."""
    turned = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: np.rot90(upright, 2).transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }
    return np.ascontiguousarray(turned[orientation])


def segments(file: bytes):
    """The position of each marker of a JPEG, and the marker."""
    at = 2
    while True:
        marker = file[at + 1]
        yield at, marker
        if marker == 0xD9:
            return
        at += 2 + struct.unpack(">H", file[at + 2 : at + 4])[0]
        if marker == 0xDA:
            while not (file[at] == 0xFF and file[at + 1] not in (0, *range(0xD0, 0xD8))):
                at += 1


def find(file: bytes, markers: set[int], number: int = 0) -> int:
    return [at for at, marker in segments(file) if marker in markers][number]


def scan_data(file: bytes, number: int = 0) -> int:
    """Where the entropy-coded data of a scan begins."""
    at = find(file, {0xDA}, number)
    return at + 2 + struct.unpack(">H", file[at + 2 : at + 4])[0]


def patched(file: bytes, at: int, new: bytes) -> bytes:
    return file[:at] + new + file[at + len(new) :]


EOI = b"\xff\xd9"


def whole_jpegs(rgb: np.ndarray, grey: np.ndarray) -> dict[str, bytes]:
    files = {
        f"orientation-{i}.jpg": with_exif(jpeg(stored(rgb, i)), tiff_block(i, "<" if i % 2 else ">"))
        for i in range(1, 9)
    }
    plain = jpeg(rgb)
    return files | {
        "plain.jpg": plain,
        "orientation-wild.jpg": with_exif(plain, tiff_block(6, "<")[:4] + b"\xff" * 8),
        "subsampled-422.jpg": jpeg(rgb, subsampling=1),
        "subsampled-420.jpg": jpeg(rgb, subsampling=2),
        "progressive.jpg": jpeg(rgb, progressive=True),
        "restart.jpg": jpeg(rgb, restart_marker_blocks=3),
        "grey.jpg": jpeg(grey),
        "rgb.jpg": jpeg(rgb, keep_rgb=True),
        "appended.jpg": plain + b"what a camera appends \xff\xd8\xff",
    }


def harmed_jpegs(rgb: np.ndarray) -> dict[str, bytes]:
    plain, progressive = jpeg(rgb), jpeg(rgb, progressive=True)
    restart = jpeg(rgb, restart_marker_blocks=3)
    begin, frame, tables = scan_data(plain), find(plain, {0xC0}), find(plain, {0xC4})
    third_restart = restart.index(b"\xff\xd2")
    return {
        "truncated.jpg": plain[: len(plain) // 2],
        "no-end.jpg": plain[:-2],
        "no-scan.jpg": plain[: find(plain, {0xDA})] + EOI,
        "empty-scan.jpg": plain[:begin] + EOI,
        "cut-scan.jpg": plain[: (begin + len(plain)) // 2] + EOI,
        "cut-at-restart.jpg": restart[:third_restart] + EOI,
        "cut-between-scans.jpg": progressive[: find(progressive, {0xDA}, 3)] + EOI,
        "broken-table.jpg": patched(plain, tables + 5, b"\xff" * 16),
        "broken-frame.jpg": patched(plain, frame + 2, b"\0\1"),
        "cmyk.jpg": jpeg(Image.fromarray(rgb).convert("CMYK")),
        "twelve-bit.jpg": patched(patched(plain, frame + 1, b"\xc1"), frame + 4, b"\x0c"),
        "arithmetic.jpg": patched(plain, frame + 1, b"\xc9"),
        "lossless.jpg": patched(plain, frame + 1, b"\xc3"),
        "too-large.jpg": patched(plain, frame + 5, b"\xff\xff\xff\xff"),
        "one-pixel.jpg": jpeg(rgb[:1, :1]),
    }


def whole_pngs(rgb: np.ndarray, grey: np.ndarray, alpha: np.ndarray) -> dict[str, bytes]:
    rgba = np.dstack([rgb, alpha])
    white = 255 - (255 - rgb.astype(float)) * alpha[..., None] / 255
    grey_white = 255 - (255 - grey.astype(float)) * alpha / 255
    wide = (rgb.astype(int) * 256 + 77).astype(">u2")
    wide_alpha = np.dstack([wide, alpha.astype(int) * 256]).astype(">u2")
    few = Image.fromarray(rgb).quantize(16)
    few_rgb = np.asarray(few.convert("RGB"))
    black = np.packbits(grey > 140, axis=1)
    corner = tuple(int(value) for value in rgb[0, 0])
    cut_out = np.where((rgb == rgb[0, 0]).all(axis=-1, keepdims=True), 255, rgb).astype(np.uint8)
    return {
        "plain.png": save(rgb, "PNG", optimize=True),
        "grey-expected.png": save(np.dstack([grey] * 3), "PNG", optimize=True),
        "grey.png": save(grey, "PNG", optimize=True),
        "rgba.png": save(rgba, "PNG", optimize=True),
        "rgba-expected.png": save(np.round(white).astype(np.uint8), "PNG", optimize=True),
        "grey-alpha.png": save(
            Image.merge("LA", [Image.fromarray(grey), Image.fromarray(alpha)]), "PNG", optimize=True
        ),
        "grey-alpha-expected.png": save(
            np.dstack([np.round(grey_white).astype(np.uint8)] * 3), "PNG", optimize=True
        ),
        "palette.png": save(few, "PNG", optimize=True),
        "palette-expected.png": save(few_rgb, "PNG", optimize=True),
        "one-bit.png": png(WIDTH, HEIGHT, 1, 0, [row.tobytes() for row in black]),
        "one-bit-expected.png": save(np.dstack([(grey > 140).astype(np.uint8) * 255] * 3), "PNG", optimize=True),
        "transparent-colour.png": save(Image.fromarray(rgb), "PNG", optimize=True, transparency=corner),
        "transparent-colour-expected.png": save(cut_out, "PNG", optimize=True),
        "sixteen-bit.png": png(WIDTH, HEIGHT, 16, 2, [row.tobytes() for row in wide]),
        "sixteen-bit-alpha.png": png(WIDTH, HEIGHT, 16, 6, [row.tobytes() for row in wide_alpha]),
        "interlaced.png": png(WIDTH, HEIGHT, 8, 2, adam7(rgb), interlace=1),
        "interlaced-sixteen-bit-alpha.png": png(WIDTH, HEIGHT, 16, 6, adam7(wide_alpha), interlace=1),
        "orientation-6.png": png(
            HEIGHT,
            WIDTH,
            8,
            2,
            [row.tobytes() for row in stored(rgb, 6)],
            before=chunk(b"eXIf", tiff_block(6, ">")),
        ),
    }


def harmed_pngs(rgb: np.ndarray) -> dict[str, bytes]:
    plain = save(rgb, "PNG", optimize=True)
    data = plain.index(b"IDAT")
    row = bytes(3 * 24)
    header = plain[:33]
    return {
        "truncated.png": plain[: len(plain) // 2],
        "no-end.png": plain[:-12],
        "no-data.png": header + chunk(b"IEND", b""),
        "wrong-crc.png": patched(plain, data + 40, b"\0\1\2\3"),
        "broken-zlib.png": header + chunk(b"IDAT", b"\x78\xda" + b"\xff" * 60) + chunk(b"IEND", b""),
        "too-few-rows.png": png(24, 24, 8, 2, [row] * 20),
        "inflates-without-end.png": png(24, 24, 8, 2, [bytes(4_000_000)]),
        "bomb.png": png(65535, 65535, 8, 2, [row]),
        "one-pixel.png": png(1, 1, 8, 2, [b"\xff\0\0"]),
        "narrow.png": png(23, 100, 8, 0, [bytes(23)] * 100),
    }


def other_formats(rgb: np.ndarray) -> dict[str, bytes]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="32"><circle r="16"/></svg>\n'

    def brands(*names: bytes) -> bytes:
        body = b"ftyp" + names[0] + bytes(4) + b"".join(names)
        return struct.pack(">I", len(body) + 4) + body + struct.pack(">I", 8) + b"mdat"

    return {
        "empty.jpg": b"",
        "text.jpg": b"This is a text, whatever its name says.\n",
        "phone.heic": brands(b"heic", b"mif1", b"heic"),
        "general.heic": brands(b"mif1", b"mif1", b"heix"),
        "film.mp4": brands(b"isom", b"isom", b"mp41"),
        "real.avif": save(rgb, "AVIF", quality=30),
        "general.avif": brands(b"mif1", b"mif1", b"avif"),
        "little-endian.tiff": save(rgb, "TIFF", compression="tiff_deflate"),
        "big-endian.tiff": b"MM\0*" + struct.pack(">I", 8) + bytes(6),
        "big.tiff": save(rgb, "TIFF", compression="tiff_deflate", big_tiff=True),
        "real.gif": save(Image.fromarray(rgb).quantize(16), "GIF"),
        "real.webp": save(rgb, "WEBP", quality=50),
        "real.bmp": save(Image.fromarray(rgb).quantize(16), "BMP"),
        "text-of-bm.jpg": b"BM is how this text begins; it is no bitmap.\n",
        "plain.svg": svg,
        "declared.svg": b'\xef\xbb\xbf\n<?xml version="1.0"?>\n<!-- drawn -->\n' + svg,
        "real.pdf": save(rgb, "PDF"),
    }


def main() -> None:
    rgb = draw()
    grey = np.asarray(Image.fromarray(rgb).convert("L"))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    alpha = (255 - 3 * x - 2 * y).astype(np.uint8)
    files = (
        whole_jpegs(rgb, grey)
        | harmed_jpegs(rgb)
        | whole_pngs(rgb, grey, alpha)
        | harmed_pngs(rgb)
        | other_formats(rgb)
    )
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")


if __name__ == "__main__":
    main()
