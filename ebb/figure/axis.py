"""The time axis: an instant becomes seconds, seconds become words."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil, floor, isfinite
from typing import TypeAlias

from ebb.figure.errors import AxisError
from ebb.figure.words import Words

Instant: TypeAlias = datetime | date | float

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


@dataclass(frozen=True)
class Tick:
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
    def ticks(self, most: int, words: Words) -> list[Tick]:
        """At most that many labelled places, at round times."""

    @abstractmethod
    def say(self, seconds: float, words: Words) -> str:
        """The instant as it stands in the table."""

    def say_short(self, seconds: float, words: Words) -> str:
        """The instant as it stands in the figure, to the minute."""
        return self.say(seconds, words)

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

    def _refuse_no_length(self) -> None:
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
