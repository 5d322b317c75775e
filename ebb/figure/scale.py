"""Values to pixels, and round numbers to write beside them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ebb.figure.errors import finite
from ebb.figure.svg import number


@dataclass(frozen=True)
class ValueScale:
    """A straight line from value to pixel: `v0` lies at `y0` (low on the page), `v1` at `y1`."""

    v0: float
    v1: float
    y0: float
    y1: float

    def y(self, value: float) -> float:
        return self.y0 + (float(value) - self.v0) / (self.v1 - self.v0) * (self.y1 - self.y0)

    def inside(self, value: float) -> float:
        """The pixel of a value, held within the panel."""
        return min(max(self.y(value), min(self.y0, self.y1)), max(self.y0, self.y1))

    def ticks(self, most: int, *, above_zero: bool = False) -> list[tuple[float, str, str]]:
        """At most `most` round values as (height, text, role of its paint), of those above zero alone if asked."""
        values = round_values(0.0 if above_zero else self.v0, self.v1, most)
        return [(self.y(value), number(value), "muted") for value in values if value > 0 or not above_zero]


def scale_around(values: Iterable[float], low: float | None, high: float | None, y0: float, y1: float) -> ValueScale:
    """A scale that shows all values and reaches at least from `low` to `high`; never without height.

    Raises PointsError for a value that is not a finite number.
    """
    # Readings often come from a database as decimals.
    seen = [*map(float, values), *(float(bound) for bound in (low, high) if bound is not None)]
    finite(sum(seen))
    v0, v1 = (min(seen), max(seen)) if seen else (0.0, 1.0)
    if v1 <= v0:
        v1 = v0 + (abs(v0) or 1.0)
    return ValueScale(v0, v1, y0, y1)


def round_values(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers between low and high, evenly spaced."""
    span = high - low
    if span <= 0 or most < 1:
        return []
    for step in _round_steps(span / most):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [index * step for index in range(first, last + 1)]
    return []


def _round_steps(smallest: float) -> list[float]:
    power = 10.0 ** math.floor(math.log10(smallest))
    return [factor * power for factor in (1, 2, 5, 10, 20, 50, 100) if factor * power >= smallest * 0.5]
