"""Many measurements become few points: gaps stay open and extremes stay visible."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import floor, isfinite
from statistics import median_low

from ebb.figure.errors import PointsError

Piece = tuple[list[float], list[float]]

SHORTEST_GAP_S = 15.0  # a signal is stale after 15 s: alarm table of the clinical reference, technical, low [D]
_STEPS_LOOKED_AT = 500


def usual_gap_s(seconds: Sequence[float]) -> float:
    """The silence after which a series counts as interrupted: two and a half usual steps, at least 15 s."""
    steps = [after - before for before, after in pairwise(seconds[:_STEPS_LOOKED_AT])]
    return max(SHORTEST_GAP_S, 2.5 * median_low(steps)) if steps else SHORTEST_GAP_S


def pieces(seconds: Sequence[float], values: Sequence[float | None], gap_s: float) -> list[Piece]:
    """The unbroken stretches of a series, split at every None and every silence longer than `gap_s`.

    Raises PointsError where time runs backwards or a value is not finite.
    """
    found: list[Piece] = []
    before = float("-inf")
    whole = False
    for at, value in zip(seconds, values, strict=True):
        if at < before:
            raise PointsError(f"points must be in order of time; {before - at:g} s were gone back")
        if value is None:
            whole = False
            continue
        if not whole or at - before > gap_s:
            found.append(([], []))
            whole = True
        found[-1][0].append(at)
        found[-1][1].append(value)
        before = at
    if not all(isfinite(sum(numbers)) for _, numbers in found):
        raise PointsError("a value must be a finite number; where nothing was measured, give None")
    return found


def thinned(piece: Piece, first_s: float, last_s: float, columns: int) -> list[tuple[float, float]]:
    """At most four points for each of `columns` equal columns between the two times: first, lowest, highest, last.

    One point beyond either end is kept, so that a line runs off the edge instead of stopping short of it.
    """
    seconds, values = piece
    start = max(bisect_left(seconds, first_s) - 1, 0)
    stop = min(bisect_left(seconds, last_s) + 1, len(seconds))
    if stop - start <= 4 * columns:
        return list(zip(seconds[start:stop], values[start:stop], strict=True))
    per_second = columns / (last_s - first_s)
    kept: list[tuple[float, float]] = []
    while start < stop:
        column = floor((seconds[start] - first_s) * per_second)
        end = max(bisect_left(seconds, first_s + (column + 1) / per_second, start, stop), start + 1)
        kept.extend((seconds[index], values[index]) for index in _telling(values, start, end))
        start = end
    return kept


def _telling(values: list[float], start: int, end: int) -> list[int]:
    """Where in the stretch the first, lowest, highest and last value stand, in order of time."""
    stretch = values[start:end]
    lowest, highest = stretch.index(min(stretch)), stretch.index(max(stretch))
    return sorted({start, start + lowest, start + highest, end - 1})
