"""Answers with their uncertainty: weighted normal distributions, the exact posterior of anything linear."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ebb.relief.diary import Array

_P = 0.3275911
_A = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)

Interval = tuple[float, float]

LEVELS = (0.025, 0.10, 0.25, 0.75, 0.90, 0.975)
"""The quantiles that bound 50, 80 and 95 %."""

_LATTICE = np.linspace(-5.0, 5.0, 25)
_BINS_PER_SD, _BINS_PER_FOLD = 6, 8
_RANGE_SDS, _LEAST_FOLD, _MOST_FOLD = 6, -5, 1
_TINY = 1e-9


def density(x: Array) -> Array:
    """The standard normal density, in the shape of x."""
    return np.asarray(np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi))


def below(x: Array) -> Array:
    """The probability that a standard normal lies below x, to 1e-7, in the shape of x.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 7.1.26 (error of erf below 1.5e-7).
    """
    size = np.abs(x) * math.sqrt(0.5)
    t = 1.0 / (1.0 + _P * size)
    series = t * (_A[0] + t * (_A[1] + t * (_A[2] + t * (_A[3] + t * _A[4]))))
    tail = 0.5 * series * np.exp(-size * size)
    return np.asarray(np.where(x < 0.0, tail, 1.0 - tail))


@dataclass(frozen=True)
class Estimate:
    """A mean and the central intervals that hold it with a chance of 50, 80 and 95 %."""

    mean: float
    i50: Interval
    i80: Interval
    i95: Interval

    @classmethod
    def of(cls, mean: float, quantiles: Array) -> Estimate:
        """From the mean and the quantiles at LEVELS, shape (6,)."""
        q025, q10, q25, q75, q90, q975 = (float(value) for value in quantiles)
        return cls(float(mean), (q25, q75), (q10, q90), (q025, q975))

    def times(self, factor: float) -> Estimate:
        """The same answer in another unit; `factor` above 0."""
        return self._with_each(lambda value: value * factor)

    def within(self, low: float, high: float) -> Estimate:
        """The same answer where nothing can lie outside [low, high]; the mean is the caller's to mind."""
        return self._with_each(lambda value: min(max(value, low), high))

    def _with_each(self, change: Callable[[float], float]) -> Estimate:
        i50, i80, i95 = ((change(low), change(high)) for low, high in (self.i50, self.i80, self.i95))
        return Estimate(change(self.mean), i50, i80, i95)

    def as_json(self, digits: int = 4) -> dict[str, Any]:
        """For `ebb relief`: rounded, intervals as pairs."""
        pairs = {"i50": self.i50, "i80": self.i80, "i95": self.i95}
        intervals = {name: [round(low, digits), round(high, digits)] for name, (low, high) in pairs.items()}
        return {"mean": round(self.mean, digits), **intervals}


@dataclass(frozen=True)
class Mixture:
    """f quantities, each a mixture of m normals. weight: (m,), sums to 1. mean, sd: (f, m)."""

    weight: Array
    mean: Array
    sd: Array

    @property
    def expected(self) -> Array:
        """The mean of each, shape (f,)."""
        return np.asarray(self.mean @ self.weight)

    @property
    def deviation(self) -> Array:
        """The standard deviation of each, shape (f,)."""
        apart = self.mean - self.expected[:, None]
        return np.sqrt((self.sd**2 + apart**2) @ self.weight)

    def above(self, threshold: float = 0.0) -> Array:
        """The probability that each lies above the threshold, shape (f,)."""
        return np.asarray(below((self.mean - threshold) / self.sd) @ self.weight)

    def quantiles(self, levels: Sequence[float] = LEVELS) -> Array:
        """What each lies below with these probabilities, rising, shape (f, levels); exact to 2e-3 of its deviation."""
        wanted = np.asarray(levels)
        each = zip(self.mean, self.sd, self.expected, np.maximum(self.deviation, _TINY), strict=True)
        return np.array([_quantiles(wanted, self.weight, *one) for one in each]).reshape(len(self.mean), wanted.size)

    def estimates(self) -> list[Estimate]:
        """Each with its intervals."""
        return [Estimate.of(mean, row) for mean, row in zip(self.expected, self.quantiles(), strict=True)]


def _quantiles(wanted: Array, weight: Array, mean: Array, sd: Array, middle: float, spread: float) -> Array:
    """A lattice over five deviations to either side brackets them, two Newton steps bring them home."""
    weight, mean, sd = _alike_as_one(weight, (mean - middle) / spread, sd / spread)
    reached = below((_LATTICE[:, None] - mean) / sd) @ weight
    at = np.interp(wanted, reached, _LATTICE)
    for _ in range(2):
        distance = (at[:, None] - mean) / sd
        steep = (density(distance) / sd) @ weight
        at = at - np.clip((below(distance) @ weight - wanted) / np.maximum(steep, 1e-6), -0.2, 0.2)
    return np.asarray(middle + spread * np.maximum.accumulate(at))


def _alike_as_one(weight: Array, mean: Array, sd: Array) -> tuple[Array, Array, Array]:
    """Components with nearly one mean and one sd, put together with their mean and variance kept.

    In units of the mixture's deviation: cells of a sixth by an eighth of a factor e. Thousands become a few hundred.
    """
    place = np.clip((mean + _RANGE_SDS) * _BINS_PER_SD, 0, 2 * _RANGE_SDS * _BINS_PER_SD - 1).astype(int)
    folds = (_MOST_FOLD - _LEAST_FOLD) * _BINS_PER_FOLD
    width = np.clip((np.log(sd) - _LEAST_FOLD) * _BINS_PER_FOLD, 0, folds - 1).astype(int)
    cell = place * folds + width
    sums = np.bincount(cell, weight)
    used = np.flatnonzero(sums)
    total = np.asarray(sums[used], dtype=np.float64)
    middle = np.bincount(cell, weight * mean)[used] / total
    square = np.bincount(cell, weight * (sd**2 + mean**2))[used] / total
    return total, middle, np.sqrt(np.maximum(square - middle**2, _TINY**2))


def weighted_quantiles(weight: Array, value: Array, levels: Sequence[float]) -> Array:
    """Quantiles of weighted points, each standing for the stretch between it and its neighbours; shape (levels,)."""
    points, place = np.unique(value, return_inverse=True)
    share = np.bincount(place, weight)
    return np.asarray(np.interp(levels, np.cumsum(share) - 0.5 * share, points))
