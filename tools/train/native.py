"""The native core seen from Python: cuts the very patches that the page would show the network.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import ctypes
import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
LIBRARY, DETECTOR = ROOT / "build/native/libhematovision.so", ROOT / "models/detector.tflite"

# What in_even_light brings the glass between the cells to (HV_GLASS).
GLASS = 235


class _Width(ctypes.Structure):
    """hv_patch_width."""

    _fields_ = (("scale", ctypes.c_float), ("micrometres", ctypes.c_float))


class _Cell(ctypes.Structure):
    """hv_cell."""

    _fields_ = (
        ("box", ctypes.c_int32 * 4),
        ("score", ctypes.c_float),
        ("cut_off", ctypes.c_bool),
        ("class_index", ctypes.c_uint32),
        ("alternative_index", ctypes.c_uint32),
        ("confidence", ctypes.c_float),
        ("unfamiliarity", ctypes.c_float),
        ("verdict", ctypes.c_int),
        ("quality", ctypes.c_uint32),
        ("patch", ctypes.c_int32 * 4),
        ("probabilities", ctypes.c_void_p),
        ("map", ctypes.c_void_p),
    )


class _Result(ctypes.Structure):
    """hv_result."""

    _fields_ = (
        ("status", ctypes.c_int),
        ("message", ctypes.c_char_p),
        ("width", ctypes.c_int32),
        ("height", ctypes.c_int32),
        ("micrometres_per_pixel", ctypes.c_float),
        ("cells_found", ctypes.c_uint32),
        ("cell_count", ctypes.c_uint32),
        ("cells", ctypes.POINTER(_Cell)),
        ("class_count", ctypes.c_uint32),
        ("class_names", ctypes.c_void_p),
        ("map_rows", ctypes.c_uint32),
        ("map_columns", ctypes.c_uint32),
    )


class _Light(ctypes.Structure):
    """hv_light."""

    _fields_ = (("gains", ctypes.c_float * (6 * 6 * 3)), ("glass", ctypes.c_float * 3))


class _Image(ctypes.Structure):
    """hv_image."""

    _fields_ = (("width", ctypes.c_int32), ("height", ctypes.c_int32), ("rgb", ctypes.c_void_p))


@functools.cache
def _library() -> ctypes.CDLL:
    """libhematovision.so, as `tools/build native` leaves it."""
    if not LIBRARY.exists():
        raise SystemExit(f"{LIBRARY} is missing. Run `tools/build native` first.")
    library = ctypes.CDLL(str(LIBRARY))
    library.hv_create.restype = ctypes.c_void_p
    library.hv_message.restype = ctypes.c_char_p
    library.hv_message.argtypes = [ctypes.c_void_p]
    library.hv_load_detector.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    library.hv_status_name.restype = ctypes.c_char_p
    library.hv_light_measure.restype = _Light
    library.hv_light_measure.argtypes = [ctypes.c_void_p]
    library.hv_light_even_out.argtypes = [*[ctypes.c_void_p] * 2, *[ctypes.c_int32] * 2, *[ctypes.c_void_p] * 2]
    library.hv_cut_patches.restype = ctypes.POINTER(_Result)
    library.hv_cut_patches.argtypes = [
        ctypes.c_void_p,
        ctypes.c_char_p,
        ctypes.c_size_t,
        _Width,
        ctypes.c_double,
        ctypes.c_int32,
        ctypes.c_size_t,
        ctypes.c_void_p,
    ]
    return library


def in_even_light(rgb: np.ndarray) -> np.ndarray:
    """The picture, uint8 [height, width, 3], as the detector sees it (hv_light_even_out)."""
    rgb = np.ascontiguousarray(rgb)
    height, width = rgb.shape[:2]
    even, curve = np.empty_like(rgb), np.empty(256, np.uint8)
    image = _Image(width, height, rgb.ctypes.data)
    light = _library().hv_light_measure(ctypes.byref(image))
    status = _library().hv_light_even_out(
        ctypes.byref(image), ctypes.byref(light), width, height, even.ctypes.data, curve.ctypes.data
    )
    if status != 0:
        raise MemoryError
    return curve[even]


@dataclass(frozen=True)
class Patches:
    status: str
    patches: np.ndarray  # uint8 [count, side, side, 3], the most prominent cell's first
    boxes: tuple[tuple[int, int, int, int], ...]  # of their cells: left, top, width, height


class Core:
    """The native core with a cell detector loaded."""

    def __init__(self, detector: Path = DETECTOR) -> None:
        if not detector.exists():
            raise SystemExit(f"{detector} is missing. Train a cell detector first, or name another.")
        self._library = _library()
        self._classifier = self._library.hv_create()
        file = detector.read_bytes()
        if self._library.hv_load_detector(self._classifier, file, len(file)) != 0:
            raise SystemExit(f"{detector}: {self._library.hv_message(self._classifier).decode()}")

    def cut_patches(self, file: bytes, scale: float, side: int, margin: float = 1, capacity: int = 1) -> Patches:
        """The patches of a picture's cells, of `side` pixels, `margin` times as wide as the network's; these are
        `scale` times as wide as the longer side of the cell's box."""
        patches = np.zeros((capacity, side, side, 3), np.uint8)
        result = self._library.hv_cut_patches(
            self._classifier, file, len(file), _Width(scale, 0), margin, side, capacity, patches.ctypes.data
        ).contents
        boxes = tuple(tuple(cell.box) for cell in result.cells[: result.cell_count])
        return Patches(self._library.hv_status_name(result.status).decode(), patches[: len(boxes)], boxes)
