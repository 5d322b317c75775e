"""Wall-clock time, for what happens in the chair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property

from ebb.figure.axis import DAY, HOUR, MINUTE, Axis, Instant, Tick, fitting_step, multiples
from ebb.figure.errors import AxisError
from ebb.figure.words import Words

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEPS = [5.0, 10.0, 15.0, 30.0, *(MINUTE * n for n in (1, 2, 5, 10, 15, 20, 30))]
_STEPS += [*(HOUR * n for n in (1, 2, 3, 6, 12)), *(DAY * n for n in (1, 2, 7, 14, 28))]


@dataclass(frozen=True)
class ClockAxis(Axis):
    """Wall-clock time in one time zone. Instants are aware datetimes, or floats of seconds since 1970 UTC."""

    start: datetime
    end: datetime
    tz: tzinfo

    def __post_init__(self) -> None:
        self._refuse_no_length()

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

    def ticks(self, most: int, words: Words) -> list[Tick]:
        first, last = self.span
        step = fitting_step(_STEPS, last - first, most)
        # Round on the clinic's wall, not in UTC: some zones lie half an hour off.
        offset = self.utc_offset_s
        places = (place - offset for place in multiples(step, first + offset, last + offset))
        return [Tick(place, self._label(place, step, words)) for place in places]

    def say(self, seconds: float, words: Words) -> str:
        at = self._wall(seconds)
        day = "" if self._one_day else f"{at.day} {words.months[at.month - 1]} "
        return day + at.strftime("%H:%M:%S" if seconds % MINUTE else "%H:%M")

    def say_short(self, seconds: float, words: Words) -> str:
        return self.say(seconds - seconds % MINUTE, words)

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
