"""The world the model was built for: every part is drawn from the priors."""

from __future__ import annotations

import math

import numpy as np

from ebb.relief.conjugate import relief_shape
from ebb.relief.diary import Array, QuestionError
from ebb.relief.priors import Priors, Spread
from ebb.relief.worlds.invented import WEEKLY_SIX, Calendar, DrawnParameters, InventedPerson, noise, whole_number

MOST_TRIES = 10_000


def own(
    rng: np.random.Generator,
    priors: Priors,
    calendar: Calendar = WEEKLY_SIX,
    *,
    whole_numbers: bool = False,
    missing: float = 0.0,
    level_within: tuple[float, float] | None = None,
) -> InventedPerson:
    """One person as the priors describe people.

    whole_numbers: scores rounded and held to 0..10; without, they are the exact model's and may leave 0..10.
    missing: chance of each day to stay unwritten, whatever its pain. level_within: draw whole persons until the level
    without noise stays between these on every day, treated and not; the priors then no longer describe those drawn.
    Raises QuestionError when nobody of 10,000 stays there.
    """
    for _ in range(1 if level_within is None else MOST_TRIES):
        drawn = _person(rng, priors, len(calendar.infusion_days))
        untreated, relief = _course(drawn, calendar)
        if level_within is None or _stays(level_within, untreated, untreated - relief):
            break
    else:
        raise QuestionError(f"none of {MOST_TRIES:,} people drawn stays within {level_within} points on every day")
    pain = untreated - relief + noise(rng, len(calendar.day), drawn.phi, drawn.sigma)
    return InventedPerson(
        calendar=calendar,
        points=drawn.linear[2:],
        baseline=float(drawn.linear[0]),
        untreated=untreated,
        relief=relief,
        pain=pain,
        score=whole_number(pain) if whole_numbers else pain,
        written=rng.random(len(pain)) >= missing,
        drawn=drawn,
    )


def _person(rng: np.random.Generator, priors: Priors, infusions: int) -> DrawnParameters:
    mean, covariance = priors.linear(infusions)
    return DrawnParameters(
        rise_days=math.exp(_one_of(rng, priors.log_rise)),
        half_life_days=math.exp(_one_of(rng, priors.log_half_life)),
        phi=math.tanh(_one_of(rng, priors.artanh_phi)),
        sigma=math.exp(_one_of(rng, priors.log_sigma)),
        linear=mean + np.linalg.cholesky(covariance) @ rng.standard_normal(len(mean)),
    )


def _one_of(rng: np.random.Generator, spread: Spread) -> float:
    return float(rng.normal(spread.mean, spread.sd))


def _course(drawn: DrawnParameters, calendar: Calendar) -> tuple[Array, Array]:
    baseline, drift, points = drawn.linear[0], drawn.linear[1], drawn.linear[2:]
    shape = relief_shape(calendar.since, np.array(drawn.rise_days), np.array(drawn.half_life_days))
    return np.asarray(baseline + drift * calendar.months), np.asarray(shape @ points)


def _stays(bounds: tuple[float, float], *levels: Array) -> bool:
    low, high = bounds
    return all(bool((level >= low).all() and (level <= high).all()) for level in levels)
