"""The exact linear part: given r, H, phi and sigma, baseline, drift and points of relief are jointly normal.

With the prior beta = m + L z, z standard normal, and scores whitened by the AR(1) correlation, z has precision
I + G / sigma^2. One eigendecomposition of G serves every sigma; so all sigmas of a (r, H, phi) cost next to nothing.
Derivation: docs/relief.md, "The exact part".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ebb.relief.curve import relief_shape
from ebb.relief.diary import Array
from ebb.relief.grid import Grid
from ebb.relief.priors import Priors

MONTH = 30.0


@dataclass(frozen=True)
class Scores:
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


def condition(scores: Scores, priors: Priors, grid: Grid) -> Conditionals:
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
