"""Counts how often the command-line program, which runs what the page runs, is right.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from intervals import interval


def by_group(right: Sequence[bool], groups: Sequence[str]) -> tuple[float, list[float]]:
    """The mean over the groups of the share of right answers in each, and its 95 % interval."""
    shares: dict[str, list[bool]] = defaultdict(list)
    for answer, group in zip(right, groups, strict=True):
        shares[group].append(answer)
    means = np.array([np.mean(answers) for answers in shares.values()])
    return float(means.mean()), interval(lambda some: means[some].mean(), len(means))


def accuracy(data: str, records: Sequence[dict], names: Sequence[str], groups: Sequence[str], unit: str) -> dict:
    """One row of models/results.json. A picture without a verdict counts as wrong."""
    right = [record["class"] == name for record, name in zip(records, names, strict=True)]
    mean, interval = by_group(right, groups)
    sure = [r for r, record in zip(right, records, strict=True) if record["verdict"] == "confident"]
    recall = {
        name: round(float(np.mean([r for r, n in zip(right, names, strict=True) if n == name])), 4)
        for name in dict.fromkeys(names)
    }
    return {
        "data": data,
        "files": len(right),
        "accuracy_per_file": round(float(np.mean(right)), 4),
        "groups": len(set(groups)),
        "group": unit,
        "accuracy_per_group": round(mean, 4),
        "interval_per_group": [round(bound, 4) for bound in interval],
        "recall": recall,
        "confident": round(len(sure) / len(right), 4),
        "accuracy_when_confident": round(float(np.mean(sure)), 4) if sure else None,
    }
