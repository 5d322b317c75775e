"""Weighted normal distributions: the exact posterior of anything linear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ebb.relief.diary import Array
from ebb.relief.estimate import LEVELS, Estimate
from ebb.relief.normal import below, density

_LATTICE = np.linspace(-5.0, 5.0, 25)
_BINS_PER_SD, _BINS_PER_FOLD = 6, 8
_REACH_SD, _LEAST_FOLD, _MOST_FOLD = 6, -5, 1
_TINY = 1e-9


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
    place = np.clip((mean + _REACH_SD) * _BINS_PER_SD, 0, 2 * _REACH_SD * _BINS_PER_SD - 1).astype(int)
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
