"""An invented diary beside its truth: its infusions, its good and bad days, and the people of the foreign worlds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ebb.relief.diary import (
    LEAST_PAIN,
    MOST_PAIN,
    Array,
    Diary,
    DiaryInfusion,
    InfusionError,
    QuestionError,
    infusions_on,
)
from ebb.relief.priors import Spread

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
class Calendar:
    """The days of one invented diary, from `baseline_days` before the first infusion to the last of the days after.

    infusion_days: rising, at least one. known_days: counted from the last infusion; the diary ends there.
    later_days: what a forecast is held against. Raises InfusionError or QuestionError.
    """

    infusion_days: tuple[float, ...]
    baseline_days: int = 14
    known_days: int = 60
    later_days: int = 28

    def __post_init__(self) -> None:
        days = self.infusion_days
        if not days or any(after <= before for before, after in pairwise(days)):
            raise InfusionError(f"an invented diary needs infusions on rising days, at least one, not {days}")
        if min(self.baseline_days, self.known_days, self.later_days) < 0:
            raise QuestionError(f"a calendar's lengths in days must not be below 0: {self}")

    @cached_property
    def infusions(self) -> tuple[DiaryInfusion, ...]:
        """The infusions, as a diary holds them."""
        return infusions_on(self.infusion_days)

    @cached_property
    def infusion_day(self) -> Array:
        """Their days, shape (k,)."""
        return np.array(self.infusion_days, dtype=float)

    @property
    def last_known(self) -> int:
        """The last day the diary may hold."""
        return math.floor(self.infusion_days[-1]) + self.known_days

    @cached_property
    def day(self) -> Array:
        """Every day of the span, the later ones too, shape (n,)."""
        first = math.ceil(self.infusion_days[0]) - self.baseline_days
        return np.arange(first, self.last_known + self.later_days + 1, dtype=float)

    @cached_property
    def since(self) -> Array:
        """Days since each infusion, below 0 before it, shape (n, k)."""
        return np.asarray(self.day[:, None] - self.infusion_day)

    @cached_property
    def months(self) -> Array:
        """Months of 30 days since the first infusion, by which drift counts, shape (n,)."""
        return np.asarray(self.since[:, 0] / 30.0)


ONE_ALONE = Calendar((0.0,))
WEEKLY_SIX = Calendar((0.0, 7.0, 14.0, 21.0, 28.0, 35.0))


@dataclass(frozen=True, eq=False)
class DrawnParameters:
    """What the model's own world drew for one person.

    linear: baseline, drift per 30 days and the points of each infusion, shape (2 + k,), ordered as in `Priors.linear`.
    """

    rise_days: float
    half_life_days: float
    phi: float
    sigma: float
    linear: Array


@dataclass(frozen=True, eq=False)
class InventedPerson:
    """One invented person. Arrays of shape (n,) run over `day`, the whole span with the later days.

    points: true relief of each infusion when it begins, shape (k,); the own world's A. baseline: true level at the
    first infusion, without drug. untreated: the level without drug and noise, (n,). relief: the drug's part in points,
    (n,). pain: as lived, noise included, (n,). score: as it would be written, (n,). written: whether it was, (n,).
    drawn: in the own world only.
    """

    calendar: Calendar
    points: Array
    baseline: float
    untreated: Array
    relief: Array
    pain: Array
    score: Array
    written: npt.NDArray[np.bool_]
    drawn: DrawnParameters | None = None

    @property
    def day(self) -> Array:
        """Every day of the span, shape (n,)."""
        return self.calendar.day

    @property
    def expected(self) -> Array:
        """The level under the drug, without noise, shape (n,)."""
        return np.asarray(self.untreated - self.relief)

    @property
    def known(self) -> tuple[Array, Array]:
        """Days and scores written until the last day known; unlike a Diary, scores may lie outside 0 to 10."""
        rows = self.written & (self.day <= self.calendar.last_known)
        return self.day[rows], self.score[rows]

    @property
    def diary(self) -> Diary:
        """The same as a diary. Raises DiaryError when a score of the exact model lies outside 0 to 10."""
        days, scores = self.known
        return Diary(tuple(days), tuple(scores), self.calendar.infusions)

    @property
    def later(self) -> tuple[Array, Array]:
        """Days and scores after the last day known, all of them, each of shape (later_days,)."""
        rows = self.day > self.calendar.last_known
        return self.day[rows], self.score[rows]


def whole_number(pain: Array) -> Array:
    """The score a person would tick: the nearest whole number, held to 0..10, in the shape of `pain`."""
    return np.asarray(np.clip(np.round(pain), LEAST_PAIN, MOST_PAIN) + 0.0)


def noise(rng: np.random.Generator, days: int, phi: float, sigma: float, eve: float | None = None) -> Array:
    """AR(1) in points with standard deviation `sigma` and correlation `phi` from day to day, shape (days,).

    eve: the noise of the day before, when it is known.
    """
    today = sigma * rng.standard_normal() if eve is None else eve
    news = sigma * math.sqrt(1.0 - phi**2) * rng.standard_normal(days)
    course = np.empty(days)
    for row, new in enumerate(news):
        course[row] = today = phi * today + new
    return course


@dataclass(frozen=True)
class ForeignPerson:
    """baseline: points at the first infusion, without drug. phi, sigma: of the noise."""

    baseline: float
    phi: float
    sigma: float

    @classmethod
    def drawn(cls, rng: np.random.Generator, phi: Range = PHI) -> ForeignPerson:
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
    calendar: Calendar, person: ForeignPerson, untreated: Array, shape: Array, points: Array, days: Array
) -> InventedPerson:
    """A person who wrote a whole number every day. untreated, days: level and noise, (n,). shape: (n, k)."""
    relief = np.asarray(shape @ points)
    pain = np.asarray(untreated - relief + days)
    written = np.ones(len(pain), dtype=bool)
    return InventedPerson(calendar, points, person.baseline, untreated, relief, pain, whole_number(pain), written)
