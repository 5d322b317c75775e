"""The normal distribution for whole arrays, which NumPy leaves to others."""

import math

import numpy as np

from ebb.relief.diary import Array

_P = 0.3275911
_A = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


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
