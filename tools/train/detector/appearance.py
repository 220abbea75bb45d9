"""What another laboratory, microscope or camera would have changed in a picture: uint8 RGB in, uint8 RGB out.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import cv2
import numpy as np

# Pixels darker than this in all channels are no light to measure by, as in balance.h.
BLACK = 40

Random = np.random.Generator


def background_of(rgb: np.ndarray) -> np.ndarray:
    """The 90th percentile of each channel, black pixels left out."""
    some = rgb[::2, ::2].reshape(-1, 3)
    some = some[(some >= BLACK).any(1)]
    return np.percentile(some, 90, axis=0) if len(some) else np.full(3, 255.0)


def stained(rgb: np.ndarray, random: Random) -> np.ndarray:
    """Another strength and mixture of the dyes, another gamma, sometimes paler colours. Some of the pictures
    change strongly, as by another laboratory, and most as by another slide of the same."""
    amount = 1.0 if random.random() < 0.4 else 0.35
    density = -np.log(np.maximum(rgb, 1, dtype=np.float32) / 255)
    mixture = np.eye(3) + 0.10 * amount * random.standard_normal((3, 3))
    mixture *= np.exp(amount * random.uniform(-0.4, 0.4) + 0.12 * amount * random.standard_normal((3, 1)))
    density = np.maximum(density @ mixture.T.astype(np.float32), 0)
    gamma = np.float32(np.exp(amount * random.uniform(-0.29, 0.29)))
    transmitted = np.exp(-density * gamma)
    if amount == 1 and random.random() < 0.2:
        grey = np.float32(random.uniform(0.2, 1.0))
        transmitted = transmitted * (1 - grey) + transmitted.mean(2, keepdims=True) * grey
    return (transmitted * 255 + 0.5).astype(np.uint8)


def tinted(rgb: np.ndarray, random: Random) -> np.ndarray:
    """Another lamp: too dark, too bright, or coloured."""
    gain = np.exp(0.15 * random.standard_normal(3)) * np.exp(random.uniform(-0.7, 0.25))
    return np.clip(rgb * gain.astype(np.float32), 0, 255).astype(np.uint8)


def vignetted(rgb: np.ndarray, random: Random) -> np.ndarray:
    """Light that falls off towards a side, as in a badly centred condenser."""
    height, width = rgb.shape[:2]
    x = (np.arange(width, dtype=np.float32) / width - random.uniform(0.2, 0.8))[None, :]
    y = (np.arange(height, dtype=np.float32) / height - random.uniform(0.2, 0.8))[:, None]
    fall = 1 / (1 + (x * x + y * y) * np.float32(random.uniform(0.3, 2.0)))
    colour = np.exp(0.3 * random.standard_normal(3)).astype(np.float32)
    return np.clip(rgb * fall[:, :, None] ** colour, 0, 255).astype(np.uint8)


def veiled(rgb: np.ndarray, random: Random) -> np.ndarray:
    """Stray light, as from a dirty lens or an open diaphragm: all is pale and of nearly one colour."""
    colour = random.uniform(60, 230) + random.normal(0, 20, 3)
    share = np.float32(random.uniform(0.2, 0.7))
    return np.clip(rgb * (1 - share) + colour.astype(np.float32) * share, 0, 255).astype(np.uint8)


def ringed(rgb: np.ndarray, random: Random) -> np.ndarray:
    """Light and dark rims around what is dark, as from a camera that sharpens or a lens near its focus; and often
    colours that do not quite meet."""
    sharp = rgb.astype(np.float32)
    sharp += (sharp - cv2.GaussianBlur(sharp, (0, 0), random.uniform(0.8, 3.0))) * random.uniform(0.5, 2.5)
    if random.random() < 0.5:
        shift = random.uniform(-1.2, 1.2, 2)
        for channel, way in ((0, 1), (2, -1)):
            moved = np.array([[1, 0, way * shift[0]], [0, 1, way * shift[1]]], np.float32)
            size = (rgb.shape[1], rgb.shape[0])
            sharp[:, :, channel] = cv2.warpAffine(
                sharp[:, :, channel], moved, size, borderMode=cv2.BORDER_REPLICATE
            )
    return np.clip(sharp, 0, 255).astype(np.uint8)


def fringed(rgb: np.ndarray, cell: float, random: Random) -> np.ndarray:
    """Out of focus with a nearly closed condenser: rings of light and dark around and inside what refracts, above
    all red cells, of another width in each colour. Contrast then oscillates with the spatial frequency: as a
    cosine for what absorbs light, as a sine for what delays it (Guigay, Fourier Transform Analysis of Fresnel
    Diffraction Patterns and In-Line Holograms, 1977). `cell` is the longer side of a white cell, in pixels."""
    margin = 24
    wide = cv2.copyMakeBorder(rgb, margin, margin, margin, margin, cv2.BORDER_REFLECT)
    square = np.square(np.fft.fftfreq(wide.shape[0]))[:, None] + np.square(np.fft.rfftfreq(wide.shape[1]))[None, :]
    fringe = cell * np.exp(random.uniform(np.log(0.07), np.log(0.3)))
    delay, absorption = random.uniform(-3.0, 3.0), random.uniform(0.3, 1.0)
    seen = np.empty(wide.shape, np.float32)
    for channel, wavelength in enumerate((1.15, 1.0, 0.87)):
        phase = 0.5 * np.pi * wavelength * fringe**2 * square
        transfer = (np.cos(phase * absorption) + delay * np.sin(phase)) * np.exp(-0.15 * phase)
        seen[:, :, channel] = np.fft.irfft2(np.fft.rfft2(wide[:, :, channel]) * transfer, wide.shape[:2])
    return np.clip(seen[margin:-margin, margin:-margin], 0, 255).astype(np.uint8)


def photographed(rgb: np.ndarray, cell: float, random: Random) -> np.ndarray:
    """Out of focus, from fewer pixels, with rims, with noise, through JPEG. `cell` as in `fringed`."""
    height, width = rgb.shape[:2]
    if random.random() < 0.2:
        rgb = fringed(rgb, cell, random)
    if random.random() < 0.3:
        rgb = cv2.GaussianBlur(rgb, (0, 0), random.uniform(0.4, 2.0))
    if random.random() < 0.15:
        small = cv2.resize(rgb, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        rgb = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    if random.random() < 0.25:
        rgb = ringed(rgb, random)
    if random.random() < 0.25:
        noise = random.standard_normal(rgb.shape, dtype=np.float32) * random.uniform(1, 9)
        rgb = np.clip(rgb + noise, 0, 255).astype(np.uint8)
    if random.random() < 0.3:
        quality = int(random.integers(25, 90))
        coded = cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        rgb = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    return rgb


def marked(rgb: np.ndarray, random: Random) -> np.ndarray:
    """A scale bar with its legend, somewhere near a corner."""
    rgb = rgb.copy()
    height, width = rgb.shape[:2]
    colour = [int(c) for c in random.choice([[0, 0, 0], [255, 255, 255], [20, 30, 160], [0, 160, 0]])]
    x, y = int(random.uniform(0.02, 0.75) * width), int(random.choice([0.08, 0.92]) * height)
    length, thickness = int(random.uniform(0.05, 0.25) * width), int(random.integers(1, 5))
    cv2.line(rgb, (x, y), (x + length, y), colour, thickness)
    if random.random() < 0.7:
        cv2.putText(rgb, f"{random.integers(1, 100)} um", (x, y - 4), 0, random.uniform(0.25, 0.7), colour, 1)
    return rgb
