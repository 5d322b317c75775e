"""The matrix exponential, for flows between compartments."""

import math

import numpy as np

from ebb.pharmacology.people import Array

DEGREE = 16
SMALL = 0.5


def exponential(flow: Array) -> Array:
    """exp(flow) for matrices whose off-diagonal entries are all zero or positive.

    flow: dimensionless (rate per minute times minutes), shape (..., n, n).
    Returns the transition matrices, same shape; no entry is negative.
    Source: scaling and squaring of the Taylor series (Moler and Van Loan, SIAM Rev 2003;45:3), after a shift by
    the largest outflow, so that every sum has positive terms only and no digits cancel.
    """
    size = flow.shape[-1]
    matrices = np.array(flow, dtype=float).reshape(-1, size, size)
    diagonal = np.arange(size)
    shift = np.maximum(0.0, -matrices[:, diagonal, diagonal].min(axis=1))
    matrices[:, diagonal, diagonal] += shift[:, None]
    norm = matrices.sum(axis=2).max(axis=1)
    halvings = np.ceil(np.log2(np.maximum(norm / SMALL, 1.0))).astype(int)
    shrink = np.ldexp(1.0, -halvings)
    result: Array = _taylor(matrices * shrink[:, None, None]) * np.exp(-shift * shrink)[:, None, None]
    # What nothing flows into or out of stays as it is, to the last digit, however long it is left.
    still = (flow.reshape(-1, size, size) == 0.0).all(axis=2)
    result[still] = np.broadcast_to(np.eye(size), matrices.shape)[still]
    for done in range(int(halvings.max(initial=0))):
        unfinished = halvings > done
        if unfinished.all():
            result = result @ result
        else:
            result[unfinished] = result[unfinished] @ result[unfinished]
    return result.reshape(flow.shape)


def _taylor(small: Array) -> Array:
    # Paterson and Stockmeyer's grouping: degree 16 for six matrix products.
    square = small @ small
    powers = (np.eye(small.shape[-1]), small, square, square @ small)
    fourth = square @ square

    def terms(lowest: int) -> Array:
        total: Array = powers[0] / math.factorial(lowest)
        for i in (1, 2, 3):
            total = total + powers[i] / math.factorial(lowest + i)
        return total

    total: Array = terms(DEGREE - 4) + fourth / math.factorial(DEGREE)
    for lowest in range(DEGREE - 8, -1, -4):
        total = fourth @ total + terms(lowest)
    return total
