"""Where labels may stand so that none touches another."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 6.0
_FROM_POLE = 3.0


def spread(wanted: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """Heights near the wanted ones, at least `apart` from each other and inside [top, bottom] while they fit."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    heights = [0.0] * len(wanted)
    lowest_free = top
    for index in order:
        heights[index] = max(wanted[index], lowest_free)
        lowest_free = heights[index] + apart
    # What was pushed past the bottom goes back up, and takes its neighbours along.
    ceiling = bottom
    for index in reversed(order):
        heights[index] = min(heights[index], ceiling)
        ceiling = heights[index] - apart
    return heights


@dataclass(frozen=True)
class Flag:
    """A label of a given width that flies beside a pole at x; `head` is half the width of what sits on the pole."""

    x: float
    width: float
    head: float = 0.0


@dataclass(frozen=True)
class Raised:
    """Where a flag flies: lane 0 is nearest to what the pole points at; `left` is where its text begins."""

    lane: int
    left: float
    right: float
    pole: float
    head: float

    @property
    def extent(self) -> tuple[float, float]:
        """From the leftmost to the rightmost pixel, head included."""
        return min(self.left, self.pole - self.head), max(self.right, self.pole + self.head)


def raise_flags(flags: Sequence[Flag], left: float, right: float, lanes: int) -> list[Raised] | None:
    """A lane and a side for every flag so that no text is touched by another or crossed by a pole.

    Works from right to left: a flag that must go to a further lane then sends its pole down in front of
    the texts it passes. None when they do not fit into the lanes.
    """
    up: list[Raised] = []
    order = sorted(range(len(flags)), key=lambda index: (flags[index].x, index), reverse=True)
    found: dict[int, Raised] = {}
    for index in order:
        place = _free_place(flags[index], up, left, right, lanes)
        if place is None:
            return None
        up.append(place)
        found[index] = place
    return [found[index] for index in range(len(flags))]


def _free_place(flag: Flag, up: list[Raised], left: float, right: float, lanes: int) -> Raised | None:
    text = _text_beside(flag, left, right)
    if text is None:
        return None
    places = (Raised(lane, *text, flag.x, flag.head) for lane in range(lanes))
    return next((place for place in places if all(_apart(place, other) for other in up)), None)


def _text_beside(flag: Flag, left: float, right: float) -> tuple[float, float] | None:
    """Right of the pole; left of it only where the page ends."""
    after, before = flag.x + flag.head + _FROM_POLE, flag.x - flag.head - _FROM_POLE
    if after + flag.width <= right:
        return after, after + flag.width
    return (before - flag.width, before) if before - flag.width >= left else None


def _apart(one: Raised, other: Raised) -> bool:
    if one.lane == other.lane:
        return one.extent[1] + GAP <= other.extent[0] or other.extent[1] + GAP <= one.extent[0]
    farther, nearer = (one, other) if one.lane > other.lane else (other, one)
    return not nearer.left - 2 <= farther.pole <= nearer.right + 2


def one_row(boxes: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]] = ()) -> list[bool]:
    """Which of the spans may be drawn in one row, the earlier in the list the more important."""
    used = list(taken)
    answers: list[bool] = []
    for first, last in boxes:
        free = all(last + 2 <= start or end + 2 <= first for start, end in used)
        answers.append(free)
        if free:
            used.append((first, last))
    return answers
