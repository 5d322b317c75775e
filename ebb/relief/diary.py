"""What goes in: a pain diary and the days of the infusions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ebb.relief.errors import DiaryError, InfusionError

Array = npt.NDArray[np.float64]

LEAST_PAIN, MOST_PAIN = 0.0, 10.0
FURTHEST_DAY = 100_000
MOST_INFUSIONS = 200


@dataclass(frozen=True, order=True)
class Infusion:
    """One infusion: its day on the diary's count, and its dose when known (drawn, not reckoned with)."""

    day: float
    dose_mg: float | None = None

    def __post_init__(self) -> None:
        if not abs(self.day) <= FURTHEST_DAY:
            raise InfusionError(f"an infusion's day must be a number within {FURTHEST_DAY:,} days, not {self.day}")
        if self.dose_mg is not None and not 0 < self.dose_mg < math.inf:
            raise InfusionError(f"the dose on day {self.day:g} must be more than 0 mg, not {self.dose_mg}")


@dataclass(frozen=True)
class Diary:
    """Days with the average pain of each (NRS, 0 to 10), and the infusions. Days left out are gaps.

    days: whole numbers, each once, in any order. pain: as many. infusions: each day once, in any order.
    Raises DiaryError with the row, or InfusionError.
    """

    days: tuple[int, ...]
    pain: tuple[float, ...]
    infusions: tuple[Infusion, ...] = ()

    def __post_init__(self) -> None:
        if len(self.days) != len(self.pain):
            raise DiaryError(f"{len(self.days)} days with {len(self.pain)} scores; each day needs its own")
        if not self.days:
            raise DiaryError("no day has a score; a diary needs at least one")
        seen: dict[int, int] = {}
        for row, (day, pain) in enumerate(zip(self.days, self.pain, strict=True), start=1):
            _refuse_impossible(row, day, pain)
            if day in seen:
                raise DiaryError(f"day {day} stands in row {seen[day]} already; each day has one score", row)
            seen[day] = row
        days = [infusion.day for infusion in self.infusions]
        if twice := [day for day in days if days.count(day) > 1]:
            raise InfusionError(f"day {twice[0]:g} is named twice among the infusions; each stands once")
        if len(days) > MOST_INFUSIONS:
            raise InfusionError(f"{len(days)} infusions; at most {MOST_INFUSIONS} can be told apart here")
        rows = sorted(zip(self.days, self.pain, strict=True))
        object.__setattr__(self, "days", tuple(int(day) for day, _ in rows))
        object.__setattr__(self, "pain", tuple(float(pain) for _, pain in rows))
        object.__setattr__(self, "infusions", tuple(sorted(self.infusions, key=lambda infusion: infusion.day)))

    @classmethod
    def of(cls, days: Iterable[float], pain: Iterable[float], infusions: Iterable[float] = ()) -> Diary:
        """A diary from plain numbers, NumPy's too; scores that are NaN are refused, not read as gaps."""
        given = tuple(Infusion(float(day)) for day in infusions)
        return cls(tuple(days), tuple(pain), given)  # type: ignore[arg-type]

    @cached_property
    def day(self) -> Array:
        """The days with a score, rising, shape (n,)."""
        return np.array(self.days, dtype=float)

    @cached_property
    def score(self) -> Array:
        """Their pain, 0 to 10, shape (n,)."""
        return np.array(self.pain)

    @cached_property
    def infusion_day(self) -> Array:
        """The days of the infusions, rising, shape (k,)."""
        return np.array([infusion.day for infusion in self.infusions], dtype=float)

    @property
    def day_zero(self) -> float:
        """The first infusion's day, from which drift counts; the diary's first day when there is none."""
        return float(self.infusion_day[0]) if self.infusions else float(self.days[0])

    @property
    def baseline_days(self) -> int:
        """How many days before the first infusion have a score; all of them when there is none."""
        if not self.infusions:
            return len(self.days)
        return int((self.day < self.day_zero).sum())

    def until(self, day: float) -> Diary:
        """What was known at the end of that day: scores and infusions up to it. Raises DiaryError when nothing was."""
        rows = [(on, pain) for on, pain in zip(self.days, self.pain, strict=True) if on <= day]
        given = tuple(infusion for infusion in self.infusions if infusion.day <= day)
        return Diary(tuple(on for on, _ in rows), tuple(pain for _, pain in rows), given)


def _refuse_impossible(row: int, day: float, pain: float) -> None:
    if not (math.isfinite(day) and day == int(day) and abs(day) <= FURTHEST_DAY):
        raise DiaryError(f"the day must be a whole number within {FURTHEST_DAY:,} days, not {day}", row)
    if not LEAST_PAIN <= pain <= MOST_PAIN:
        raise DiaryError(f"pain must be a number from 0 to 10, not {pain}", row)


def infusions_on(days: Sequence[float], doses_mg: Sequence[float] | None = None) -> tuple[Infusion, ...]:
    """Infusions from their days and, where known, doses in mg. Raises InfusionError."""
    if doses_mg is None:
        return tuple(Infusion(float(day)) for day in days)
    if len(doses_mg) != len(days):
        raise InfusionError(f"{len(days)} infusions with {len(doses_mg)} doses; each needs its own, or none")
    return tuple(Infusion(float(day), float(mg)) for day, mg in zip(days, doses_mg, strict=True))
