"""Makes the network's answers honest, by what the networks of each part never saw: the temperature, the scale of
the unfamiliarity, and the thresholds of the verdicts. Each laboratory and kind counts the same, however many
cells it gave: the next picture comes from anywhere.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from classifier.laboratories import NONE, LabelledCell
from logistic import fit_logistic
from program import class_names, classify

# A confident verdict should be right this often: on cells of the laboratories that the network learned from, and
# on those of each that it never saw, taken by itself: the next may be as hard as the hardest of these.
WANTED_AT_HOME, WANTED_ELSEWHERE = 0.97, 0.95

# And should give itself no less: where every laboratory that was asked is easy, the next may be hard all the same.
LEAST_CONFIDENCE = 0.95

# How much it counts for the unfamiliarity that the classes speak up alike.
EVENNESS = 2

# No verdict is confident of what is stranger than this.
CONFIDENT_BELOW = 0.25

# Of the five classes' cells, so many at most may be called unfamiliar.
MOST_LOST = 0.05


@dataclass(frozen=True)
class Calibration:
    """The lines of metadata.h that tell it, by their keys and in their order."""

    temperature: float = 1
    confident_at: float = 0.5
    confident_below: float = 1
    unfamiliar_scale: float = 1
    unfamiliar_offset: float = 0
    unfamiliar_evenness: float = EVENNESS
    unfamiliar_at: float = 1


# What a model is asked with before its own is known: no unfamiliarity is 0 or 1 in a record's six digits.
UNCALIBRATED = Calibration(unfamiliar_scale=0.1)


@dataclass(frozen=True)
class Unseen:
    """A model file that is not calibrated but for its temperature, and what it never saw: cells kept out of the
    laboratories that it learned from, or those of laboratories elsewhere."""

    model: Path
    cells: list[LabelledCell]
    elsewhere: bool


@dataclass(frozen=True)
class Answers:
    """What networks said of cells of one of the classes, or of none: logits [n, classes] but for a constant in
    each row, s of wasm/verdict.h [n], the true class's index or -1 [n], the laboratory where it was never seen,
    else "" [n], the weights [n]."""

    logits: np.ndarray
    strangeness: np.ndarray
    truth: np.ndarray
    elsewhere: np.ndarray
    weights: np.ndarray

    def only(self, some: np.ndarray) -> Answers:
        return Answers(*(getattr(self, field.name)[some] for field in fields(self)))


def logit(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(bounded / (1 - bounded)))


def ask(unseen: Unseen, temperature: float) -> Answers:
    """The model, of this temperature, is asked about what it never saw. Pictures without a cell found have no
    answer."""
    records = classify([cell.file for cell in unseen.cells], unseen.model)
    every = [(r, cell) for r, cell in zip(records, unseen.cells, strict=True) if r["status"] == "ok"]
    names, counts = class_names(unseen.model), Counter(cell.laboratory for _, cell in every)
    probabilities = np.array([[record["probabilities"][name] for name in names] for record, _ in every])
    return Answers(
        np.log(np.maximum(probabilities, 1e-6)) * temperature,
        np.array([logit(record["unfamiliarity"]) for record, _ in every]) / UNCALIBRATED.unfamiliar_scale,
        np.array([-1 if cell.name == NONE else names.index(cell.name) for _, cell in every]),
        np.array([cell.laboratory if unseen.elsewhere else "" for _, cell in every]),
        np.array([1 / counts[cell.laboratory] for _, cell in every]),
    )


def joined(several: Sequence[Answers]) -> Answers:
    return Answers(*(np.concatenate([getattr(one, field.name) for one in several]) for field in fields(Answers)))


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


def confident_from(confidence: np.ndarray, right: np.ndarray, weights: np.ndarray, wanted: float) -> float:
    """The least confidence from which on this share is right; 1 where there is none."""
    order = np.argsort(-confidence)
    precision = np.cumsum((right * weights)[order]) / np.cumsum(weights[order])
    good = np.flatnonzero(precision >= wanted)
    return float(confidence[order][good[-1]]) if len(good) else 1.0


def unfamiliar_from(unfamiliarity: np.ndarray, weights: np.ndarray) -> float:
    """The least unfamiliarity that at most MOST_LOST of familiar cells reach."""
    order = np.argsort(-unfamiliarity)
    lost = np.cumsum(weights[order]) / weights.sum()
    return float(unfamiliarity[order][np.searchsorted(lost, MOST_LOST)])


def calibrate(answers: Answers) -> Calibration:
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
    known = familiar.only(unfamiliarity < min(unfamiliar_at, CONFIDENT_BELOW))
    rule = Calibration(
        temperature_of(familiar),
        confident_below=CONFIDENT_BELOW,
        unfamiliar_scale=scale,
        unfamiliar_offset=offset,
        unfamiliar_at=unfamiliar_at,
    )
    return certain(known, rule)


def rule_of(part: str, said: dict[str, Answers]) -> Calibration:
    """Of one part, by what all said; but for its own answers where these are of a laboratory that it leaves out:
    what it says of that one is measured by a rule in which the laboratory had no say."""
    return calibrate(
        joined([answers for other, answers in said.items() if other != part or not answers.elsewhere.any()])
    )


def certain(known: Answers, rule: Calibration) -> Calibration:
    """The rule with the threshold of a confident verdict, by cells that are familiar enough for one; without such
    cells no verdict is confident."""
    confidence = np.exp(log_probabilities(known.logits, rule.temperature)).max(1)
    right = known.logits.argmax(1) == known.truth
    thresholds = []
    for laboratory in np.unique(known.elsewhere):
        some, wanted = known.elsewhere == laboratory, WANTED_ELSEWHERE if laboratory else WANTED_AT_HOME
        thresholds.append(confident_from(confidence[some], right[some], known.weights[some], wanted))
    return replace(rule, confident_at=max([LEAST_CONFIDENCE, *thresholds]) if thresholds else 1)
