"""A trace read once: its unbroken pieces, the silence that breaks it, its last moment."""

from dataclasses import dataclass

from ebb.figure.axis import Axis
from ebb.figure.thin import Piece, pieces, usual_gap_s
from ebb.figure.vitals import Trace


@dataclass(frozen=True)
class Measured:
    """`last_s` is the second of the last measured value, None where there is none."""

    pieces: list[Piece]
    gap_s: float

    @property
    def values(self) -> list[float]:
        return [value for _, numbers in self.pieces for value in numbers]

    @property
    def last_s(self) -> float | None:
        return self.pieces[-1][0][-1] if self.pieces else None


def measured(trace: Trace, axis: Axis) -> Measured:
    """The trace in seconds, split at every gap."""
    seconds = axis.many(at for at, _ in trace.points)
    gap_s = usual_gap_s(seconds) if trace.gap_s is None else trace.gap_s
    return Measured(pieces(seconds, [value for _, value in trace.points], gap_s), gap_s)
