"""Many measurements become few points: gaps stay open and extremes stay visible."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import floor
from operator import sub
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

    Raises PointsError where time runs backwards.
    """
    steps = [0.0, *map(sub, seconds[1:], seconds)]
    if min(steps) < 0:
        raise PointsError(f"points must be in order of time; at one of them it runs back by {-min(steps):g} s")
    breaks = [n for n, (value, step) in enumerate(zip(values, steps, strict=False)) if value is None or step > gap_s]
    found: list[Piece] = []
    start = 0
    for end in (*breaks, len(values)):
        numbers = [value for value in values[start:end] if value is not None]
        if numbers:
            found.append((list(seconds[end - len(numbers) : end]), numbers))
        start = end
    return found


def thinned(piece: Piece, first_s: float, last_s: float, columns: int) -> list[tuple[float, float]]:
    """The lowest and the highest point of each of `columns` equal columns between the two times.

    A piece with no more points than columns stays as it is. The piece's own ends stay, and one point beyond either
    time, so that a line runs off the edge of the plot.
    """
    seconds, values = piece
    start = max(bisect_left(seconds, first_s) - 1, 0)
    stop = min(bisect_left(seconds, last_s) + 1, len(seconds))
    if stop - start <= columns:
        return list(zip(seconds[start:stop], values[start:stop], strict=True))
    per_second = columns / (last_s - first_s)
    shown = {start, stop - 1}
    while start < stop:
        column = floor((seconds[start] - first_s) * per_second)
        end = max(bisect_left(seconds, first_s + (column + 1) / per_second, start, stop), start + 1)
        shown.update(_extremes(values, start, end))
        start = end
    return [(seconds[index], values[index]) for index in sorted(shown)]


def _extremes(values: list[float], start: int, end: int) -> tuple[int, int]:
    """Where in the stretch the lowest and the highest value stand."""
    stretch = values[start:end]
    return start + stretch.index(min(stretch)), start + stretch.index(max(stretch))
