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
