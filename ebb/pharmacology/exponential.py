"""The matrix exponential, for flows between compartments."""

import math

import numpy as np

from ebb.pharmacology.people import Array

SMALL = 0.5

GROUPS = np.array([[1 / math.factorial(4 * group + power) for power in range(4)] + [0.0] for group in range(4)])
GROUPS[3, 4] = 1 / math.factorial(16)
"""The series up to degree 16 in groups of four terms, each a fourth power above the one before; shape (4, 5)."""


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
    """Paterson and Stockmeyer's grouping: powers 0 to 4 give four groups of terms, and degree 16 in six products."""
    size = small.shape[-1]
    powers = np.empty((len(small), 5, size, size))
    powers[:, 0], powers[:, 1] = np.eye(size), small
    np.matmul(small, small, out=powers[:, 2])
    np.matmul(powers[:, 1:3], powers[:, 2:3], out=powers[:, 3:])
    groups = (GROUPS @ powers.reshape(-1, 5, size * size)).reshape(-1, 4, size, size)
    total: Array = groups[:, 3]
    for lower in (2, 1, 0):
        total = powers[:, 4] @ total
        total += groups[:, lower]
    return total
