"""Makes a score a probability (Platt, Probabilistic Outputs for Support Vector Machines, 1999).

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import numpy as np

# Newton's method goes so far at most in a step: from a poor start it would leap to where the curve is flat.
LONGEST_STEP = 1.0


def softened(right: np.ndarray) -> np.ndarray:
    """Platt's targets, a little short of 0 and 1: scores that separate wholly would have no likeliest curve."""
    yes, no = right.sum(), (1 - right).sum()
    return np.where(right > 0, (yes + 1) / (yes + 2), 1 / (no + 2))


def fit_logistic(logits: np.ndarray, right: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Scale and offset of the likeliest logistic curve, by Newton's method; right is 0 or 1."""
    inputs, targets = np.stack([logits, np.ones_like(logits)], 1), softened(right)
    solution = np.array([1.0, 0.0])
    for _ in range(200):
        shown = 1 / (1 + np.exp(-inputs @ solution))
        slope = inputs.T @ (weights * (targets - shown))
        curve = (inputs * (weights * shown * (1 - shown))[:, None]).T @ inputs
        step = np.linalg.solve(curve + 1e-9 * weights.sum() * np.eye(2), slope)
        solution += step / max(1, np.linalg.norm(step) / LONGEST_STEP)
    return float(solution[0]), float(solution[1])
