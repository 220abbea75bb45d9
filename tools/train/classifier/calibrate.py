"""Makes the network's answers honest, by what the networks of each part never saw: the temperature, the scale of
the unfamiliarity, and the thresholds of the verdicts. Each laboratory and kind counts the same, however many
cells it gave: the next picture comes from anywhere.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from classifier.laboratories import NONE, LabelledCell
from logistic import fit_logistic
from program import class_names, classify

# A confident verdict should be right this often.
WANTED_PRECISION = 0.97

# Of the five classes' cells, so many at most may be called unfamiliar.
MOST_LOST = 0.05


@dataclass(frozen=True)
class Calibration:
    """As in metadata.h."""

    temperature: float = 1
    confident_at: float = 0.5
    unfamiliar_scale: float = 1
    unfamiliar_offset: float = 0
    unfamiliar_at: float = 1


@dataclass(frozen=True)
class Answers:
    """What networks with the Calibration() said of cells of one of the classes, or of none: logits [n, classes]
    but for a constant in each row, the logit of the unfamiliarity [n], the true class's index or -1 [n], the
    weights [n]."""

    logits: np.ndarray
    strangeness: np.ndarray
    truth: np.ndarray
    weights: np.ndarray

    def only(self, some: np.ndarray) -> Answers:
        return Answers(self.logits[some], self.strangeness[some], self.truth[some], self.weights[some])


def logit(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(bounded / (1 - bounded)))


def ask(unseen: Iterable[tuple[Path, list[LabelledCell]]]) -> Answers:
    """Each model is asked about what it never saw. Pictures without a cell found have no answer."""
    rows = defaultdict(list)
    for model, cells in unseen:
        records = classify([cell.file for cell in cells], model)
        for record, cell in zip(records, cells, strict=True):
            if record["status"] == "ok":
                rows[model, cell.laboratory].append((record, cell))
    every = [(record, cell, 1 / len(some)) for some in rows.values() for record, cell in some]
    names = class_names(next(model for model, _ in rows))
    probabilities = np.array([[record["probabilities"][name] for name in names] for record, _, _ in every])
    return Answers(
        np.log(np.maximum(probabilities, 1e-6)),
        np.array([logit(record["unfamiliarity"]) for record, _, _ in every]),
        np.array([-1 if cell.name == NONE else names.index(cell.name) for _, cell, _ in every]),
        np.array([weight for _, _, weight in every]),
    )


def log_probabilities(logits: np.ndarray, temperature: float) -> np.ndarray:
    scaled = logits / temperature
    scaled -= scaled.max(1, keepdims=True)
    return scaled - np.log(np.exp(scaled).sum(1, keepdims=True))


def temperature_of(familiar: Answers) -> float:
    """The temperature that makes the true classes likeliest (Guo et al., On Calibration of Modern Neural Networks,
    2017)."""
    truth = familiar.truth

    def loss(temperature: float) -> float:
        likelihoods = log_probabilities(familiar.logits, temperature)[np.arange(len(truth)), truth]
        return float(-(likelihoods * familiar.weights).sum())

    return float(min(np.exp(np.linspace(np.log(0.5), np.log(6), 250)), key=loss))


def confident_from(confidence: np.ndarray, right: np.ndarray, weights: np.ndarray) -> float:
    """The least confidence from which on WANTED_PRECISION are right."""
    order = np.argsort(-confidence)
    precision = np.cumsum((right * weights)[order]) / np.cumsum(weights[order])
    good = np.flatnonzero(precision >= WANTED_PRECISION)
    return float(confidence[order][good[-1]]) if len(good) else 1.0


def unfamiliar_from(unfamiliarity: np.ndarray, weights: np.ndarray) -> float:
    """The least unfamiliarity that at most MOST_LOST of familiar cells reach."""
    order = np.argsort(-unfamiliarity)
    lost = np.cumsum(weights[order]) / weights.sum()
    return float(unfamiliarity[order][np.searchsorted(lost, MOST_LOST)])


def calibrate(unseen: Iterable[tuple[Path, list[LabelledCell]]]) -> Calibration:
    """For model files whose metadata has the Calibration(), and what each of them never saw."""
    answers = ask(unseen)
    strange = answers.truth < 0
    if not strange.any():
        print("Nothing strange was shown: the model will call nothing unfamiliar.", flush=True)
        return certain(answers, Calibration(temperature_of(answers)))
    # As many strange things as familiar cells: which of them the next picture shows, nobody knows.
    balance = np.where(strange, 1 / answers.weights[strange].sum(), 1 / answers.weights[~strange].sum())
    scale, offset = fit_logistic(answers.strangeness, strange.astype(float), answers.weights * balance)
    if not 0 < scale < np.inf:
        raise SystemExit("The networks do not tell what is strange from what they know. Train for more steps.")
    familiar = answers.only(~strange)
    unfamiliarity = 1 / (1 + np.exp(-(scale * familiar.strangeness + offset)))
    unfamiliar_at = unfamiliar_from(unfamiliarity, familiar.weights)
    known = familiar.only(unfamiliarity < unfamiliar_at)
    rule = Calibration(temperature_of(familiar), 0, scale, offset, unfamiliar_at)
    return certain(known, rule)


def certain(known: Answers, rule: Calibration) -> Calibration:
    """The rule with the threshold of a confident verdict, by cells that are not unfamiliar."""
    confidence = np.exp(log_probabilities(known.logits, rule.temperature)).max(1)
    confident_at = confident_from(confidence, known.logits.argmax(1) == known.truth, known.weights)
    return replace(rule, confident_at=confident_at)
