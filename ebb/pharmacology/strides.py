"""Two ways to walk a given length of time: all lengths worked out beforehand, or each in powers of two of a second."""

from typing import Protocol

import numpy as np

from ebb.pharmacology.exponential import exponential
from ebb.pharmacology.people import Array

TICK_MIN = 1.0 / 60.0
"""Clinics write times to the second, so most lengths are whole ticks."""

NO_TIME_MIN = 1e-13
"""What is left over below this is rounding, not time."""

ROUNDING = 1e-17
"""Below this part of the whole, nothing can be told from rounding."""

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
        self._powers = [exponential(flow_per_min * TICK_MIN)]
        self._whole: dict[int, Array] = {}
        # As in `exponential`: after the shift, every sum has positive terms only.
        diagonal = np.arange(flow_per_min.shape[-1])
        self._shift = np.maximum(0.0, -flow_per_min[:, diagonal, diagonal].min(axis=1))
        self._shifted = flow_per_min.copy()
        self._shifted[:, diagonal, diagonal] += self._shift[:, None]
        self._norm = float(self._shifted.sum(axis=2).max())

    def over(self, step: int) -> Array:
        if step not in self._whole:
            self._whole[step] = exponential(self._flow * self._steps[step])
        return self._whole[step]

    def carry(self, state: Array, step: int) -> Array:
        length = float(self._steps[step])
        ticks = int(length / TICK_MIN + 1e-9)
        for bit in range(ticks.bit_length()):
            if ticks >> bit & 1:
                state = self._power(bit) @ state
        rest = length - ticks * TICK_MIN
        return self._drift(state, rest) if rest > NO_TIME_MIN else state

    def _power(self, bit: int) -> Array:
        while len(self._powers) <= bit:
            self._powers.append(self._powers[-1] @ self._powers[-1])
        return self._powers[bit]

    def _drift(self, state: Array, minutes: float) -> Array:
        """The state a part of a tick later, by Taylor's series, until its rest is below rounding."""
        term, total, rest, power = state, state, 1.0, 0
        while rest > ROUNDING:
            power += 1
            rest *= self._norm * minutes / power
            term = (self._shifted @ term) * (minutes / power)
            total = total + term
        return np.asarray(total * np.exp(-self._shift * minutes)[:, None, None])
