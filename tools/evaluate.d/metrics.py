"""What records say of labelled pictures: the rows of a report. Needs nothing but NumPy, since training
measures what it ships with this too.

A picture without a cell counts as wrong and is not confident; where a probability is judged (calibration,
Brier) it is left out, as it has none.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intervals import interval, interval_of_share, mean_share, rounded, share
from labelled import Labelled, LabelledSet

NO_CELL = "no cell"
VERDICTS = ("confident", "unsure", "unfamiliar", NO_CELL)
RELIABILITY_BINS, HISTOGRAM_BINS, CURVE_POINTS = 15, 20, 100

# Two classes of granulocytes that stains of other laboratories make alike.
MISTAKEN = ("neutrophil", "eosinophil")

Answered = Sequence[tuple[Labelled, dict]]


@dataclass(frozen=True)
class Answers:
    """Labels and records as arrays with an entry for each picture."""

    classes: tuple[str, ...]
    groups: np.ndarray  # the number of each one's group
    truth: np.ndarray  # into classes
    said: np.ndarray  # into classes; their number where there is no cell
    second: np.ndarray  # the next most probable class, likewise
    probabilities: np.ndarray  # [pictures, classes]; 0 where there is no cell
    verdicts: np.ndarray  # into VERDICTS

    @property
    def right(self) -> np.ndarray:
        return self.said == self.truth

    @property
    def answered(self) -> np.ndarray:
        return self.said < len(self.classes)

    @property
    def confidence(self) -> np.ndarray:
        return self.probabilities.max(1)

    def table(self, kinds: np.ndarray, values: np.ndarray, count: int = 0) -> np.ndarray:
        """The sum of the values for each kind (one of `count`, or of the classes) and group."""
        found = np.zeros((count or len(self.classes), self.groups.max() + 1))
        np.add.at(found, (kinds, self.groups), values)
        return found

    def share(self, hits: np.ndarray, counts: np.ndarray) -> dict | None:
        return share(self.groups, hits, counts)


def verdict(record: dict) -> str:
    return record["verdict"] if record["status"] == "ok" else NO_CELL


def answers(pairs: Answered, classes: Sequence[str]) -> Answers:
    names = [name.lower() for name in classes]
    probabilities = np.zeros((len(pairs), len(classes)))
    said, second = np.full(len(pairs), len(classes)), np.full(len(pairs), len(classes))
    for i, (_, record) in enumerate(pairs):
        if record["status"] == "ok":
            probabilities[i] = [record["probabilities"][name] for name in classes]
            said[i] = classes.index(record["class"])
            others = probabilities[i].copy()
            others[said[i]] = -1
            second[i] = others.argmax()
    return Answers(
        classes=tuple(classes),
        groups=np.unique([picture.group for picture, _ in pairs], return_inverse=True)[1],
        truth=np.array([names.index(picture.label) for picture, _ in pairs]),
        said=said,
        second=second,
        probabilities=probabilities,
        verdicts=np.array([VERDICTS.index(verdict(record)) for _, record in pairs]),
    )


def accuracy(these: Answers) -> dict[str, dict | None]:
    """Per file, and with the same weight for each group; balanced, with the same weight for each class."""
    ones = np.ones(len(these.truth))
    counts, hits = these.table(these.truth, ones), these.table(these.truth, these.right)
    of_group, of_both = counts.sum(0), np.maximum(counts, 1)
    return {
        "accuracy": these.share(these.right, ones),
        "accuracy_per_group": mean_share((hits.sum(0) / of_group)[None], np.ones((1, len(of_group)))),
        "balanced_accuracy": mean_share(hits, counts),
        "balanced_accuracy_per_group": mean_share(hits / of_both, (counts > 0).astype(float)),
    }


def by_class(these: Answers) -> dict[str, dict[str, dict | None]]:
    """Of the classes that were there or were said."""
    found = {}
    for i, name in enumerate(these.classes):
        true, said = these.truth == i, these.said == i
        if true.any() or said.any():
            hits = (true & said).astype(float)
            found[name] = {
                "recall": these.share(hits, true),
                "precision": these.share(hits, said),
                "f1": these.share(2 * hits, true.astype(float) + said),
            }
    return found


def confusion(these: Answers) -> dict:
    """How many pictures of each label, the rows, got each answer."""
    counts = np.zeros((len(these.classes), len(these.classes) + 1), int)
    np.add.at(counts, (these.truth, these.said), 1)
    rows = {name: counts[i].tolist() for i, name in enumerate(these.classes) if counts[i].any()}
    return {"answers": [*these.classes, NO_CELL], "labels": rows}


def taken_for_each_other(these: Answers) -> dict[str, dict | None]:
    """How much of the one class is called the other."""
    if not all(name in these.classes for name in MISTAKEN):
        return {}
    first, other = (these.classes.index(name) for name in MISTAKEN)
    return {
        f"{these.classes[a]}_as_{these.classes[b]}": these.share(
            (these.truth == a) & (these.said == b), these.truth == a
        )
        for a, b in ((first, other), (other, first))
    }


def confident(these: Answers) -> dict[str, dict | None]:
    sure = these.verdicts == VERDICTS.index("confident")
    return {
        "confident": these.share(sure, np.ones(len(sure))),
        "right_when_confident": these.share(sure & these.right, sure),
    }


def by_verdict(these: Answers) -> dict[str, dict[str, int]]:
    """How many pictures got each verdict, and of these how often the class, or one of the two most probable,
    is right."""
    either = these.right | (these.second == these.truth)
    return {
        name: {"pictures": int(of.sum()), "right": int(these.right[of].sum()), "among_two": int(either[of].sum())}
        for name, of in ((name, these.verdicts == i) for i, name in enumerate(VERDICTS))
        if of.any()
    }


def by_quality(pairs: Answered, these: Answers) -> dict[str, dict[str, int]]:
    """The same for each reason of quality that was told, and for `none`."""
    found: dict[str, dict[str, int]] = {}
    for (_, record), right in zip(pairs, these.right, strict=True):
        reasons = record.get("quality")
        for reason in () if reasons is None else reasons or ("none",):
            of = found.setdefault(reason, {"pictures": 0, "right": 0})
            of["pictures"] += 1
            of["right"] += int(right)
    return found


def reliability(these: Answers) -> list[dict]:
    """For each bin of confidence that is not empty: where it ends, its mean confidence, and how many are right."""
    bins = bin_of(these.confidence, RELIABILITY_BINS)
    found = []
    for i in range(RELIABILITY_BINS):
        of = these.answered & (bins == i)
        if of.any():
            mean, right = float(these.confidence[of].mean()), float(these.right[of].mean())
            ends = [i / RELIABILITY_BINS, (i + 1) / RELIABILITY_BINS]
            found.append({"bin": ends, "pictures": int(of.sum()), "confidence": mean, "right": right})
    return found


def bin_of(values: np.ndarray, count: int) -> np.ndarray:
    """0 ... 1 in so many parts of equal width."""
    return np.minimum((values * count).astype(int), count - 1)


def calibration(these: Answers) -> dict[str, dict | None]:
    """ECE: the mean over all pictures of how far their bin's mean confidence is from its share of right ones
    (Guo et al., 2017). Brier: the mean squared distance of the probabilities from the truth, summed over
    the classes, 0 ... 2."""
    if not these.answered.any():
        return {"ece": None, "brier": None}
    bins, of = bin_of(these.confidence, RELIABILITY_BINS), these.answered.astype(float)
    gaps = these.table(bins, of * (these.confidence - these.right), RELIABILITY_BINS)
    distances = ((these.probabilities - np.eye(len(these.classes))[these.truth]) ** 2).sum(1)
    counts, brier = np.bincount(these.groups, of), np.bincount(these.groups, of * distances)
    gaps, counts, brier = gaps[:, counts > 0], counts[counts > 0], brier[counts > 0]
    statistics = {
        "ece": lambda some: float(np.abs(gaps[:, some].sum(1)).sum() / counts[some].sum()),
        "brier": lambda some: float(brier[some].sum() / counts[some].sum()),
    }
    every = np.arange(len(counts))
    return {
        name: {"value": of_some(every), "interval": interval(of_some, len(counts)), "of": int(counts.sum())}
        for name, of_some in statistics.items()
    }


def risk_coverage(these: Answers) -> list[list[float]]:
    """[coverage, risk]: the share of wrong answers among the surest, for more and more of all pictures. Pictures
    without a cell come last."""
    order = np.argsort(-these.confidence, kind="stable")
    confidence, wrong = these.confidence[order], np.cumsum(~these.right[order])
    ends = np.flatnonzero(np.append(np.diff(confidence) != 0, True))  # those alike come in together
    some = ends[np.unique(np.linspace(0, len(ends) - 1, CURVE_POINTS).round().astype(int))]
    return [[float((i + 1) / len(order)), float(wrong[i] / (i + 1))] for i in some]


def head(each: LabelledSet, pairs: Answered) -> dict:
    groups = len({picture.group for picture, _ in pairs})
    return {"data": each.title, "pictures": len(pairs), "groups": groups, "group": each.unit}


def row_of_classes(each: LabelledSet, pairs: Answered, classes: Sequence[str]) -> dict:
    """A set of pictures that each show one of the classes."""
    these = answers(pairs, classes)
    measures = accuracy(these) | confident(these) | taken_for_each_other(these) | calibration(these)
    row = head(each, pairs) | {
        "measures": {name: measure for name, measure in measures.items() if measure},
        "classes": by_class(these),
        "confusion": confusion(these),
        "verdicts": by_verdict(these),
        "quality": by_quality(pairs, these),
        "reliability": reliability(these),
        "risk_coverage": risk_coverage(these),
    }
    return rounded(row)


def unfamiliarity(record: dict) -> float | None:
    """1 where there is no cell to be unlike anything; None where the program does not tell."""
    return record.get("unfamiliarity") if record["status"] == "ok" else 1.0


def scores_of(pairs: Answered) -> np.ndarray | None:
    """The unfamiliarity of each picture; None where some of them have none."""
    scores = [unfamiliarity(record) for _, record in pairs]
    return None if None in scores else np.array(scores, float)


def auroc(familiar: Answered, strange: Answered) -> dict | None:
    """How often a strange picture has a higher unfamiliarity than a familiar one; alike counts half. Of pictures
    that the same model looked at, since another need not mean the same by it; of several models the mean, each
    counting by its strange pictures."""
    pairs = [*familiar, *strange]
    scores = scores_of(pairs)
    looks = np.array([record.get("look", 0) for _, record in pairs])
    is_strange = np.arange(len(pairs)) >= len(familiar)
    both = [look for look in np.unique(looks) if len(set(is_strange[looks == look])) == 2]
    if scores is None or not both:
        return None
    compared = np.isin(looks, both)
    names = [f"{kind} {picture.group}" for (picture, _), kind in zip(pairs, is_strange, strict=True)]
    groups = np.unique(np.array(names)[compared], return_inverse=True)[1]
    scores, looks, is_strange = scores[compared], looks[compared], is_strange[compared]
    of_looks = [(scores[looks == look], is_strange[looks == look], groups[looks == look]) for look in both]
    count = int(groups.max()) + 1

    def statistic(some: np.ndarray) -> float:
        times = np.bincount(some, minlength=count)
        shares = np.array([share_above(values, high, times[own]) for values, high, own in of_looks])
        strangers = np.array([(times[own] * high).sum() for _, high, own in of_looks])
        told = ~np.isnan(shares)
        return float(np.average(shares[told], weights=strangers[told])) if told.any() else float("nan")

    smaller = min(len(set(groups[is_strange == kind])) for kind in (False, True))
    bounds = interval_of_share(statistic, count, [smaller])
    return {"value": statistic(np.arange(count)), "interval": bounds, "of": int(is_strange.sum())}


def share_above(scores: np.ndarray, is_strange: np.ndarray, times: np.ndarray) -> float:
    """Of all pairs of a strange and another score, each counting so many times, the share in which the strange one
    is higher; not a number where there is no pair."""
    places = np.unique(scores, return_inverse=True)[1]
    of_low = np.bincount(places, times * ~is_strange)
    of_high = np.bincount(places, times * is_strange)
    all_pairs = of_low.sum() * of_high.sum()
    won = (of_high * (np.cumsum(of_low) - of_low / 2)).sum()
    return float(won / all_pairs) if all_pairs else float("nan")


def histogram(pairs: Answered) -> list[int] | None:
    scores = scores_of(pairs)
    if scores is None:
        return None
    return np.bincount(bin_of(scores, HISTOGRAM_BINS), minlength=HISTOGRAM_BINS).tolist()


def how_strange(familiar: Answered, pairs: Answered) -> dict[str, dict]:
    groups = [picture.group for picture, _ in pairs]
    verdicts = [verdict(record) for _, record in pairs]
    measures = {"auroc": auroc(familiar, pairs)}
    for name, of in (
        ("confident", ("confident",)),
        ("turned_away", ("unfamiliar", NO_CELL)),
        ("no_cell", (NO_CELL,)),
    ):
        measures[name] = share(groups, [each in of for each in verdicts], np.ones(len(pairs)))
    return {name: measure for name, measure in measures.items() if measure}


def row_of_strange(each: LabelledSet, pairs: Answered, familiar: Answered) -> dict:
    """A set of pictures that show none of the classes, as a whole and by kind, against all pictures that do."""
    kinds = dict.fromkeys(picture.label for picture, _ in pairs)
    rows = {kind: [(picture, record) for picture, record in pairs if picture.label == kind] for kind in kinds}
    by_kind = {
        kind: {"pictures": len(of), "measures": how_strange(familiar, of), "histogram": histogram(of)}
        for kind, of in rows.items()
    }
    row = head(each, pairs) | {"measures": how_strange(familiar, pairs), "kinds": by_kind}
    return rounded(row)
