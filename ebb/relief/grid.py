"""The grid over what enters the model bent: rise, half-life, phi and sigma.

Each axis is evenly spaced in the coordinate whose prior is normal: log r, log H, artanh phi, log sigma. A first, wide
grid finds where the posterior lies; a second covers that, so that 90 and 400 days are resolved alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ebb.relief.diary import Array
from ebb.relief.priors import Priors, Spread

WIDE = (3, 7, 9, 25)
FINE = (5, 12, 8, 14)
"""Points for r, H, phi and sigma: 4,725 and 6,720 in all."""

_REACH = (2.0, 3.0, 3.5, 3.5)
"""How many prior sds the wide grid reaches to either side, axis by axis."""

_FINE_REACH_OF_RISE = 2.5
_TAIL = 1e-4


@dataclass(frozen=True)
class Grid:
    """Coordinates along the four axes, each evenly spaced and rising."""

    log_rise: Array
    log_half_life: Array
    artanh_phi: Array
    log_sigma: Array

    @classmethod
    def wide(cls, priors: Priors) -> Grid:
        """All that the priors think possible."""
        return cls(*(_axis(*how) for how in zip(_spreads(priors), WIDE, _REACH, strict=True)))

    def around(self, weight: Array, priors: Priors) -> Grid:
        """A finer grid where the posterior lies; `weight`: that of each point of this grid, shape (s, z, r, h).

        The rise keeps its whole range: a diary says little about it.
        """
        return Grid(
            _axis(priors.log_rise, FINE[0], _FINE_REACH_OF_RISE),
            _closer(self.log_half_life, weight.sum((0, 1, 2)), FINE[1]),
            _closer(self.artanh_phi, weight.sum((0, 2, 3)), FINE[2]),
            _closer(self.log_sigma, weight.sum((1, 2, 3)), FINE[3]),
        )

    def log_prior(self, priors: Priors) -> Array:
        """The logarithm of the prior probability of each point's cell, shape (s, z, r, h)."""
        rise, half_life, phi, sigma = (
            _log_share(axis, spread) for axis, spread in zip(self._axes, _spreads(priors), strict=True)
        )
        return np.asarray(sigma[:, None, None, None] + phi[:, None, None] + rise[:, None] + half_life)

    @property
    def shapes(self) -> tuple[Array, Array]:
        """Rise and half-life, in days, of each of the c = r x h curves, shape (c,) each."""
        rise, half_life = np.exp(self.log_rise), np.exp(self.log_half_life)
        return np.repeat(rise, half_life.size), np.tile(half_life, rise.size)

    @property
    def _axes(self) -> tuple[Array, Array, Array, Array]:
        return self.log_rise, self.log_half_life, self.artanh_phi, self.log_sigma


def _spreads(priors: Priors) -> tuple[Spread, Spread, Spread, Spread]:
    return priors.log_rise, priors.log_half_life, priors.artanh_phi, priors.log_sigma


def _axis(spread: Spread, points: int, reach: float) -> Array:
    return np.linspace(spread.mean - reach * spread.sd, spread.mean + reach * spread.sd, points)


def _closer(axis: Array, weight: Array, points: int) -> Array:
    """The middles of `points` cells over that part of the axis outside of which next to no weight lies."""
    reached = np.cumsum(weight)
    step = axis[1] - axis[0]
    low = axis[np.searchsorted(reached, _TAIL)] - 0.5 * step
    high = axis[min(int(np.searchsorted(reached, 1.0 - _TAIL)), axis.size - 1)] + 0.5 * step
    edges = np.linspace(low, high, points + 1)
    return np.asarray(0.5 * (edges[:-1] + edges[1:]))


def _log_share(axis: Array, spread: Spread) -> Array:
    """Of a normal prior, the density at each point times the width of its cell, as a logarithm."""
    width = (axis[1] - axis[0]) / spread.sd
    return np.asarray(-0.5 * ((axis - spread.mean) / spread.sd) ** 2 + math.log(width / math.sqrt(2.0 * math.pi)))
