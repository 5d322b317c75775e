"""When the infusions of an invented diary are, and which days are known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from ebb.relief.diary import Array, Infusion, infusions_on
from ebb.relief.errors import InfusionError, QuestionError


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
    def infusions(self) -> tuple[Infusion, ...]:
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
