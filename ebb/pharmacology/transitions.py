"""From one instant to a later one: the matrix exponential, and the quickest ways to take its steps many times."""

import math
from functools import cached_property

import numpy as np

from ebb.pharmacology.people import Array

SMALL = 0.5

GROUPS = np.array([[1 / math.factorial(4 * group + power) for power in range(4)] + [0.0] for group in range(4)])
GROUPS[3, 4] = 1 / math.factorial(16)
"""The series up to degree 16 in groups of four terms, each a fourth power above the one before; shape (4, 5)."""
TICK_MIN = 1.0 / 60.0
"""Clinics write times to the second, so most lengths are whole ticks."""
NO_TIME_MIN = 1e-13
"""What is left over below this is rounding, not time."""
SAME_PART = 1e-15
"""As a part of a step that is taken thousands of times: what is left over below this is rounding."""
ROUNDING = 1e-17
"""Below this part of the whole, nothing can be told from rounding."""
SOON = 60
"""Up to so many ticks, their powers cost less than a length's own exponential, and lose no digit that counts."""
FEW = 16
"""Up to so many people, Python's own time for each small product outweighs the arithmetic."""


def exponential(flow: Array) -> Array:
    """exp(flow) for matrices whose off-diagonal entries are all zero or positive.

    flow: dimensionless (rate per minute times minutes), shape (..., n, n).
    Returns the transition matrices, same shape; no entry is negative.
    Source: scaling and squaring of the Taylor series (Moler and Van Loan, SIAM Rev 2003;45:3), after a shift by
    the largest outflow, so that every sum has positive terms only and no digits cancel.
    """
    size = flow.shape[-1]
    shift, matrices = _shifted(flow.reshape(-1, size, size))
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


def _shifted(flow: Array) -> tuple[Array, Array]:
    """The largest outflow of each matrix, shape (m,), and the matrices with it added to their diagonals."""
    diagonal = np.arange(flow.shape[1])
    shift = np.maximum(0.0, -flow[:, diagonal, diagonal].min(axis=1))
    shifted = np.array(flow, dtype=float)
    shifted[:, diagonal, diagonal] += shift[:, None]
    return shift, shifted


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


class Doublings:
    """The transition over one length of time, and over 2, 4, 8 … such lengths, each the square of the one before."""

    def __init__(self, once: Array) -> None:
        self._powers = [once]

    def __getitem__(self, bit: int) -> Array:
        """The transition over 2**bit lengths, shape (p, n, n)."""
        while len(self._powers) <= bit:
            self._powers.append(self._powers[-1] @ self._powers[-1])
        return self._powers[bit]

    def carry(self, states: Array, lengths: int) -> Array:
        """The states, shape (p, n, m), so many lengths later."""
        for bit in range(lengths.bit_length()):
            if lengths >> bit & 1:
                states = self[bit] @ states
        return states


class Pace:
    """One step of many people, taken along stretches of up to `longest` of them.

    step: the transition over it, shape (p, n, n). reads: what is looked at after each, shape (p, r, n).
    """

    def __init__(self, step: Array, reads: Array, longest: int) -> None:
        self._steps = Doublings(step)
        self._bits = longest.bit_length() // 2
        self._ahead = self._looking_ahead(reads, 1 << self._bits)

    def look(self, state: Array, seen: Array) -> Array:
        """Walk on from `state`, shape (p, n, 1), writing what each step reads into `seen`, shape (p, r, k).

        Returns the state at the end. k = G B + R steps are G giant steps of B baby steps each, and R more: the states
        a giant step apart, times the reads that look 1 to B steps ahead, are all of `seen` in two products.
        """
        people, rows, looks = seen.shape
        giants, rest = divmod(looks, self._ahead.shape[3])
        walked = looks - rest
        states = self._giant_steps(state, giants)
        apart = states.swapaxes(1, 2)[:, None]
        whole = seen[:, :, :walked].reshape(people, rows, giants, self._ahead.shape[3], copy=False)
        np.matmul(apart[:, :, :-1], self._ahead, out=whole)
        np.matmul(apart[:, :, -1:], self._ahead[..., :rest], out=seen[:, :, None, walked:])
        return self._steps.carry(states[:, :, -1:], rest)

    def _giant_steps(self, state: Array, giants: int) -> Array:
        """The state, and where each of so many giant steps leads, shape (p, n, giants + 1)."""
        states = np.empty((*state.shape[:2], giants + 1))
        states[:, :, :1] = state
        for bit in range(giants.bit_length()):
            known, more = 1 << bit, min(1 << bit, giants + 1 - (1 << bit))
            np.matmul(self._steps[self._bits + bit], states[:, :, :more], out=states[:, :, known : known + more])
        return states

    def _looking_ahead(self, reads: Array, babies: int) -> Array:
        """What reads a state 1, 2 … `babies` steps before it is there, shape (p, r, n, babies)."""
        ahead = np.empty((*reads.shape, babies))
        ahead[..., 0] = reads @ self._steps[0]
        for bit in range(babies.bit_length() - 1):
            known = 1 << bit
            further = self._steps[bit].swapaxes(1, 2)[:, None]
            np.matmul(further, ahead[..., :known], out=ahead[..., known : 2 * known])
        return ahead


class TransitionTable:
    """The transitions over the distinct lengths of a timetable, all at once: the least Python for few people."""

    def __init__(self, flow_per_min: Array, steps_min: Array) -> None:
        self._transitions = exponential(flow_per_min[:, None] * steps_min[None, :, None, None])

    def over(self, step: int) -> Array:
        """The transition over that length, shape (p, n, n)."""
        return self._transitions[:, step]

    def carry(self, state: Array, step: int) -> Array:
        """The state, shape (p, n, 1), that length later."""
        return np.asarray(self.over(step) @ state)


class TransitionPowers:
    """The same, walked in powers of two of a tick, and what is left over by a short series: the least arithmetic."""

    def __init__(self, flow_per_min: Array, steps_min: Array) -> None:
        self._flow = flow_per_min
        self._steps = steps_min

    def over(self, step: int) -> Array:
        ticks, rest_min = self._in_ticks(step)
        if ticks > SOON or abs(rest_min) > SAME_PART * self._steps[step]:
            return exponential(self._flow * self._steps[step])
        unmoved = np.broadcast_to(np.eye(self._flow.shape[1]), self._flow.shape)
        return self._ticks.carry(unmoved, ticks)

    def carry(self, state: Array, step: int) -> Array:
        ticks, rest_min = self._in_ticks(step)
        state = self._ticks.carry(state, ticks)
        return self._drift(state, rest_min) if rest_min > NO_TIME_MIN else state

    def _in_ticks(self, step: int) -> tuple[int, float]:
        length = float(self._steps[step])
        ticks = int(length / TICK_MIN + 1e-9)
        return ticks, length - ticks * TICK_MIN

    @cached_property
    def _ticks(self) -> Doublings:
        return Doublings(exponential(self._flow * TICK_MIN))

    @cached_property
    def _shifted_flow(self) -> tuple[Array, Array]:
        return _shifted(self._flow)

    def _drift(self, state: Array, minutes: float) -> Array:
        """The state a part of a tick later, by Taylor's series, until its rest is below rounding."""
        shift, shifted = self._shifted_flow
        norm = float(shifted.sum(axis=2).max()) * minutes
        term, total, rest, power = state, state, 1.0, 0
        while rest > ROUNDING:
            power += 1
            rest *= norm / power
            term = (shifted @ term) * (minutes / power)
            total = total + term
        return np.asarray(total * np.exp(-shift * minutes)[:, None, None])


Transitions = TransitionTable | TransitionPowers


def transitions(flow_per_min: Array, steps_min: Array) -> Transitions:
    """The quicker way for so many people; flow_per_min: shape (p, n, n), steps_min: shape (s,)."""
    if len(flow_per_min) <= FEW:
        return TransitionTable(flow_per_min, steps_min)
    return TransitionPowers(flow_per_min, steps_min)
