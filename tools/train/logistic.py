"""Makes a score a probability (Platt, Probabilistic Outputs for Support Vector Machines, 1999).

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import numpy as np


def fit_logistic(logits: np.ndarray, right: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Scale and offset of the likeliest logistic curve, by Newton's method."""
    inputs = np.stack([logits, np.ones_like(logits)], 1)
    solution = np.array([1.0, 0.0])
    for _ in range(50):
        shown = 1 / (1 + np.exp(-inputs @ solution))
        slope = inputs.T @ (weights * (right - shown))
        curve = (inputs * (weights * shown * (1 - shown))[:, None]).T @ inputs
        solution += np.linalg.solve(curve + 1e-6 * np.eye(2), slope)
    return float(solution[0]), float(solution[1])
