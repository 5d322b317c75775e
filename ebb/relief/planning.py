"""Looking ahead over months: days of worthwhile relief when infusions go on at a steady interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ebb.relief.diary import Array
from ebb.relief.errors import QuestionError
from ebb.relief.estimate import LEVELS, Estimate
from ebb.relief.mixture import Mixture
from ebb.relief.posterior import Posterior
from ebb.relief.priors import Priors
from ebb.relief.response import RESPONSE

INTERVALS_DAYS = (7, 14, 28, 42, 56, 84)
MONTH_DAYS = 30.0
_MOMENTS = 15


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
