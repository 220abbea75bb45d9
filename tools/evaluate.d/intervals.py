"""95 % intervals of what was measured on pictures that come in groups.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

RESAMPLES = 2000


def interval(statistic: Callable[[np.ndarray], float], groups: int) -> list[float]:
    """The 95 % interval of a statistic that is asked with the groups' numbers: a bootstrap over groups, since
    pictures of one group are not independent. NaN says that a resample cannot tell."""
    random = np.random.default_rng(0)
    values = [statistic(random.choice(groups, groups)) for _ in range(RESAMPLES)]
    return [float(bound) for bound in np.nanpercentile(values, [2.5, 97.5])]


def interval_of_share(
    statistic: Callable[[np.ndarray], float], groups: int, kinds: Sequence[int] = ()
) -> list[float]:
    """The same for a statistic between 0 and 1. Where it is 0 or 1, so is every resample: the bound is then that
    of Clopper and Pearson for so many groups. `kinds`, where the statistic is a mean over several kinds of thing:
    how many groups each of these has."""
    value = statistic(np.arange(groups))
    bound = float(np.mean(0.025 ** (1 / np.asarray(kinds or [groups]))))
    return [bound, 1.0] if value == 1 else [0.0, 1.0 - bound] if value == 0 else interval(statistic, groups)


def sums(groups: Sequence[str], values: Sequence[float]) -> np.ndarray:
    """The sum of the values in each group."""
    numbers = np.unique(groups, return_inverse=True)[1]
    return np.bincount(numbers, np.asarray(values, float))


def mean_share(hits: np.ndarray, counts: np.ndarray) -> dict | None:
    """How many of the things counted were hit, as the mean over their kinds: {value, interval, of}; None where
    nothing was counted. `hits` and `counts` are [kinds, groups]; a kind that has no count is left out, also in a
    resample."""
    counted = counts.sum(0) > 0
    hits, counts = hits[:, counted], counts[:, counted]
    kinds = (counts > 0).sum(1)
    if not counted.any():
        return None

    def statistic(some: np.ndarray) -> float:
        hit, of = hits[:, some].sum(1), counts[:, some].sum(1)
        return float(np.mean(hit[of > 0] / of[of > 0]))

    groups = hits.shape[1]
    bounds = interval_of_share(statistic, groups, kinds[kinds > 0].tolist())
    return {"value": statistic(np.arange(groups)), "interval": bounds, "of": int(counts.sum())}


def share(groups: Sequence[str], hits: Sequence[float], counts: Sequence[float]) -> dict | None:
    """The same of one kind; `groups`, `hits` and `counts` have an entry for each picture."""
    return mean_share(sums(groups, hits)[None], sums(groups, counts)[None])


def rounded(report: object) -> object:
    """The report with four decimals."""
    if isinstance(report, dict):
        return {key: rounded(value) for key, value in report.items()}
    if isinstance(report, list | tuple):
        return [rounded(value) for value in report]
    return round(report, 4) if isinstance(report, float) else report
