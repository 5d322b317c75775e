"""Amounts in a linear system, exact at any time.

The state is the amounts in mg, with the running rate in mg/min as a last, constant one; between two events it obeys
x' = A x, and its exact solution is exp(A t) x. Nothing is stepped, so nothing is lost, and no eigenvalue is needed, so
an effect site as fast as the drug's own decline is a case like any other.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ebb.pharmacology.exponential import exponential
from ebb.pharmacology.people import Array
from ebb.pharmacology.timetable import Timetable, timetable

BLOCK_BYTES = 2**25
LONG = 16


@dataclass(frozen=True, eq=False)
class Input:
    """What goes in: `bolus_mg` at each instant of `starts_min`, and `rate_mg_per_min` from it until the next.

    starts_min: shape (e,), rising, beginning at 0. bolus_mg and rate_mg_per_min: shape (p, e).
    """

    starts_min: Array
    bolus_mg: Array
    rate_mg_per_min: Array

    def given_mg(self, at_min: float) -> Array:
        """Milligrams given by `at_min`, a bolus at that instant included; shape (p,)."""
        begun = self.starts_min <= at_min
        minutes = np.diff(np.append(self.starts_min[begun], at_min))
        return np.asarray(self.bolus_mg[:, begun].sum(axis=1) + self.rate_mg_per_min[:, begun] @ minutes)


@dataclass(frozen=True, eq=False)
class Course:
    """What came out: `seen`, shape (p, r, t), and the amounts `left_mg` at the last time, shape (p, n)."""

    seen: Array
    left_mg: Array


def propagate(flow_per_min: Array, entry: int, reads: Array, given: Input, times_min: Array) -> Course:
    """Follow the amounts of many people through one regimen.

    flow_per_min: rates between the compartments, shape (p, n, n). entry: the compartment that receives the drug.
    reads: rows that turn amounts into what is wanted, shape (p, r, n). given: the input, in mg and mg/min.
    times_min: rising, from 0 on, anywhere on the axis, shape (t,). A time at a bolus sees it given.
    Returns a Course; `seen` carries the unit of `reads` times mg, shape (p, r, t).
    Source: exact solution of a linear system; giant and baby steps as in `_look`.
    """
    plan = timetable(given.starts_min, times_min)
    people, size = flow_per_min.shape[:2]
    seen = np.empty((people, reads.shape[1], times_min.size))
    left = np.empty((people, size))
    for block in _blocks(people, max(plan.steps_min.size, 8) * (size + 1) ** 2):
        seen[block], left[block] = _walk(
            _with_rate(flow_per_min[block], entry), entry, _padded(reads[block]), given, block, plan
        )
    return Course(seen, left)


def _blocks(people: int, doubles_each: int) -> Iterator[slice]:
    at_once = max(1, BLOCK_BYTES // (8 * doubles_each))
    for first in range(0, people, at_once):
        yield slice(first, min(first + at_once, people))


def _with_rate(flow_per_min: Array, entry: int) -> Array:
    people, size = flow_per_min.shape[:2]
    augmented = np.zeros((people, size + 1, size + 1))
    augmented[:, :size, :size] = flow_per_min
    augmented[:, entry, size] = 1.0
    return augmented


def _padded(reads: Array) -> Array:
    return np.concatenate([reads, np.zeros((*reads.shape[:2], 1))], axis=2)


def _walk(
    augmented: Array, entry: int, reads: Array, given: Input, block: slice, plan: Timetable
) -> tuple[Array, Array]:
    transitions = exponential(augmented[:, None] * plan.steps_min[None, :, None, None])
    bolus_mg, rate_mg_per_min = given.bolus_mg[block], given.rate_mg_per_min[block]
    state = np.zeros((*augmented.shape[:2], 1))

    def happen(event: int) -> None:
        state[:, entry, 0] += bolus_mg[:, event]
        state[:, -1, 0] = rate_mg_per_min[:, event]

    seen = np.empty((len(augmented), reads.shape[1], sum(leg.looks for leg in plan.legs)))
    met = 0
    happen(0)
    for leg in plan.legs:
        step = transitions[:, leg.step]
        if leg.event is not None:
            state = step @ state
            happen(leg.event)
        else:
            seen[:, :, met : met + leg.looks], state = _look(step, leg.looks, reads, state)
            met += leg.looks
    return seen, state[:, :-1, 0]


def _look(step: Array, looks: int, reads: Array, state: Array) -> tuple[Array, Array]:
    """Take so many equal steps; return what is seen after each, shape (p, r, looks), and the state at the end.

    A long stretch of K steps is seen as K = B G: the reads of B baby steps, once, times the states of G giant ones,
    so that the work in Python grows with the root of K.
    """
    if looks < LONG:
        states = []
        for _ in range(looks):
            state = step @ state
            states.append(state)
        return reads @ np.concatenate(states, axis=2), state
    babies = math.isqrt(looks - 1) + 1
    giants = -(-looks // babies)
    rows = [reads @ step]
    for _ in range(babies - 1):
        rows.append(rows[-1] @ step)
    giant = np.linalg.matrix_power(step, babies)
    states = [state]
    for _ in range(giants - 1):
        states.append(giant @ states[-1])
    grid = np.stack(rows, axis=2) @ np.concatenate(states, axis=2)[:, None]
    seen = grid.swapaxes(2, 3).reshape(len(grid), reads.shape[1], -1)[:, :, :looks]
    return seen, np.linalg.matrix_power(step, looks - (giants - 1) * babies) @ states[-1]
