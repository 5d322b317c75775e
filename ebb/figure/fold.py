"""Long series told in stretches: from lowest to highest, and whether something is missing."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ebb.figure.axis import DAY, HOUR, MINUTE, Axis
from ebb.figure.text import exact, number
from ebb.figure.words import Words

MOST_VALUES = 60  # a series as long is told value by value
_MOST_STRETCHES = 30
_LENGTHS = [MINUTE * n for n in (1, 2, 5, 10, 15, 30)] + [HOUR * n for n in (1, 2, 4, 12)] + [DAY, 7 * DAY]


@dataclass(frozen=True)
class Stretch:
    """Part of a series. `low` and `high` are None where nothing was measured."""

    seconds: float
    low: float | None
    high: float | None
    part_missing: bool

    def say(self, unit: str, words: Words) -> str:
        if self.low is None or self.high is None:
            return words.no_value
        low, high = number(self.low), number(self.high)
        said = f"{low if low == high else f'{low} {words.to} {high}'} {unit}".strip()
        return f"{said}, {words.part_missing}" if self.part_missing else said


def stretch_length(axis: Axis) -> float:
    """Seconds to a stretch, so that a series as long as the axis takes at most thirty rows."""
    first, last = axis.span
    return next((length for length in _LENGTHS if (last - first) / length <= _MOST_STRETCHES), 30 * DAY)


def say_length(length_s: float, words: Words) -> str:
    """The length in the largest unit that fits."""
    for unit_s, unit in ((DAY, words.days), (HOUR, words.hours)):
        if length_s >= unit_s:
            return f"{exact(length_s / unit_s)} {unit}"
    return f"{exact(length_s / MINUTE)} {words.minutes}"


def stretches(seconds: Sequence[float], values: Sequence[float | None], length_s: float) -> Iterator[Stretch]:
    """The series in stretches that begin at whole multiples of the length; `seconds` in order of time."""
    start = 0
    while start < len(seconds):
        begins = seconds[start] // length_s * length_s
        end = max(bisect_left(seconds, begins + length_s, start), start + 1)
        known = [value for value in values[start:end] if value is not None]
        low, high = (min(known), max(known)) if known else (None, None)
        yield Stretch(begins, low, high, len(known) < end - start)
        start = end
