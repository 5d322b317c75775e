"""Six worlds the model was not built for, one of them with and without relief.

Each takes a generator and a calendar and gives one invented person who answers in whole numbers from 0 to 10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ebb.relief.conjugate import relief_shape
from ebb.relief.diary import Array, QuestionError
from ebb.relief.worlds.invented import (
    PHI,
    WEEKLY_SIX,
    Calendar,
    ForeignPerson,
    InventedPerson,
    Range,
    invented,
    noise,
    points_drawn,
)

LASTS_DAYS: Range = (14.0, 45.0)
"""How long relief lasts where it ends on a day: from two weeks to the longest that still ends in a usual diary."""
USUAL_RISE_DAYS, USUAL_HALF_LIFE_DAYS = 1.0, 14.0
"""The model's own curve, for worlds that are foreign by something else than the curve."""
DRIFT_SD, DRIFT_SD_WITH_RELIEF = 1.0, 0.6
"""Points in 30 days, over people, before DRIFT_STAYS holds them; the published priors expect 0.3."""
DRIFT_STAYS: Range = (1.0, 9.5)
"""A drifting level stays between these on every day, as nobody's pain drifts off the scale."""
BAD_WEEK_DAYS = 7
"""The days before the first infusion for which people are chosen."""
WORSE_BY_SD = 0.8
"""How many sigma those days lie above the person's level on average, at least."""
MISSED_USUALLY, MISSED_PER_SD, MISSED_AT_MOST = 0.25, 0.25, 0.9
"""Chance to miss a usual day, what each standard deviation of pain above it adds, and the chance on the worst."""


def linear_fade(rng: np.random.Generator, calendar: Calendar = WEEKLY_SIX, lasts: Range = LASTS_DAYS) -> InventedPerson:
    """Full relief at once, then in a straight line to nothing."""
    lasts_days = rng.uniform(*lasts)
    shape = np.where(calendar.since > 0, np.clip(1.0 - calendar.since / lasts_days, 0.0, 1.0), 0.0)
    return _steady(rng, calendar, shape)


def plateau(rng: np.random.Generator, calendar: Calendar = WEEKLY_SIX, lasts: Range = LASTS_DAYS) -> InventedPerson:
    """Full relief that is lost from one day to the next."""
    lasts_days = rng.uniform(*lasts)
    shape = np.where((calendar.since > 0) & (calendar.since <= lasts_days), 1.0, 0.0)
    return _steady(rng, calendar, shape)


def step(rng: np.random.Generator, calendar: Calendar = WEEKLY_SIX) -> InventedPerson:
    """A change for good from the day after each infusion."""
    return _steady(rng, calendar, np.where(calendar.since > 0, 1.0, 0.0))


def drift(rng: np.random.Generator, calendar: Calendar = WEEKLY_SIX) -> InventedPerson:
    """Pain goes its own way, up or down in a straight line; the drug does nothing."""
    person = ForeignPerson.drawn(rng)
    untreated = _drifting(rng, calendar, person.baseline, DRIFT_SD)
    return invented(calendar, person, untreated, _usual(calendar), _nothing(calendar), person.days(rng, calendar))


def drift_with_relief(rng: np.random.Generator, calendar: Calendar = WEEKLY_SIX) -> InventedPerson:
    """Pain goes its own way, and the drug relieves it as the model thinks."""
    person = ForeignPerson.drawn(rng)
    untreated = _drifting(rng, calendar, person.baseline, DRIFT_SD_WITH_RELIEF)
    points = points_drawn(rng, _usual(calendar), untreated)
    return invented(calendar, person, untreated, _usual(calendar), points, person.days(rng, calendar))


def bad_week(
    rng: np.random.Generator, calendar: Calendar = WEEKLY_SIX, worse_by_sd: float = WORSE_BY_SD, phi: Range = PHI
) -> InventedPerson:
    """Regression to the mean: people are treated because their last week was bad; the drug does nothing.

    phi: range of the correlation from day to day; the nearer to 1, the slower a bad week ends.
    Raises QuestionError when fewer than 7 days are known before the first infusion.
    """
    if calendar.baseline_days < BAD_WEEK_DAYS:
        raise QuestionError(f"a bad week needs {BAD_WEEK_DAYS} baseline days, not {calendar.baseline_days}")
    person = ForeignPerson.drawn(rng, phi)
    before = noise(rng, calendar.baseline_days, person.phi, person.sigma)
    while before[-BAD_WEEK_DAYS:].mean() <= worse_by_sd * person.sigma:
        before = noise(rng, calendar.baseline_days, person.phi, person.sigma)
    after = noise(rng, len(calendar.day) - len(before), person.phi, person.sigma, eve=before[-1])
    untreated = np.full(len(calendar.day), person.baseline)
    return invented(calendar, person, untreated, _usual(calendar), _nothing(calendar), np.concatenate([before, after]))


def missing_when_bad(rng: np.random.Generator, calendar: Calendar = WEEKLY_SIX) -> InventedPerson:
    """Relief as the model thinks, but the worse a day for this person, the likelier it stays unwritten."""
    whole = _steady(rng, calendar, _usual(calendar))
    worse = (whole.pain - whole.pain.mean()) / whole.pain.std()
    missed = np.clip(MISSED_USUALLY + MISSED_PER_SD * worse, 0.0, MISSED_AT_MOST)
    return replace(whole, written=rng.random(len(missed)) >= missed)


WORLDS: dict[str, Callable[[np.random.Generator, Calendar], InventedPerson]] = {
    "linear_fade": linear_fade,
    "plateau": plateau,
    "step": step,
    "drift": drift,
    "drift_with_relief": drift_with_relief,
    "bad_week": bad_week,
    "missing_when_bad": missing_when_bad,
}


def _steady(rng: np.random.Generator, calendar: Calendar, shape: Array) -> InventedPerson:
    person = ForeignPerson.drawn(rng)
    untreated = np.full(len(calendar.day), person.baseline)
    points = points_drawn(rng, shape, untreated)
    return invented(calendar, person, untreated, shape, points, person.days(rng, calendar))


def _drifting(rng: np.random.Generator, calendar: Calendar, baseline: float, sd: float) -> Array:
    low, high = DRIFT_STAYS
    while True:
        level = np.asarray(baseline + rng.normal(0.0, sd) * calendar.months)
        if low <= level.min() and level.max() <= high:
            return level


def _usual(calendar: Calendar) -> Array:
    return relief_shape(calendar.since, np.array(USUAL_RISE_DAYS), np.array(USUAL_HALF_LIFE_DAYS))


def _nothing(calendar: Calendar) -> Array:
    return np.zeros(len(calendar.infusion_days))
