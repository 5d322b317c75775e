"""How much relief, whose, and whether it is worthwhile: linear functions of the coefficients, so exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ebb.relief.diary import Array, Diary, QuestionError
from ebb.relief.mixture import LEVELS, Estimate, Mixture, below, density
from ebb.relief.posterior import Posterior
from ebb.relief.priors import Priors

RESPONSE, SUBSTANTIAL = 0.30, 0.50
"""Share of the baseline that makes a response worthwhile, and substantial. Source: IMMPACT, as clinical-reference 2.5
has it: 30 % [S10], 50 % [M]."""

WORSE = 0.10
"""Share of the baseline by which pain must have risen to be called worse. Our own choice [D]."""

WEEK = 7
SERIES_GAP_DAYS = 14
"""Infusions at most this far apart belong to one series. Our own choice [D]."""

LEAST_BASELINE = 1.0
"""A share of less than one point of baseline says nothing."""

_DOUBT = 0.01

INTERVALS_DAYS = (7, 14, 28, 42, 56, 84)
MONTH_DAYS = 30.0
_MOMENTS = 15


def series_of(diary: Diary) -> tuple[slice, ...]:
    """The places of the infusions of each series, which are parted where more than 14 days lie between two."""
    days = diary.infusion_day
    if not days.size:
        return ()
    edges = [0, *(np.flatnonzero(np.diff(days) > SERIES_GAP_DAYS) + 1).tolist(), days.size]
    return tuple(slice(first, end) for first, end in pairwise(edges))


def judged_infusion(diary: Diary) -> int | None:
    """The place of the latest infusion that at least a week of scores follows; None while there is none."""
    followed = [place for place, day in enumerate(diary.infusion_day) if (diary.day > day).sum() >= WEEK]
    return followed[-1] if followed else None


def relief_over(posterior: Posterior, days: Array, places: slice = slice(None)) -> Array:
    """The combination that gives the mean relief over these days, by the infusions at these places; shape (m, 1, p)."""
    combination = -posterior.design(days).mean(axis=1, keepdims=True)
    combination[:, :, :2] = 0.0
    chosen = np.zeros(combination.shape[2], dtype=bool)
    chosen[2:][places] = True
    return np.asarray(np.where(chosen, combination, 0.0))


def week_after(day: float) -> Array:
    """The seven days that follow a day."""
    return np.arange(1.0, WEEK + 1.0) + day


def chance_of_share(posterior: Posterior, relief: Array, share: float) -> float:
    """The probability that a relief, shape (m, 1, p), reaches a share of the baseline."""
    combination = relief.copy()
    combination[:, :, 0] -= share
    return float(posterior.linear(combination).above()[0])


def moved(posterior: Posterior, relief: Array, covariance: Array) -> float:
    """How much of its prior uncertainty a relief still has: the ratio of the standard deviations.

    covariance: of the coefficients under the priors, (p, p). The curve is taken as the posterior has it.
    """
    after = posterior.linear(relief).deviation[0]
    before = np.einsum("mfi,ij,mfj->m", relief, covariance, relief, optimize=True)
    return float(after / np.sqrt(posterior.weight @ before))


def has_a_baseline(posterior: Posterior) -> bool:
    """Whether the baseline surely (99 %) lies above one point."""
    only = np.zeros((1, posterior.mean.shape[1]))
    only[0, 0] = 1.0
    return bool(posterior.linear(only).above(LEAST_BASELINE)[0] > 1.0 - _DOUBT)


def shares_of_baseline(posterior: Posterior, combinations: Array) -> list[Estimate]:
    """Each linear combination over the baseline; `combinations`: (f, p) or (m, f, p). Only when `has_a_baseline`.

    The means are exact to second order in the baseline's own uncertainty.
    """
    each = np.broadcast_to(combinations, (posterior.weight.size, *combinations.shape[-2:]))
    mean = np.matmul(each, posterior.mean[:, :, None])[:, :, 0].T
    root = np.matmul(each, posterior.root)
    variance = (root**2).sum(axis=2).T
    together = np.matmul(root, posterior.root[:, 0, :, None])[:, :, 0].T
    base, base_variance = posterior.mean[:, 0], (posterior.root[:, 0] ** 2).sum(axis=1)
    share = mean / base
    spread = np.sqrt(np.maximum(variance - 2 * share * together + share**2 * base_variance, 1e-18)) / base
    middle = share + (share * base_variance - together) / base**2
    at = Mixture(posterior.weight, middle, spread).quantiles(LEVELS)
    for row in range(len(at)):
        for _ in range(2):
            at[row] += _step(at[row], posterior.weight, mean[row], variance[row], together[row], base, base_variance)
    return [Estimate.of(value, row) for value, row in zip(middle @ posterior.weight, at, strict=True)]


def _step(
    at: Array, weight: Array, mean: Array, variance: Array, together: Array, base: Array, base_variance: Array
) -> Array:
    share = at[:, None]
    sd = np.sqrt(np.maximum(variance - 2 * share * together + share**2 * base_variance, 1e-18))
    distance = (share * base - mean) / sd
    steep = (density(distance) * base / sd) @ weight
    reached = below(distance) @ weight
    return np.asarray((np.array(LEVELS) - reached) / np.maximum(steep, 1e-6))


@dataclass(frozen=True)
class WorthwhileDays:
    """Days in 30 on which relief reaches 30 % of the baseline, when an infusion is given every so many days."""

    every_days: int
    days: Estimate


def worthwhile_days(
    posterior: Posterior, priors: Priors, intervals_days: Sequence[int] = INTERVALS_DAYS
) -> tuple[WorthwhileDays, ...]:
    """For each interval, once relief has settled, with every infusion worth what the next one is expected to be.

    Takes for granted that reliefs add up and that none fades from one infusion to the next: further than any diary
    reaches. Raises QuestionError for an interval below a day.
    """
    if wrong := [every for every in intervals_days if not 1 <= every <= 365]:
        raise QuestionError(f"an interval must be 1 to 365 days, not {wrong[0]}")
    return tuple(WorthwhileDays(every, _share_of_days(posterior, priors, every)) for every in intervals_days)


def _share_of_days(posterior: Posterior, priors: Priors, every_days: int) -> Estimate:
    """The chance that at least j of 15 moments of an interval are worthwhile, for each j, and what follows from it.

    At one point of the grid the moments keep their order whatever the infusion is worth, so "at least j" means that
    the j-th best of them reaches the threshold: linear in points and baseline.
    """
    since = (np.arange(_MOMENTS) + 0.5) * every_days / _MOMENTS
    summed = steady_state(since[:, None], every_days, posterior.rise, posterior.half_life)
    best_first = -np.sort(-summed, axis=0)
    weights, constant, variance = priors.next_relief(posterior.mean.shape[1] - 2)
    mean = best_first * (posterior.mean[:, 2:] @ weights + constant) - RESPONSE * posterior.mean[:, 0]
    root = best_first[:, :, None] * (weights @ posterior.root[:, 2:]) - RESPONSE * posterior.root[:, 0]
    spread = np.sqrt((root**2).sum(axis=2) + variance * best_first**2)
    at_least = Mixture(posterior.weight, mean, spread).above()
    counted = np.arange(_MOMENTS + 1)
    none_to_all = -np.diff(np.concatenate([[1.0], at_least, [0.0]]))
    reached = np.searchsorted(np.cumsum(none_to_all), np.array(LEVELS))
    in_days = MONTH_DAYS / _MOMENTS
    return Estimate.of(in_days * float(none_to_all @ counted), in_days * np.minimum(reached, _MOMENTS))


def steady_state(since: Array, every_days: float, rise: Array, half_life: Array) -> Array:
    """What infusions of one point each add up to, given every so many days for ever; since: days after the latest.

    Source: the two geometric series of which the sum of g over all earlier infusions consists.
    """
    fade, both = 1.0 / half_life, 1.0 / half_life + 1.0 / rise
    slow = np.exp2(-since * fade) / (1.0 - np.exp2(-every_days * fade))
    fast = np.exp2(-since * both) / (1.0 - np.exp2(-every_days * both))
    return np.asarray(slow - fast)
