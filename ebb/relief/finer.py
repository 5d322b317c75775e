"""Between the points of the grid: what the posterior says of rise and half-life, finely enough for their quantiles.

Twelve half-lives are enough to sum over and too few to read a 95 % interval from. The logarithm of a smooth posterior
is all but a parabola from cell to cell, so a parabola through each three neighbours fills in the rest.
"""

import numpy as np

from ebb.relief.diary import Array
from ebb.relief.posterior import Posterior

_STEPS_OF_RISE, _STEPS_OF_HALF_LIFE = 3, 6
"""Parts of each cell. Quantiles then lie within 0.02 sd of those of a grid many times finer, as measured."""


def finer_curves(posterior: Posterior) -> tuple[Array, Array, Array]:
    """Rise and half-life, days, and weight, which sums to 1; shape (c,) each."""
    rise, half_life = np.unique(posterior.curve_rise), np.unique(posterior.curve_half_life)
    log_weight = np.log(np.maximum(posterior.curve_weight, np.finfo(float).tiny)).reshape(rise.size, half_life.size)
    filled = _filled(_filled(log_weight, _STEPS_OF_RISE).T, _STEPS_OF_HALF_LIFE).T
    weight = np.exp(filled - filled.max()).ravel()
    fine_rise = np.exp(_filled(np.log(rise)[:, None], _STEPS_OF_RISE)[:, 0])
    fine_half_life = np.exp(_filled(np.log(half_life)[:, None], _STEPS_OF_HALF_LIFE)[:, 0])
    return (
        np.repeat(fine_rise, fine_half_life.size),
        np.tile(fine_half_life, fine_rise.size),
        np.asarray(weight / weight.sum()),
    )


def _filled(known: Array, steps: int) -> Array:
    """At the middles of `steps` parts of each cell, along the first axis, by parabolas through three points.

    known: at the cells' middles, evenly spaced, shape (n, q) with n of 3 or more. Returns shape (n steps, q).
    """
    cells = len(known)
    at = (np.arange(cells * steps) + 0.5) / steps - 0.5
    first = np.clip(np.rint(at).astype(int) - 1, 0, cells - 3)
    along = (at - first)[:, None]
    before, middle, after = known[first], known[first + 1], known[first + 2]
    return np.asarray(
        before * (along - 1) * (along - 2) / 2 - middle * along * (along - 2) + after * along * (along - 1) / 2
    )
