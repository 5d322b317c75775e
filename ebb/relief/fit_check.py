"""Whether the diary looks as the model says diaries look: a posterior predictive check.

Asked are departures an eye would look for: a level that changes for good on some day, a fortnight away from the curve,
one day beyond belief, relief that stays level and is then lost. Given r, H, phi and sigma, how far a diary leans to
each is standard normal in diaries that the model itself writes; so the largest lean is held against what those reach.
Source: realised discrepancies, Gelman, Meng and Stern, Stat Sin 1996;6:733; lasting shifts among days that are alike,
Tsay, J Forecast 1988;7:1. How often it sees what, and how often it errs: docs/relief.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ebb.relief.conjugate import whitened
from ebb.relief.diary import Array
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


@dataclass(frozen=True)
class _Lean:
    """How far the diary leans towards each of q departures: as a standard normal, and in points; shape (q,)."""

    normal: Array
    points: Array

    def largest(self) -> tuple[int, float, float]:
        place = int(np.abs(self.normal).argmax())
        return place, float(self.normal[place]), float(self.points[place])


def check_fit(posterior: Posterior, priors: Priors) -> Fit:
    """Look for departures at the most probable curve and noise."""
    day = posterior.scores.day
    if day.size < LEAST_DAYS:
        return Fit(True, f"fewer than {LEAST_DAYS} scores: too few to see whether the curve fits")
    seen = [
        *_lasting(posterior, priors),
        *_stretch(posterior, priors),
        *_level_then_lost(posterior, priors),
        *_single(posterior, priors),
    ]
    return Fit(False, "; ".join(seen)) if seen else Fit(True, "nothing that such a diary would not show by chance")


def _lasting(posterior: Posterior, priors: Priors) -> list[str]:
    day = posterior.scores.day
    starts = day[_WITHIN:-_WITHIN]
    place, lean, points = _leaning(posterior, priors, (day[:, None] >= starts).astype(float)).largest()
    if abs(lean) <= LASTING:
        return []
    return [f"from day {starts[place]:g} on pain is {_difference(points)} than the curve allows, and stays so"]


def _stretch(posterior: Posterior, priors: Priors) -> list[str]:
    day = posterior.scores.day
    inside = (day[:, None] >= day) & (day[:, None] < day + _FORTNIGHT)
    enough = inside.sum(axis=0) >= _WITHIN
    place, lean, points = _leaning(posterior, priors, inside[:, enough].astype(float)).largest()
    if abs(lean) <= STRETCH:
        return []
    return [f"in the fortnight from day {day[enough][place]:g} pain is {_difference(points)} than the curve allows"]


def _level_then_lost(posterior: Posterior, priors: Priors) -> list[str]:
    since = posterior.scores.day[:, None] - posterior.scores.infusion_day
    held = [((since > 0) & (since <= days)).sum(axis=1) for days in _LEVEL_FOR]
    departures = np.array(held, dtype=float).T
    if not departures.any():
        return []
    place, lean, _ = _leaning(posterior, priors, departures).largest()
    if abs(lean) <= LEVEL_THEN_LOST:
        return []
    return [f"relief does not fade as the curve does: it rather changes at once, about {_LEVEL_FOR[place]} days after"]


def _single(posterior: Posterior, priors: Priors) -> list[str]:
    day = posterior.scores.day
    place, lean, points = _leaning(posterior, priors, np.eye(day.size)).largest()
    return [f"on day {day[place]:g} pain is {_difference(points)} than any such day"] if abs(lean) > SINGLE else []


def _leaning(posterior: Posterior, priors: Priors, departures: Array) -> _Lean:
    """Generalised least squares of each departure alone, shape (n, q), the linear part integrated out by its prior."""
    scores, best = posterior.scores, int(posterior.weight.argmax())
    prior_mean, covariance = priors.linear(scores.infusion_day.size)
    design = scores.design(scores.day, posterior.rise[best : best + 1], posterior.half_life[best : best + 1])[0]
    scaled = design @ np.linalg.cholesky(covariance)
    left = (scores.pain - design @ prior_mean)[:, None]
    alike = np.power(posterior.phi[best], np.diff(scores.day))
    white = whitened(np.concatenate([departures, scaled, left], axis=1)[None], alike)[0][0]
    count, variance = departures.shape[1], posterior.sigma[best] ** 2
    towards, known, rest = white[:, :count], white[:, count:-1], white[:, -1]
    gram = known.T @ known + variance * np.eye(known.shape[1])
    shared = known.T @ towards
    explained = np.linalg.solve(gram, shared)
    pull = (towards.T @ rest - explained.T @ (known.T @ rest)) / variance
    weight = np.maximum((towards**2).sum(axis=0) - (shared * explained).sum(axis=0), 0.0) / variance + 1e-9
    return _Lean(np.asarray(pull / np.sqrt(weight)), np.asarray(pull / weight))


def _difference(points: float) -> str:
    return f"{abs(points):.1f} points {'higher' if points > 0 else 'lower'}"
