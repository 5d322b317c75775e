"""Relief as a share of the baseline: the quotient of two linear functions of the coefficients.

While the baseline is surely above zero, A / b <= q means A - q b <= 0, which is linear again: so its probability is as
exact as any other here. Newton steps on it start from the quotient's first-order normal approximation.
"""

import numpy as np

from ebb.relief.diary import Array
from ebb.relief.estimate import LEVELS, Estimate
from ebb.relief.mixture import Mixture
from ebb.relief.normal import below, density
from ebb.relief.posterior import Posterior

LEAST_BASELINE = 1.0
"""A share of less than one point of baseline says nothing."""

_DOUBT = 0.01


def has_a_baseline(posterior: Posterior) -> bool:
    """Whether the baseline surely (99 %) lies above one point."""
    only = np.zeros((1, posterior.mean.shape[1]))
    only[0, 0] = 1.0
    return bool(posterior.linear(only).above(LEAST_BASELINE)[0] > 1.0 - _DOUBT)


def shares_of_baseline(posterior: Posterior, asks: Array) -> list[Estimate]:
    """Each asked linear function over the baseline; `asks`: (f, p) or (m, f, p). Only when `has_a_baseline`.

    The means are exact to second order in the baseline's own uncertainty.
    """
    each = np.broadcast_to(asks, (posterior.weight.size, *asks.shape[-2:]))
    mean = np.matmul(each, posterior.mean[:, :, None])[:, :, 0].T
    root = np.matmul(each, posterior.root)
    variance = (root**2).sum(axis=2).T
    together = np.matmul(root, posterior.root[:, 0, :, None])[:, :, 0].T
    base, base_variance = posterior.mean[:, 0], (posterior.root[:, 0] ** 2).sum(axis=1)
    share = mean / base
    spread = np.sqrt(np.maximum(variance - 2 * share * together + share**2 * base_variance, 1e-18)) / base
    middle = share + (share * base_variance - together) / base**2
    at = Mixture(posterior.weight, middle, spread).quantiles(LEVELS)
    for row in range(len(at)):
        for _ in range(2):
            at[row] += _step(at[row], posterior.weight, mean[row], variance[row], together[row], base, base_variance)
    return [Estimate.of(value, row) for value, row in zip(middle @ posterior.weight, at, strict=True)]


def _step(
    at: Array, weight: Array, mean: Array, variance: Array, together: Array, base: Array, base_variance: Array
) -> Array:
    share = at[:, None]
    sd = np.sqrt(np.maximum(variance - 2 * share * together + share**2 * base_variance, 1e-18))
    distance = (share * base - mean) / sd
    steep = (density(distance) * base / sd) @ weight
    reached = below(distance) @ weight
    return np.asarray((np.array(LEVELS) - reached) / np.maximum(steep, 1e-6))
