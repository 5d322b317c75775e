"""A trace read once: its unbroken pieces, the silence that breaks it, its last moment."""

from dataclasses import dataclass

from ebb.figure.axis import Axis
from ebb.figure.errors import finite
from ebb.figure.thin import Piece, pieces, usual_gap_s
from ebb.figure.vitals import Trace


@dataclass(frozen=True)
class Measured:
    """`last_s` is the second of the last measured value, None where there is none."""

    pieces: list[Piece]
    gap_s: float

    @property
    def extremes(self) -> list[float]:
        """The lowest and the highest value of each piece."""
        return [extreme for _, numbers in self.pieces for extreme in (min(numbers), max(numbers))]

    @property
    def last_s(self) -> float | None:
        return self.pieces[-1][0][-1] if self.pieces else None


def measured(trace: Trace, axis: Axis) -> Measured:
    """The trace in seconds, split at every gap. Raises PointsError for a value that is no finite number."""
    seconds = axis.many(at for at, _ in trace.points)
    gap_s = usual_gap_s(seconds) if trace.gap_s is None else trace.gap_s
    found = pieces(seconds, [value for _, value in trace.points], gap_s)
    for _, numbers in found:
        finite(sum(numbers))
    return Measured(found, gap_s)
