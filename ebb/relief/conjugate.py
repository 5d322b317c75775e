"""The exact linear part: given r, H, phi and sigma, baseline, drift and points of relief are jointly normal.

With the prior beta = m + L z, z standard normal, and scores whitened by the AR(1) correlation, z has precision
I + G / sigma^2. One eigendecomposition of G serves every sigma; so all sigmas of a (r, H, phi) cost next to nothing.
Derivation: docs/relief.md, "The exact part".
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

_RANGE_SDS = (2.0, 3.0, 3.5, 3.5)
"""How many prior sds the wide grid reaches to either side, axis by axis."""

_FINE_RANGE_OF_RISE_SDS = 2.5
_TAIL = 1e-4

MONTH = 30.0


def relief_shape(since: Array, rise_days: Array, half_life_days: Array) -> Array:
    """g, from 0 to below 1, in the shape the arguments broadcast to. `since`: days after the infusion."""
    after = np.maximum(since, 0.0)
    return np.asarray((1.0 - np.exp2(-after / rise_days)) * np.exp2(-after / half_life_days))


def peak_after(rise_days: Array, half_life_days: Array) -> Array:
    """Days after the infusion at which g is greatest: r log2(1 + H/r), from g' = 0."""
    return np.asarray(rise_days * np.log2(1.0 + half_life_days / rise_days))


def days_to_half(rise_days: Array, half_life_days: Array) -> Array:
    """Days after the infusion at which g has fallen to half of its peak.

    Pure fading, 2^(-s/H), lies above g and so comes to that height later. The logarithm of g is concave: Newton steps
    from that later day come down to the wanted one and never go past it.
    """
    top = peak_after(rise_days, half_life_days)
    wanted = 0.5 * relief_shape(top, rise_days, half_life_days)
    day = -half_life_days * np.log2(wanted)
    for _ in range(6):
        rising = np.exp2(-day / rise_days)
        slope = rising / rise_days / (1.0 - rising) - 1.0 / half_life_days
        day = day - np.log2(relief_shape(day, rise_days, half_life_days) / wanted) / slope
    return np.asarray(day)


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
        return cls(*(_axis(*how) for how in zip(_spreads(priors), WIDE, _RANGE_SDS, strict=True)))

    def around(self, weight: Array, priors: Priors) -> Grid:
        """A finer grid where the posterior lies; `weight`: that of each point of this grid, shape (s, z, r, h).

        The rise keeps its whole range: a diary says little about it.
        """
        return Grid(
            _axis(priors.log_rise, FINE[0], _FINE_RANGE_OF_RISE_SDS),
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


def _axis(spread: Spread, points: int, range_sds: float) -> Array:
    return np.linspace(spread.mean - range_sds * spread.sd, spread.mean + range_sds * spread.sd, points)


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


@dataclass(frozen=True)
class DiaryScores:
    """A diary as arrays: day and pain (n,), infusion_day (k,), and the day from which drift counts."""

    day: Array
    pain: Array
    infusion_day: Array
    day_zero: float

    def design(self, day: Array, rise: Array, half_life: Array) -> Array:
        """What multiplies baseline, drift per 30 days and each infusion's points, shape (c, days, 2 + k).

        day: shape (days,). rise and half_life: in days, shape (c,).
        """
        since = day[:, None] - self.infusion_day
        columns = np.empty((rise.size, day.size, 2 + self.infusion_day.size))
        columns[:, :, 0] = 1.0
        columns[:, :, 1] = (day - self.day_zero) / MONTH
        columns[:, :, 2:] = -relief_shape(since[None], rise[:, None, None], half_life[:, None, None])
        return columns


@dataclass(frozen=True)
class Conditionals:
    """What is known of the linear part at each point of a grid of (s sigmas, z phis, c curves); p = 2 + k.

    eigenvalue (z, c, p) and axes (z, c, p, p): of the whitened Gram matrix G. pull (z, c, p): the scores along those
    axes. scale (p, p): L of the prior. log_likelihood (s, z, c): of the scores, the linear part integrated out.
    """

    eigenvalue: Array
    axes: Array
    pull: Array
    prior_mean: Array
    scale: Array
    log_likelihood: Array


def condition(scores: DiaryScores, priors: Priors, grid: Grid) -> Conditionals:
    """Integrate the linear part out of the model at every point of the grid."""
    prior_mean, covariance = priors.linear(scores.infusion_day.size)
    scale = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
    design = scores.design(scores.day, *grid.shapes)
    left = scores.pain - design @ prior_mean
    columns = np.concatenate([design @ scale, left[:, :, None]], axis=2)
    phis = np.tanh(grid.artanh_phi)
    gaps = np.diff(scores.day)
    gram = np.empty((phis.size, len(columns), columns.shape[2], columns.shape[2]))
    log_determinant = np.empty(phis.size)
    for place, phi in enumerate(phis):
        white, log_determinant[place] = whitened(columns, np.power(phi, gaps))
        np.matmul(white.transpose(0, 2, 1), white, out=gram[place])
    eigenvalue, axes = np.linalg.eigh(gram[:, :, :-1, :-1])
    eigenvalue = np.maximum(eigenvalue, 0.0)
    pull = np.matmul(axes.swapaxes(2, 3), gram[:, :, :-1, -1:])[..., 0]
    likelihood = _log_likelihood(scores.day.size, eigenvalue, pull, gram[:, :, -1, -1], log_determinant, grid.log_sigma)
    return Conditionals(eigenvalue, axes, pull, prior_mean, scale, likelihood)


def whitened(columns: Array, alike: Array) -> tuple[Array, float]:
    """Columns (c, n, q) made independent from day to day, and the log determinant of their correlation.

    alike: correlation of each day with the one before, shape (n - 1,): phi to the power of the gap.
    """
    new = 1.0 - alike**2
    white = columns.copy()
    white[:, 1:] -= alike[:, None] * columns[:, :-1]
    white[:, 1:] /= np.sqrt(new)[:, None]
    return white, float(np.log(new).sum())


def _log_likelihood(
    days: int, eigenvalue: Array, pull: Array, square: Array, log_determinant: Array, log_sigma: Array
) -> Array:
    """Of the scores with the linear part integrated out, shape (s, z, c)."""
    variance = np.exp(2.0 * log_sigma)[:, None, None]
    precision = eigenvalue + variance[..., None]
    explained = (pull**2 / precision).sum(axis=-1)
    spread = np.log(precision).sum(axis=-1) - eigenvalue.shape[-1] * 2.0 * log_sigma[:, None, None]
    constant = days * (2.0 * log_sigma[:, None, None] + math.log(2.0 * math.pi)) + log_determinant[:, None]
    return np.asarray(-0.5 * (constant + spread + (square - explained) / variance))
