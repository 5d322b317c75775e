"""An invented diary beside its truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ebb.relief.diary import LEAST_PAIN, MOST_PAIN, Array, Diary
from ebb.relief.worlds.calendar import Calendar


@dataclass(frozen=True, eq=False)
class Drawn:
    """What the model's own world drew for one person.

    linear: baseline, drift per 30 days and the points of each infusion, shape (2 + k,), ordered as in `Priors.linear`.
    """

    rise_days: float
    half_life_days: float
    phi: float
    sigma: float
    linear: Array


@dataclass(frozen=True, eq=False)
class Invented:
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
    drawn: Drawn | None = None

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
