"""The people of the foreign worlds: how bad their pain is, how it wavers, how much an infusion does for them.

The ranges are chosen, not published: wide enough for a pain clinic, and drawn otherwise than the model's priors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ebb.relief.diary import MOST_PAIN, Array
from ebb.relief.priors import Spread
from ebb.relief.worlds.calendar import Calendar
from ebb.relief.worlds.invented import Invented, whole_number
from ebb.relief.worlds.noise import noise

Range = tuple[float, float]

BASELINE: Range = (4.5, 8.0)
"""Points of pain that bring people to infusions."""
PHI: Range = (0.2, 0.6)
"""How much of a day's noise is left the day after."""
SIGMA: Range = (0.7, 1.4)
"""Points by which days waver."""

POINTS_ALONE = Spread(2.0, 1.0)
"""Points of relief, over people, from an infusion that stands alone."""
POINTS_IN_SERIES = Spread(1.2, 0.8)
"""Points from each of several: less, since they add up."""
VISIT_SD = 0.3
"""Points by which one person's infusions differ."""
MOST_SHARE = 0.8
"""Relief takes at most this share of the pain, and harm of the room up to 10, so that few scores pile up at an end."""


@dataclass(frozen=True)
class Person:
    """baseline: points at the first infusion, without drug. phi, sigma: of the noise."""

    baseline: float
    phi: float
    sigma: float

    @classmethod
    def drawn(cls, rng: np.random.Generator, phi: Range = PHI) -> Person:
        """Anyone."""
        return cls(rng.uniform(*BASELINE), rng.uniform(*phi), rng.uniform(*SIGMA))

    def days(self, rng: np.random.Generator, calendar: Calendar) -> Array:
        """Their noise on every day, shape (n,)."""
        return noise(rng, len(calendar.day), self.phi, self.sigma)


def points_drawn(rng: np.random.Generator, shape: Array, untreated: Array) -> Array:
    """Points of each infusion, shape (k,), held by MOST_SHARE. shape: (n, k). untreated: the level, (n,)."""
    infusions = shape.shape[1]
    over_people = POINTS_ALONE if infusions == 1 else POINTS_IN_SERIES
    differ = VISIT_SD * rng.standard_normal(infusions) if infusions > 1 else np.zeros(1)
    points = rng.normal(over_people.mean, over_people.sd) + differ
    relief = shape @ points
    help_share = (relief / untreated).max()
    harm_share = (-relief / (MOST_PAIN - untreated)).max()
    return np.asarray(points / max(1.0, help_share / MOST_SHARE, harm_share / MOST_SHARE))


def invented(
    calendar: Calendar, person: Person, untreated: Array, shape: Array, points: Array, days: Array
) -> Invented:
    """A person who wrote a whole number every day. untreated, days: level and noise, (n,). shape: (n, k)."""
    relief = np.asarray(shape @ points)
    pain = np.asarray(untreated - relief + days)
    written = np.ones(len(pain), dtype=bool)
    return Invented(calendar, points, person.baseline, untreated, relief, pain, whole_number(pain), written)
