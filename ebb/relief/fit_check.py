"""Whether the diary looks as the model says diaries look: a posterior predictive check.

Asked are departures an eye would look for: a level that changes for good on some day, a fortnight away from the curve,
one day beyond belief, relief that stays level and is then lost. Given r, H, phi and sigma, how far a diary leans to
each is standard normal in diaries that the model itself writes; so the largest lean is held against what those reach.
Source: realised discrepancies, Gelman, Meng and Stern, Stat Sin 1996;6:733; lasting shifts among days that are alike,
Tsay, J Forecast 1988;7:1. How often it sees what, and how often it errs: docs/relief.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ebb.relief.conjugate import whitened
from ebb.relief.posterior import Posterior
from ebb.relief.priors import Priors

LEAST_DAYS = 14
"""Scores below which nothing of this can be seen."""

_FORTNIGHT = 14
_WITHIN = 4
_LEVEL_FOR = (5, 7, 10, 14, 18, 23, 28, 35, 42)

LASTING, STRETCH, SINGLE, LEVEL_THEN_LOST = 3.3, 3.5, 3.8, 2.6
"""Leans that few of the model's own diaries of 75 to 110 days exceed; together 4 to 7 in a hundred do, as measured."""


@dataclass(frozen=True)
class Fit:
    """fits: nothing seen that the model's own diaries would not show. why: what was seen, in a sentence."""

    fits: bool
    why: str


def check_fit(posterior: Posterior, priors: Priors) -> Fit:
    """Look for departures at the most probable curve and noise."""
    if posterior.scores.day.size < LEAST_DAYS:
        return Fit(True, f"fewer than {LEAST_DAYS} scores: too few to see whether the curve fits")
    seen = "; ".join(_departures_seen(posterior, priors))
    return Fit(False, seen) if seen else Fit(True, "nothing that such a diary would not show by chance")


def _departures_seen(posterior: Posterior, priors: Priors) -> Iterator[str]:
    day = posterior.scores.day

    starts = day[_WITHIN:-_WITHIN]
    place, lean, points = _largest_lean(posterior, priors, day[:, None] >= starts)
    if abs(lean) > LASTING:
        yield f"from day {starts[place]:g} on pain is {_difference(points)} than the curve allows, and stays so"

    inside = (day[:, None] >= day) & (day[:, None] < day + _FORTNIGHT)
    enough = inside.sum(axis=0) >= _WITHIN
    place, lean, points = _largest_lean(posterior, priors, inside[:, enough])
    if abs(lean) > STRETCH:
        yield f"in the fortnight from day {day[enough][place]:g} pain is {_difference(points)} than the curve allows"

    since = day[:, None] - posterior.scores.infusion_day
    level = np.array([((since > 0) & (since <= days)).sum(axis=1) for days in _LEVEL_FOR]).T
    place, lean, _ = _largest_lean(posterior, priors, level)
    if level.any() and abs(lean) > LEVEL_THEN_LOST:
        yield f"relief does not fade as the curve does: it rather changes at once, about {_LEVEL_FOR[place]} days after"

    place, lean, points = _largest_lean(posterior, priors, np.eye(day.size))
    if abs(lean) > SINGLE:
        yield f"on day {day[place]:g} pain is {_difference(points)} than any such day"


def _largest_lean(posterior: Posterior, priors: Priors, departures: npt.NDArray[Any]) -> tuple[int, float, float]:
    """Which of q departures, shape (n, q), the diary leans to most: its place, and how far as a normal and in points.

    Generalised least squares of each alone, the linear part integrated out by its prior.
    """
    scores, best = posterior.scores, int(posterior.weight.argmax())
    prior_mean, covariance = priors.linear(scores.infusion_day.size)
    design = scores.design(scores.day, posterior.rise[best : best + 1], posterior.half_life[best : best + 1])[0]
    scaled = design @ np.linalg.cholesky(covariance)
    left = (scores.pain - design @ prior_mean)[:, None]
    alike = np.power(posterior.phi[best], np.diff(scores.day))
    white = whitened(np.concatenate([departures.astype(float), scaled, left], axis=1)[None], alike)[0][0]
    count, variance = departures.shape[1], posterior.sigma[best] ** 2
    towards, known, rest = white[:, :count], white[:, count:-1], white[:, -1]
    gram = known.T @ known + variance * np.eye(known.shape[1])
    shared = known.T @ towards
    explained = np.linalg.solve(gram, shared)
    pull = (towards.T @ rest - explained.T @ (known.T @ rest)) / variance
    weight = np.maximum((towards**2).sum(axis=0) - (shared * explained).sum(axis=0), 0.0) / variance + 1e-9
    lean = pull / np.sqrt(weight)
    place = int(np.abs(lean).argmax())
    return place, float(lean[place]), float(pull[place] / weight[place])


def _difference(points: float) -> str:
    return f"{abs(points):.1f} points {'higher' if points > 0 else 'lower'}"
