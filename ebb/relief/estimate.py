"""An answer with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ebb.relief.diary import Array

Interval = tuple[float, float]

LEVELS = (0.025, 0.10, 0.25, 0.75, 0.90, 0.975)
"""The quantiles that bound 50, 80 and 95 %."""


@dataclass(frozen=True)
class Estimate:
    """A mean and the central intervals that hold it with a chance of 50, 80 and 95 %."""

    mean: float
    i50: Interval
    i80: Interval
    i95: Interval

    @classmethod
    def of(cls, mean: float, quantiles: Array) -> Estimate:
        """From the mean and the quantiles at LEVELS, shape (6,)."""
        q025, q10, q25, q75, q90, q975 = (float(value) for value in quantiles)
        return cls(float(mean), (q25, q75), (q10, q90), (q025, q975))

    def times(self, factor: float) -> Estimate:
        """The same answer in another unit; `factor` above 0."""
        return Estimate(
            self.mean * factor,
            (self.i50[0] * factor, self.i50[1] * factor),
            (self.i80[0] * factor, self.i80[1] * factor),
            (self.i95[0] * factor, self.i95[1] * factor),
        )

    def within(self, low: float, high: float) -> Estimate:
        """The same answer where nothing can lie outside [low, high]; the mean is the caller's to mind."""

        def clip(interval: Interval) -> Interval:
            return min(max(interval[0], low), high), min(max(interval[1], low), high)

        return Estimate(min(max(self.mean, low), high), clip(self.i50), clip(self.i80), clip(self.i95))

    def as_json(self, digits: int = 4) -> dict[str, Any]:
        """For `ebb relief`: rounded, intervals as pairs."""
        pairs = {"i50": self.i50, "i80": self.i80, "i95": self.i95}
        told = {name: [round(low, digits), round(high, digits)] for name, (low, high) in pairs.items()}
        return {"mean": round(self.mean, digits), **told}
