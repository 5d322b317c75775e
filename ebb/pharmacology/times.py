"""Times as they come in at the door."""

import numpy as np
from numpy.typing import ArrayLike

from ebb.pharmacology.errors import TimesError
from ebb.pharmacology.people import Array

LONGEST_MIN = 60.0 * 24 * 365 * 10
"""Ten years: longer than any course of infusions, and short enough for the arithmetic."""


def read_times(times_min: ArrayLike) -> Array:
    """Times in minutes as an array, shape (n,); raises TimesError when they are not numbers rising from 0."""
    try:
        times = np.atleast_1d(np.asarray(times_min, dtype=float))
    except (TypeError, ValueError):
        raise TimesError(f"{times_min!r} are no times; give numbers, in minutes from the start") from None
    if times.ndim != 1 or not times.size:
        raise TimesError(f"times of shape {times.shape} are no list of times; give at least one, in minutes")
    if not np.isfinite(times).all():
        raise TimesError(f"time {times[~np.isfinite(times)][0]:g} min is not a time; give minutes from the start")
    if times.max() > LONGEST_MIN:
        raise TimesError(f"time {times.max():g} min is beyond the ten years that can be foreseen ({LONGEST_MIN:g} min)")
    wrong = np.append(times[0] < 0, np.diff(times) < 0)
    if wrong.any():
        place = int(np.argmax(wrong))
        why = f"comes after {times[place - 1]:g} min" if place else "lies before the start"
        raise TimesError(f"time {times[place]:g} min {why}; give times in minutes from 0 on, in rising order")
    return times
