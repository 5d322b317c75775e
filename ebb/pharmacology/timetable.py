"""In which steps to walk from event to event, past every time that is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ebb.pharmacology.people import Array

EVEN_MIN = 1e-11
"""How far (minutes) a time may lie from its place in an even grid and still be taken as lying on it."""

EVEN_PART = 1e-9
"""How far, as a part of the step, two steps may differ and still be taken as equal."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch without events: apply `event` if there is one, then take equal steps.

    step: which of the timetable's steps. looks: how many steps are taken and looked at after each; with 0 one step is
    taken unseen.
    """

    event: int | None
    step: int
    looks: int


@dataclass(frozen=True, eq=False)
class Timetable:
    """The legs in order, and the distinct lengths of their steps."""

    legs: tuple[Leg, ...]
    steps_min: Array
    points: int


def timetable(starts_min: Array, times_min: Array) -> Timetable:
    """Plan the way past events at `starts_min` (e,) and times at `times_min` (t,), both rising from 0.

    Events after the last time are left out. Steps that differ by rounding only share one length.
    """
    last = times_min[-1]
    raw = list(_legs(starts_min[starts_min <= last], times_min))
    steps_min, which = _distinct(np.array([length for _, length, _ in raw]), 8 * np.finfo(float).eps * last)
    legs = tuple(Leg(event, int(step), looks) for (event, _, looks), step in zip(raw, which, strict=True))
    return Timetable(legs, steps_min, times_min.size)


def _distinct(lengths: Array, rounding: float) -> tuple[Array, NDArray[np.intp]]:
    order = np.argsort(lengths)
    rising = lengths[order]
    new = np.append(True, np.diff(rising) > np.minimum(rounding, EVEN_PART * rising[1:]))
    which = np.empty(lengths.size, dtype=np.intp)
    which[order] = np.cumsum(new) - 1
    return rising[new], which


def _legs(starts_min: Array, times_min: Array) -> Iterator[tuple[int | None, float, int]]:
    bounds = np.append(np.searchsorted(times_min, starts_min), times_min.size)
    for event, start in enumerate(starts_min):
        waiting: int | None = event
        ahead = times_min[bounds[event] : bounds[event + 1]]
        for length, looks in _even_runs(start, ahead):
            yield waiting, length, looks
            waiting = None
        if event + 1 < starts_min.size:
            yield waiting, float(starts_min[event + 1] - (ahead[-1] if ahead.size else start)), 0


def _even_runs(start_min: float, times_min: Array) -> Iterator[tuple[float, int]]:
    """Cut rising times into runs of equal steps, the first step counted from `start_min`."""
    places = np.insert(times_min, 0, start_min)
    gaps = np.diff(places)
    turns = np.flatnonzero(np.abs(np.diff(gaps)) > np.minimum(EVEN_MIN, EVEN_PART * gaps[1:])) + 1
    for first, after in zip([0, *turns], [*turns, gaps.size], strict=True):
        looks = after - first
        if not looks:
            continue
        length = (places[after] - places[first]) / looks
        if np.abs(places[first : after + 1] - places[first] - length * np.arange(looks + 1)).max() <= EVEN_MIN:
            yield float(length), int(looks)
        else:
            yield from ((float(gap), 1) for gap in gaps[first:after])
