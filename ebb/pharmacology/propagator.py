"""Amounts in a linear system, exact at any time.

The state is the amounts in mg, with the running rate in mg/min as a last, constant one; between two events it obeys
x' = A x, and its exact solution is exp(A t) x. Nothing is stepped, so nothing is lost, and no eigenvalue is needed, so
an effect site as fast as the drug's own decline is a case like any other.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ebb.pharmacology.people import Array
from ebb.pharmacology.timetable import Leg, Timetable, timetable
from ebb.pharmacology.transitions import Pace, Strides, strides

BLOCK_BYTES = 2**22
"""What a block of people may take at once beside its answer, so that it stays near the processor."""

MATRICES = 16
"""About how many transitions of each person are held at a time."""

LEAST = 64
"""People in a block at the least, so that Python's own time stays small."""

SETTING_OUT = Leg(step=0, looks=0, event=0)


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
class PropagatedAmounts:
    """What came out: `seen`, shape (p, r, t), and the amounts `left_mg` at the last time, shape (p, n)."""

    seen: Array
    left_mg: Array


def propagate(flow_per_min: Array, entry: int, reads: Array, given: Input, times_min: Array) -> PropagatedAmounts:
    """Follow the amounts of many people through one regimen.

    flow_per_min: rates between the compartments, shape (p, n, n). entry: the compartment that receives the drug.
    reads: rows that turn amounts into what is wanted, shape (p, r, n). given: the input, in mg and mg/min.
    times_min: rising, from 0 on, anywhere on the axis, shape (t,). A time at a bolus sees it given.
    Returns PropagatedAmounts; `seen` carries the unit of `reads` times mg, shape (p, r, t).
    Source: exact solution of a linear system; giant and baby steps as in `Pace.look`.
    """
    plan = timetable(given.starts_min, times_min)
    people, size = flow_per_min.shape[:2]
    seen = np.empty((people, reads.shape[1], times_min.size))
    left = np.empty((people, size))
    for block in _blocks(people, size + 1, reads.shape[1], times_min.size):
        walk = strides(_with_rate(flow_per_min[block], entry), plan.steps_min)
        left[block] = _walk(walk, plan, entry, _padded(reads[block]), given, block, seen[block])
    return PropagatedAmounts(seen, left)


def _blocks(people: int, size: int, rows: int, times: int) -> Iterator[slice]:
    doubles_each = MATRICES * size**2 + (rows + 1) * size * math.isqrt(times)
    at_once = max(LEAST, BLOCK_BYTES // (8 * doubles_each))
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


def _walk(walk: Strides, plan: Timetable, entry: int, reads: Array, given: Input, block: slice, seen: Array) -> Array:
    """Take every leg of the plan, writing into `seen`, shape (p, r, t); return the amounts left, shape (p, n)."""
    bolus_mg, rate_mg_per_min = given.bolus_mg[block], given.rate_mg_per_min[block]
    paces = {step: Pace(walk.over(step), reads, longest) for step, longest in plan.paces.items()}
    state = np.zeros((len(reads), reads.shape[2], 1))
    met = 0
    for leg in (SETTING_OUT, *plan.legs):
        now = seen[:, :, met : met + leg.looks]
        met += leg.looks
        if leg.looks > 1:
            state = paces[leg.step].look(state, now)
            continue
        state = walk.carry(state, leg.step) if leg is not SETTING_OUT else state
        if leg.event is None:
            now[...] = reads @ state
        else:
            state[:, entry, 0] += bolus_mg[:, leg.event]
            state[:, -1, 0] = rate_mg_per_min[:, leg.event]
    return state[:, :-1, 0]
