"""The time axis: an instant becomes seconds, seconds become words.

A wall clock for what happens in the chair; minutes since a start for models; days since a first infusion for diaries.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from math import ceil, floor, isfinite
from typing import TypeAlias

from ebb.figure.errors import AxisError
from ebb.figure.svg import exact
from ebb.figure.words import Words

Instant: TypeAlias = datetime | date | float

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEPS = [5.0, 10.0, 15.0, 30.0, *(MINUTE * n for n in (1, 2, 5, 10, 15, 20, 30))]
_HOUR_STEPS = [HOUR * n for n in (0.5, 1, 2, 3, 6, 12, 24, 48, 168)]
_MINUTE_STEPS = [*(MINUTE * n for n in (1, 2, 5, 10, 15, 20)), *_HOUR_STEPS]
_DAY_STEPS = [DAY * n for n in (1, 2, 7, 14, 28, 56, 112, 364)]


@dataclass(frozen=True)
class AxisTick:
    """A place on the axis and what is written there."""

    seconds: float
    label: str


class Axis(ABC):
    """One time axis for all panels. Inside, every instant is a float of seconds."""

    @property
    @abstractmethod
    def span(self) -> tuple[float, float]:
        """First and last second shown."""

    @abstractmethod
    def ticks(self, most: int, words: Words) -> list[AxisTick]:
        """At most that many labelled places, at round times."""

    @abstractmethod
    def format(self, seconds: float, words: Words) -> str:
        """The instant as it stands in the table."""

    def format_short(self, seconds: float, words: Words) -> str:
        """The instant as it stands in the figure, to the minute."""
        return self.format(seconds, words)

    @abstractmethod
    def caption(self, words: Words) -> str:
        """What the tick labels leave unsaid: the day, or the unit."""

    @abstractmethod
    def _convert(self, instants: Iterable[Instant]) -> list[float]:
        """Instants as seconds, whatever they are worth."""

    def many(self, instants: Iterable[Instant]) -> list[float]:
        """Instants as seconds. Raises AxisError for one that does not belong on this axis."""
        seconds = self._convert(instants)
        if not isfinite(sum(seconds)):
            raise AxisError("an instant on the time axis must be a finite number")
        return seconds

    def seconds(self, instant: Instant) -> float:
        """One instant as seconds."""
        return self.many((instant,))[0]

    @property
    def utc_offset_s(self) -> float | None:
        """What to add to seconds to read a wall clock; None where the axis is no clock."""
        return None

    def __post_init__(self) -> None:
        first, last = self.span
        if not (isfinite(first) and isfinite(last) and last > first):
            raise AxisError(f"the time axis must end after it starts; it is {last - first:g} s long")


def fitting_step(steps: list[float], span: float, most: int) -> float:
    """The smallest of the steps that marks a span at most `most` times."""
    for step in steps:
        if floor(span / step) + 1 <= most:
            return step
    return steps[-1] * ceil(span / steps[-1] / max(most - 1, 0.5))


def multiples(step: float, first: float, last: float) -> list[float]:
    """All whole multiples of the step between first and last."""
    start, stop = ceil(first / step - 1e-9), floor(last / step + 1e-9)
    return [count * step for count in range(start, stop + 1)]


_STEPS += [*(HOUR * n for n in (1, 2, 3, 6, 12)), *(DAY * n for n in (1, 2, 7, 14, 28))]


@dataclass(frozen=True)
class ClockAxis(Axis):
    """Wall-clock time in one time zone. Instants are aware datetimes, or floats of seconds since 1970 UTC."""

    start: datetime
    end: datetime
    tz: tzinfo

    @cached_property
    def span(self) -> tuple[float, float]:
        first, last = self.many((self.start, self.end))
        return first, last

    def _convert(self, instants: Iterable[Instant]) -> list[float]:
        given = list(instants)
        try:
            # Most series are datetimes throughout, and long ones are drawn while a page waits.
            return [(at - EPOCH).total_seconds() for at in given]  # type: ignore[operator, attr-defined]
        except TypeError:
            return [self._second(at) for at in given]

    def _second(self, at: Instant) -> float:
        if isinstance(at, datetime) and at.tzinfo is not None:
            return (at - EPOCH).total_seconds()
        if isinstance(at, date):
            raise AxisError("a clock axis takes datetimes that carry a time zone")
        return float(at)

    def ticks(self, most: int, words: Words) -> list[AxisTick]:
        first, last = self.span
        step = fitting_step(_STEPS, last - first, most)
        # Round on the clinic's wall, not in UTC: some zones lie half an hour off.
        offset = self.utc_offset_s
        places = (place - offset for place in multiples(step, first + offset, last + offset))
        return [AxisTick(place, self._label(place, step, words)) for place in places]

    def format(self, seconds: float, words: Words) -> str:
        at = self._wall(seconds)
        day = "" if self._one_day else f"{at.day} {words.months[at.month - 1]} "
        return day + at.strftime("%H:%M:%S" if seconds % MINUTE else "%H:%M")

    def format_short(self, seconds: float, words: Words) -> str:
        return self.format(seconds - seconds % MINUTE, words)

    def caption(self, words: Words) -> str:
        at = self._wall(self.span[0])
        return f"{words.weekdays[at.weekday()]} {at.day} {words.months[at.month - 1]}"

    @property
    def utc_offset_s(self) -> float:
        offset = self._wall(self.span[0]).utcoffset()
        return offset.total_seconds() if offset is not None else 0.0

    @cached_property
    def _one_day(self) -> bool:
        first, last = self.span
        return self._wall(first).date() == self._wall(last).date()

    def _wall(self, seconds: float) -> datetime:
        return (EPOCH + timedelta(seconds=seconds)).astimezone(self.tz)

    def _label(self, seconds: float, step: float, words: Words) -> str:
        at = self._wall(seconds)
        if step >= DAY:
            return f"{at.day} {words.months[at.month - 1]}"
        return at.strftime("%H:%M:%S" if step < MINUTE else "%H:%M")


@dataclass(frozen=True)
class MinutesAxis(Axis):
    """Time since a beginning. Instants are floats of minutes; long spans are labelled in hours."""

    start: float
    end: float

    @property
    def span(self) -> tuple[float, float]:
        return self.start * MINUTE, self.end * MINUTE

    def _convert(self, instants: Iterable[Instant]) -> list[float]:
        try:
            return [at * MINUTE for at in instants]  # type: ignore[operator]
        except TypeError as error:
            raise AxisError("a minutes axis takes numbers of minutes, not dates or datetimes") from error

    def ticks(self, most: int, words: Words) -> list[AxisTick]:
        first, last = self.span
        unit, steps = (HOUR, _HOUR_STEPS) if self._in_hours else (MINUTE, _MINUTE_STEPS)
        step = fitting_step(steps, last - first, most)
        return [AxisTick(place, exact(round(place / unit, 4))) for place in multiples(step, first, last)]

    def format(self, seconds: float, words: Words) -> str:
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

    def ticks(self, most: int, words: Words) -> list[AxisTick]:
        first, last = self.span
        step = fitting_step(_DAY_STEPS, last - first, most)
        return [AxisTick(place, self._label(place / DAY, words)) for place in multiples(step, first, last)]

    def format(self, seconds: float, words: Words) -> str:
        label = self._label(seconds / DAY, words)
        return f"{words.day} {label}" if self.day_zero is None else label

    def caption(self, words: Words) -> str:
        return words.days if self.day_zero is None else ""

    def _label(self, days: float, words: Words) -> str:
        if self.day_zero is None:
            return exact(round(days, 4))
        on = self.day_zero + timedelta(days=days)
        return f"{on.day} {words.months[on.month - 1]}"
