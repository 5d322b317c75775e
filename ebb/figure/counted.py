"""Counted time: minutes since a start, for models; days since a first infusion, for diaries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ebb.figure.axis import DAY, HOUR, MINUTE, Axis, Instant, Tick, fitting_step, multiples
from ebb.figure.errors import AxisError
from ebb.figure.text import exact
from ebb.figure.words import Words

_HOUR_STEPS = [HOUR * n for n in (0.5, 1, 2, 3, 6, 12, 24, 48, 168)]
_MINUTE_STEPS = [*(MINUTE * n for n in (1, 2, 5, 10, 15, 20)), *_HOUR_STEPS]
_DAY_STEPS = [DAY * n for n in (1, 2, 7, 14, 28, 56, 112, 364)]


@dataclass(frozen=True)
class MinutesAxis(Axis):
    """Time since a beginning. Instants are floats of minutes; long spans are labelled in hours."""

    start: float
    end: float

    def __post_init__(self) -> None:
        self._refuse_no_length()

    @property
    def span(self) -> tuple[float, float]:
        return self.start * MINUTE, self.end * MINUTE

    def _convert(self, instants: Iterable[Instant]) -> list[float]:
        try:
            return [at * MINUTE for at in instants]  # type: ignore[operator]
        except TypeError as error:
            raise AxisError("a minutes axis takes numbers of minutes, not dates or datetimes") from error

    def ticks(self, most: int, words: Words) -> list[Tick]:
        first, last = self.span
        unit, steps = (HOUR, _HOUR_STEPS) if self._in_hours else (MINUTE, _MINUTE_STEPS)
        step = fitting_step(steps, last - first, most)
        return [Tick(place, exact(round(place / unit, 4))) for place in multiples(step, first, last)]

    def say(self, seconds: float, words: Words) -> str:
        return f"{exact(round(seconds / MINUTE, 4))} {words.minutes}"

    def caption(self, words: Words) -> str:
        return words.hours if self._in_hours else words.minutes

    @property
    def _in_hours(self) -> bool:
        return self.end - self.start > 240


@dataclass(frozen=True)
class DaysAxis(Axis):
    """Days. Instants are floats of days, or dates where `day_zero` says which date is day 0."""

    start: float
    end: float
    day_zero: date | None = None

    def __post_init__(self) -> None:
        self._refuse_no_length()

    @property
    def span(self) -> tuple[float, float]:
        return self.start * DAY, self.end * DAY

    def _convert(self, instants: Iterable[Instant]) -> list[float]:
        return [self._days(at) * DAY for at in instants]

    def _days(self, at: Instant) -> float:
        if isinstance(at, datetime):
            raise AxisError("a days axis takes dates or numbers of days, not datetimes")
        if not isinstance(at, date):
            return at
        if self.day_zero is None:
            raise AxisError("to place a date on a days axis, say which date is its day_zero")
        return float((at - self.day_zero).days)

    def ticks(self, most: int, words: Words) -> list[Tick]:
        first, last = self.span
        step = fitting_step(_DAY_STEPS, last - first, most)
        return [Tick(place, self._label(place / DAY, words)) for place in multiples(step, first, last)]

    def say(self, seconds: float, words: Words) -> str:
        label = self._label(seconds / DAY, words)
        return f"{words.day} {label}" if self.day_zero is None else label

    def caption(self, words: Words) -> str:
        return words.days if self.day_zero is None else ""

    def _label(self, days: float, words: Words) -> str:
        if self.day_zero is None:
            return exact(round(days, 4))
        on = self.day_zero + timedelta(days=days)
        return f"{on.day} {words.months[on.month - 1]}"
