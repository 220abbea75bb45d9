"""Makes the network's answers honest, by what the networks of each part never saw: what a cell's size tells, the
temperature, the scale of the unfamiliarity, and the thresholds of the verdicts. Each laboratory and kind counts
the same, however many cells it gave: the next picture comes from anywhere.

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

# The class of the small cells, and how many times a size multiplies its odds at most (wasm/verdict.h).
SMALL_CLASS, MOST_TIMES = "lymphocyte", np.e**2

# A size tells nothing where fewer are known of either kind. And a cell is taken to be so many times as large: a
# scale may be off by that (Chula's cells measure a sixth less than those of the other laboratories).
FEWEST_SIZES, SIZE_MARGIN = 20, 1.1

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
    small_below: float | None = None  # no line
    small_power: float | None = None
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
    each row, 1 in the column of SMALL_CLASS and else 0 [n, classes], the size and s of wasm/verdict.h, NaN where
    the size is not known [n], the true class's index or -1 [n], the laboratory where it was never seen, else ""
    [n], the weights [n]."""

    logits: np.ndarray
    small_column: np.ndarray
    sizes: np.ndarray
    strangeness: np.ndarray
    truth: np.ndarray
    elsewhere: np.ndarray
    weights: np.ndarray

    def only(self, some: np.ndarray) -> Answers:
        return Answers(*(getattr(self, field.name)[some] for field in fields(self)))


def size_of(record: dict) -> float:
    """Of its most prominent cell, as hv_decide (wasm/verdict.h) is given it, but NaN where it is not known."""
    cell, scale = record["cells"][0], record["micrometres_per_pixel"]
    _, _, width, height = cell["box"]
    return scale * float(np.sqrt(width * height)) if scale and not cell["cut_off"] else np.nan


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
        np.array([[float(name == SMALL_CLASS) for name in names]] * len(every)),
        np.array([size_of(record) for record, _ in every]),
        np.array([logit(record["unfamiliarity"]) for record, _ in every]) / UNCALIBRATED.unfamiliar_scale,
        np.array([-1 if cell.name == NONE else names.index(cell.name) for _, cell in every]),
        np.array([cell.laboratory if unseen.elsewhere else "" for _, cell in every]),
        np.array([1 / counts[cell.laboratory] for _, cell in every]),
    )


def joined(several: Sequence[Answers]) -> Answers:
    return Answers(*(np.concatenate([getattr(one, field.name) for one in several]) for field in fields(Answers)))


def weighted_moments(values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Mean and variance."""
    mean = np.average(values, weights=weights)
    return float(mean), float(np.average((values - mean) ** 2, weights=weights))


def with_sizes(familiar: Answers, rule: Calibration) -> Calibration:
    """The rule with what sizes tell, where enough are known: how SMALL_CLASS and all else differ in the logarithm
    of the size, taken for normally distributed with one variance, the mean of both (Fisher's discriminant)."""
    is_small = familiar.small_column[np.arange(len(familiar.truth)), familiar.truth] == 1
    known = ~np.isnan(familiar.sizes)
    groups = [is_small & known, ~is_small & known]
    if min(group.sum() for group in groups) < FEWEST_SIZES:
        return rule
    moments = [weighted_moments(np.log(familiar.sizes[group]), familiar.weights[group]) for group in groups]
    (small, its_variance), (other, their_variance) = moments
    if small >= other:
        return rule
    power = (other - small) / ((its_variance + their_variance) / 2)
    return replace(rule, small_below=float(np.exp((small + other) / 2)) / SIZE_MARGIN, small_power=power)


def log_probabilities(answers: Answers, rule: Calibration) -> np.ndarray:
    """As hv_decide (wasm/verdict.h) has them."""
    scaled = answers.logits / rule.temperature
    if rule.small_below and rule.small_power:
        times = (rule.small_below / np.nan_to_num(answers.sizes, nan=rule.small_below)) ** rule.small_power
        scaled += answers.small_column * np.log(np.clip(times, 1, MOST_TIMES))[:, None]
    scaled -= scaled.max(1, keepdims=True)
    return scaled - np.log(np.exp(scaled).sum(1, keepdims=True))


def with_temperature(familiar: Answers, rule: Calibration) -> Calibration:
    """The rule with the temperature that makes the true classes likeliest (Guo et al., On Calibration of Modern
    Neural Networks, 2017)."""
    truth = familiar.truth

    def loss(rule: Calibration) -> float:
        likelihoods = log_probabilities(familiar, rule)[np.arange(len(truth)), truth]
        return float(-(likelihoods * familiar.weights).sum())

    temperatures = np.exp(np.linspace(np.log(0.5), np.log(6), 250))
    return min((replace(rule, temperature=float(each)) for each in temperatures), key=loss)


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
    familiar = answers.only(~strange)
    rule = with_temperature(familiar, with_sizes(familiar, Calibration()))
    if not strange.any():
        print("Nothing strange was shown: the model will call nothing unfamiliar.", flush=True)
        return certain(familiar, rule)
    # As many strange things as familiar cells: which of them the next picture shows, nobody knows.
    balance = np.where(strange, 1 / answers.weights[strange].sum(), 1 / answers.weights[~strange].sum())
    scale, offset = fit_logistic(answers.strangeness, strange.astype(float), answers.weights * balance)
    if not 0 < scale < np.inf:
        raise SystemExit("The networks do not tell what is strange from what they know. Train for more steps.")
    unfamiliarity = 1 / (1 + np.exp(-(scale * familiar.strangeness + offset)))
    unfamiliar_at = unfamiliar_from(unfamiliarity, familiar.weights)
    known = familiar.only(unfamiliarity < min(unfamiliar_at, CONFIDENT_BELOW))
    rule = replace(
        rule,
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
    probabilities = np.exp(log_probabilities(known, rule))
    confidence, right = probabilities.max(1), probabilities.argmax(1) == known.truth
    thresholds = []
    for laboratory in np.unique(known.elsewhere):
        some, wanted = known.elsewhere == laboratory, WANTED_ELSEWHERE if laboratory else WANTED_AT_HOME
        thresholds.append(confident_from(confidence[some], right[some], known.weights[some], wanted))
    return replace(rule, confident_at=max([LEAST_CONFIDENCE, *thresholds]) if thresholds else 1)
