"""Two ways to walk a given length of time: all lengths worked out beforehand, or each in powers of two of a second."""

from functools import cached_property
from typing import Protocol

import numpy as np

from ebb.pharmacology.exponential import exponential
from ebb.pharmacology.pace import Doublings
from ebb.pharmacology.people import Array

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


class Strides(Protocol):
    """Transitions of many people over the distinct lengths of a timetable."""

    def over(self, step: int) -> Array:
        """The transition over that length, shape (p, n, n)."""
        ...

    def carry(self, state: Array, step: int) -> Array:
        """The state, shape (p, n, 1), that length later."""
        ...


def strides(flow_per_min: Array, steps_min: Array) -> Strides:
    """The quicker way for so many people; flow_per_min: shape (p, n, n), steps_min: shape (s,)."""
    return Table(flow_per_min, steps_min) if len(flow_per_min) <= FEW else Powers(flow_per_min, steps_min)


class Table:
    """Every length's transition at once: the least Python for few people."""

    def __init__(self, flow_per_min: Array, steps_min: Array) -> None:
        self._transitions = exponential(flow_per_min[:, None] * steps_min[None, :, None, None])

    def over(self, step: int) -> Array:
        return self._transitions[:, step]

    def carry(self, state: Array, step: int) -> Array:
        return np.asarray(self.over(step) @ state)


class Powers:
    """Lengths walked in powers of two of a tick, and what is left over by a short series: the least arithmetic."""

    def __init__(self, flow_per_min: Array, steps_min: Array) -> None:
        self._flow = flow_per_min
        self._steps = steps_min

    def over(self, step: int) -> Array:
        ticks, rest_min = self._in_ticks(step)
        if ticks > SOON or abs(rest_min) > SAME_PART * self._steps[step]:
            return exponential(self._flow * self._steps[step])
        standing = np.broadcast_to(np.eye(self._flow.shape[1]), self._flow.shape)
        return self._ticks.carry(standing, ticks)

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
    def _shifted(self) -> tuple[Array, Array]:
        # As in `exponential`: after the shift, every sum has positive terms only.
        diagonal = np.arange(self._flow.shape[1])
        shift = np.maximum(0.0, -self._flow[:, diagonal, diagonal].min(axis=1))
        shifted = self._flow.copy()
        shifted[:, diagonal, diagonal] += shift[:, None]
        return shift, shifted

    def _drift(self, state: Array, minutes: float) -> Array:
        """The state a part of a tick later, by Taylor's series, until its rest is below rounding."""
        shift, shifted = self._shifted
        norm = float(shifted.sum(axis=2).max()) * minutes
        term, total, rest, power = state, state, 1.0, 0
        while rest > ROUNDING:
            power += 1
            rest *= norm / power
            term = (shifted @ term) * (minutes / power)
            total = total + term
        return np.asarray(total * np.exp(-shift * minutes)[:, None, None])
