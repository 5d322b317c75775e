"""How much relief, whose, and whether it is worthwhile: linear functions of the coefficients, so exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ebb.relief.diary import Array, Diary
from ebb.relief.posterior import Posterior

RESPONSE, SUBSTANTIAL = 0.30, 0.50
"""Share of the baseline that makes a response worthwhile, and substantial. Source: IMMPACT, as clinical-reference 2.5
has it: 30 % [S10], 50 % [M]."""

WORSE = 0.10
"""Share of the baseline by which pain must have risen to be called worse. Our own choice [D]."""

WEEK = 7
SERIES_GAP_DAYS = 14
"""Infusions at most this far apart belong to one series. Our own choice [D]."""


@dataclass(frozen=True)
class Series:
    """Infusions in a row: places of the first and of the last, counted from 0 in the diary's own order."""

    first: int
    last: int


def series_of(diary: Diary) -> tuple[Series, ...]:
    """The infusions, parted where more than 14 days lie between two."""
    days = diary.infusion_day
    if not days.size:
        return ()
    starts = [0, *(np.flatnonzero(np.diff(days) > SERIES_GAP_DAYS) + 1).tolist()]
    ends = [*(start - 1 for start in starts[1:]), days.size - 1]
    return tuple(Series(first, last) for first, last in zip(starts, ends, strict=True))


def judged_infusion(diary: Diary) -> int | None:
    """The place of the latest infusion that at least a week of scores follows; None while there is none."""
    followed = [place for place, day in enumerate(diary.infusion_day) if (diary.day > day).sum() >= WEEK]
    return followed[-1] if followed else None


def relief_over(posterior: Posterior, days: Array, places: slice = slice(None)) -> Array:
    """What to ask for the mean relief over these days, by the infusions at these places; shape (m, 1, p)."""
    ask = -posterior.design(days).mean(axis=1, keepdims=True)
    ask[:, :, :2] = 0.0
    chosen = np.zeros(ask.shape[2], dtype=bool)
    chosen[2:][places] = True
    return np.asarray(np.where(chosen, ask, 0.0))


def week_after(day: float) -> Array:
    """The seven days that follow a day."""
    return np.arange(1.0, WEEK + 1.0) + day


def chance_of_share(posterior: Posterior, relief: Array, share: float) -> float:
    """The probability that an asked relief, shape (m, 1, p), reaches a share of the baseline."""
    ask = relief.copy()
    ask[:, :, 0] -= share
    return float(posterior.linear(ask).above()[0])


def moved(posterior: Posterior, relief: Array, covariance: Array) -> float:
    """How much of its prior uncertainty an asked relief still has: the ratio of the standard deviations.

    covariance: of the coefficients under the priors, (p, p). The curve is taken as the posterior has it.
    """
    after = posterior.linear(relief).deviation[0]
    before = np.einsum("mfi,ij,mfj->m", relief, covariance, relief, optimize=True)
    return float(after / np.sqrt(posterior.weight @ before))
