"""Amounts in a linear system, exact at any time.

The state is the amounts in mg, with the running rate in mg/min as a last, constant one; between two events it obeys
x' = A x, and its exact solution is exp(A t) x. Nothing is stepped, so nothing is lost, and no eigenvalue is needed, so
an effect site as fast as the drug's own decline is a case like any other. A timetable says in which steps to walk from
event to event, past every time that is asked for.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ebb.pharmacology.people import Array
from ebb.pharmacology.transitions import Pace, Transitions, transitions

EVEN_MIN = 1e-11
"""How far (minutes) a time may lie from its place in an even grid and still be taken as lying on it."""

EVEN_PART = 1e-9
"""How far, as a part of the step, two steps may differ and still be taken as equal."""
BLOCK_BYTES = 2**22
"""What a block of people may take at once beside its answer, so that it stays near the processor."""
MATRICES = 16
"""About how many transitions of each person are held at a time."""
LEAST = 64
"""People in a block at the least, so that Python's own time stays small."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Equal steps along a stretch without events, looking after each; or one unseen step to the next event.

    step: which of the timetable's steps. looks: how many steps are looked at. event: what happens at the end, if
    anything; then `looks` is 0.
    """

    step: int
    looks: int
    event: int | None


@dataclass(frozen=True, eq=False)
class Timetable:
    """The legs in order, setting out from event 0, and the distinct lengths of their steps."""

    legs: tuple[Leg, ...]
    steps_min: Array

    @property
    def paces(self) -> dict[int, int]:
        """Each step that is taken more than once in a row, and how often at the most."""
        longest: dict[int, int] = {}
        for leg in self.legs:
            if leg.looks > 1:
                longest[leg.step] = max(leg.looks, longest.get(leg.step, 0))
        return longest


def timetable(starts_min: Array, times_min: Array) -> Timetable:
    """Plan the way past events at `starts_min` (e,), the first at 0, and times at `times_min` (t,), both rising.

    A time at an event comes after it. Events after the last time are left out. Steps that differ by rounding only
    share one length.
    """
    last = times_min[-1]
    starts_min = starts_min[starts_min <= last]
    places = np.concatenate([starts_min, times_min])
    order = np.argsort(places, kind="stable")
    stretches = list(_stretches(places[order], order < starts_min.size))
    lengths, looks = (np.array([stretch[i] for stretch in stretches]) for i in (0, 1))
    steps_min, which = _distinct(lengths, looks, 8 * np.finfo(float).eps * last)
    legs = tuple(
        Leg(int(step), looks, None if looks else int(order[end]))
        for (_, looks, end), step in zip(stretches, which, strict=True)
    )
    return Timetable(legs, steps_min)


def _stretches(places_min: Array, is_event: NDArray[np.bool_]) -> Iterator[tuple[float, int, int]]:
    """Cut the way into runs of equal steps: the length of a step, how many to look at, and the place reached."""
    gaps = np.diff(places_min)
    equal = np.abs(np.diff(gaps)) <= np.minimum(EVEN_MIN, EVEN_PART * gaps[1:])
    seen = ~is_event[1:]
    firsts = np.flatnonzero(np.append(True, ~(equal & seen[1:] & seen[:-1]))).tolist()
    for first, end in zip(firsts, [*firsts[1:], gaps.size], strict=True):
        looks = end - first
        length = float(places_min[end] - places_min[first]) / looks
        if not seen[first]:
            yield length, 0, end
        elif looks < 3 or _is_even(places_min[first : end + 1], length):
            yield length, looks, end
        else:
            yield from ((float(gap), 1, first + i + 1) for i, gap in enumerate(gaps[first:end]))


def _is_even(places_min: Array, length: float) -> bool:
    grid = places_min[0] + length * np.arange(places_min.size)
    return bool(np.abs(places_min - grid).max() <= EVEN_MIN)


def _distinct(lengths: Array, looks: NDArray[np.intp], rounding: float) -> tuple[Array, NDArray[np.intp]]:
    """Each length once, as the longest stretch knows it best, and which of them each stretch takes."""
    order = np.argsort(lengths)
    rising = lengths[order]
    new = np.append(True, np.diff(rising) > np.minimum(rounding, EVEN_PART * rising[1:]))
    which = np.empty(lengths.size, dtype=np.intp)
    which[order] = np.cumsum(new) - 1
    distinct = np.empty(which.max() + 1)
    longest_last = np.argsort(looks, kind="stable")
    distinct[which[longest_last]] = lengths[longest_last]
    return distinct, which


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


def propagate(flow_per_min: Array, entry: int, reads: Array, given: Input, times_min: Array) -> tuple[Array, Array]:
    """Follow the amounts of many people through one regimen.

    flow_per_min: rates between the compartments, shape (p, n, n). entry: the compartment that receives the drug.
    reads: rows that turn amounts into what is wanted, shape (p, r, n). given: the input, in mg and mg/min.
    times_min: rising, from 0 on, anywhere on the axis, shape (t,). A time at a bolus sees it given.
    Returns what is seen, in the unit of `reads` times mg, shape (p, r, t), and mg left at the last time, shape (p, n).
    Source: exact solution of a linear system; giant and baby steps as in `Pace.look`.
    """
    plan = timetable(given.starts_min, times_min)
    people, size = flow_per_min.shape[:2]
    seen = np.empty((people, reads.shape[1], times_min.size))
    left = np.empty((people, size))
    for block in _blocks(people, size + 1, reads.shape[1], times_min.size):
        walk = transitions(_with_rate(flow_per_min[block], entry), plan.steps_min)
        left[block] = _walk(
            walk, plan, entry, np.pad(reads[block], ((0, 0), (0, 0), (0, 1))), given, block, seen[block]
        )
    return seen, left


def _blocks(people: int, size: int, rows: int, times: int) -> Iterator[slice]:
    doubles_each = MATRICES * size**2 + (rows + 1) * size * math.isqrt(times)
    at_once = max(LEAST, BLOCK_BYTES // (8 * doubles_each))
    for first in range(0, people, at_once):
        yield slice(first, min(first + at_once, people))


def _with_rate(flow_per_min: Array, entry: int) -> Array:
    augmented = np.pad(flow_per_min, ((0, 0), (0, 1), (0, 1)))
    augmented[:, entry, -1] = 1.0
    return augmented


def _walk(
    walk: Transitions, plan: Timetable, entry: int, reads: Array, given: Input, block: slice, seen: Array
) -> Array:
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
