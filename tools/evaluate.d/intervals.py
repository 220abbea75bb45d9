"""95 % intervals of what was measured on pictures that come in groups.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

RESAMPLES = 2000


def interval(statistic: Callable[[np.ndarray], float], groups: int) -> list[float]:
    """The 95 % interval of a statistic that is asked with the groups' numbers: a bootstrap over groups, since
    pictures of one group are not independent."""
    drawn = np.random.default_rng(0).choice(groups, (RESAMPLES, groups))
    return [float(bound) for bound in np.percentile([statistic(some) for some in drawn], [2.5, 97.5])]


def interval_of_share(statistic: Callable[[np.ndarray], float], groups: int) -> list[float]:
    """The same for a statistic between 0 and 1. Where it is 0 or 1, so is every resample: the bound is then that
    of Clopper and Pearson for so many groups."""
    value = statistic(np.arange(groups))
    bound = 0.025 ** (1 / groups)
    return [bound, 1.0] if value == 1 else [0.0, 1.0 - bound] if value == 0 else interval(statistic, groups)


def sums(groups: Sequence[str], values: Sequence[float]) -> np.ndarray:
    """The sum of the values in each group."""
    numbers = np.unique(groups, return_inverse=True)[1]
    return np.bincount(numbers, np.asarray(values, float))


def share(groups: Sequence[str], hits: Sequence[float], counts: Sequence[float]) -> dict | None:
    """How many of the things counted were hit, over all pictures: {value, interval, of}; None where nothing was
    counted. `groups`, `hits` and `counts` have an entry for each picture."""
    hit, counted = sums(groups, hits), sums(groups, counts)
    hit, counted = hit[counted > 0], counted[counted > 0]
    if not len(counted):
        return None
    bounds = interval_of_share(lambda some: hit[some].sum() / counted[some].sum(), len(counted))
    return {"value": float(hit.sum() / counted.sum()), "interval": bounds, "of": int(counted.sum())}
