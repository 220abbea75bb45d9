"""Chooses the temperature and the threshold of a `confident` verdict, on cells kept out of training.
Each laboratory counts the same, however many cells it gave: the next picture comes from anywhere.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from classifier.laboratories import CLASSES, LabelledCell
from program import classify

# A confident verdict should be right this often on the cells kept out.
WANTED_PRECISION = 0.97


def log_probabilities(logits: np.ndarray, temperature: float) -> np.ndarray:
    scaled = logits / temperature
    scaled -= scaled.max(1, keepdims=True)
    return scaled - np.log(np.exp(scaled).sum(1, keepdims=True))


def threshold_of(confidence: np.ndarray, right: np.ndarray, weights: np.ndarray) -> float:
    """The least confidence from which on WANTED_PRECISION are right."""
    order = np.argsort(-confidence)
    precision = np.cumsum((right * weights)[order]) / np.cumsum(weights[order])
    good = np.flatnonzero(precision >= WANTED_PRECISION)
    return float(confidence[order][good[-1]]) if len(good) else 1.0


def calibrate(model: Path, cells: list[LabelledCell]) -> tuple[float, float]:
    """The temperature that makes the probabilities likeliest (Guo et al., 2017), and the threshold with it, for a
    model file whose metadata has temperature 1."""
    held = [cell for cell in cells if cell.validates]
    records = classify([cell.file for cell in held], model)
    answered = [(record, cell) for record, cell in zip(records, held, strict=True) if record["status"] == "ok"]
    probabilities = np.array([[record["probabilities"][name] for name in CLASSES] for record, _ in answered])
    targets = np.array([CLASSES.index(cell.name) for _, cell in answered])
    counts = Counter(cell.laboratory for _, cell in answered)
    weights = np.array([1 / counts[cell.laboratory] for _, cell in answered])
    logits = np.log(np.maximum(probabilities, 1e-6))

    def loss(temperature: float) -> float:
        likelihoods = log_probabilities(logits, temperature)[np.arange(len(targets)), targets]
        return float(-(likelihoods * weights).sum())

    temperature = float(min(np.exp(np.linspace(np.log(0.5), np.log(4), 200)), key=loss))
    confidence = np.exp(log_probabilities(logits, temperature)).max(1)
    return temperature, threshold_of(confidence, logits.argmax(1) == targets, weights)
