"""The native core seen from Python: cuts the very patches that the page would show the network.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]


class Core:
    """libhematovision.so, as `tools/build native` leaves it."""

    def __init__(self, library: Path = ROOT / "build/native/libhematovision.so") -> None:
        if not library.exists():
            raise SystemExit(f"{library} is missing. Run `tools/build native` first.")
        self._library = ctypes.CDLL(str(library))
        self._library.hv_status_name.restype = ctypes.c_char_p

    def cut_patches(
        self, file: bytes, scale: float, side: int, capacity: int = 1
    ) -> tuple[str, np.ndarray, np.ndarray]:
        """The status' name, the patches uint8 [count, side, side, 3] and their boxes int32 [count, 4]."""
        patches = np.zeros((capacity, side, side, 3), np.uint8)
        boxes = np.zeros((capacity, 4), np.int32)
        count = ctypes.c_size_t()
        status = self._library.hv_cut_patches(
            file,
            ctypes.c_size_t(len(file)),
            ctypes.c_double(scale),
            ctypes.c_int32(side),
            ctypes.c_size_t(capacity),
            patches.ctypes.data_as(ctypes.c_void_p),
            boxes.ctypes.data_as(ctypes.c_void_p),
            ctypes.byref(count),
        )
        name = self._library.hv_status_name(status).decode()
        return name, patches[: count.value], boxes[: count.value]
