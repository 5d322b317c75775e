"""Scores at the ends of the scale: a 0 says "at most a half", a 10 "at least nine and a half".

Taken as they stand, they flatten deep relief and hold a high baseline down. Each is replaced by what it is expected to
be, given the curve that fits the others; twice over is enough. What that mends, and what it does not: docs/relief.md.
"""

from dataclasses import replace

import numpy as np

from ebb.relief.conjugate import Scores
from ebb.relief.diary import LEAST_PAIN, MOST_PAIN, Array
from ebb.relief.normal import below, density
from ebb.relief.posterior import first_look
from ebb.relief.priors import Priors

_ROUNDS = 2
_FURTHEST_SD = 3.0
_HALF_A_POINT = 0.5


def beyond_the_ends(scores: Scores, priors: Priors) -> Scores:
    """The scores with those at either end replaced by their expectation beyond it."""
    low, high = scores.pain <= LEAST_PAIN, scores.pain >= MOST_PAIN
    at_an_end = low | high
    if not at_an_end.any():
        return scores
    bound = np.where(low, LEAST_PAIN + _HALF_A_POINT, MOST_PAIN - _HALF_A_POINT)[at_an_end]
    outward = np.where(low, -1.0, 1.0)[at_an_end]
    read = scores
    for _ in range(_ROUNDS):
        seen = first_look(read, priors)
        expected = seen.linear(seen.design(scores.day[at_an_end])).expected
        pain = scores.pain.copy()
        pain[at_an_end] = _expected_beyond(bound, outward, expected, float(seen.weight @ seen.sigma))
        read = replace(scores, pain=pain)
    return read


def _expected_beyond(bound: Array, outward: Array, mean: Array, sd: float) -> Array:
    """The mean of a normal distribution's part beyond a bound, to the side `outward` (-1 or 1) points to.

    Source: mean of a truncated normal; held to three sds around the normal's own mean, where the tail is all but empty.
    """
    inward = outward * (bound - mean) / sd
    share = np.maximum(below(-inward), 1e-6)
    farther = mean + outward * sd * density(inward) / share
    return np.asarray(np.where(inward > _FURTHEST_SD, bound, farther))
