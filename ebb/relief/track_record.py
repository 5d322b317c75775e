"""What became of forecasts, as values that can say it in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ebb.relief.averages import Average

LEAST_CLUSTERS = 10
"""Fewer independent forecasts than this are no ground for a judgement."""


@dataclass(frozen=True)
class Coverage:
    """How many scores the central `percent` % intervals held, of how many.

    low, high: 95 % interval of the share held. expected: the share that should be held: `percent`, or more where by the
    forecasts' own chances whole scores, or those that pile up at 0 and 10, must fall inside more often.
    """

    percent: int
    held: int
    of: int
    low: float
    high: float
    expected: float

    @property
    def share(self) -> float:
        return self.held / self.of

    @property
    def verdict(self) -> str:
        """`too narrow`, `too wide` or `as promised`: beyond what chance does in 95 of 100 records."""
        if self.high < self.expected:
            return "too narrow"
        return "too wide" if self.low > self.expected else "as promised"


@dataclass(frozen=True)
class Week:
    """CRPS in points, over the scored days that lay `first` to `last` days after their forecast was made."""

    first: int
    last: int
    days: int
    crps: Average | None


@dataclass(frozen=True)
class TrackRecord:
    """What became of forecasts.

    days, forecasts, clusters: scored days, the forecasts they belong to, and how many of those count as independent.
    missed: days forecast, but skipped in a diary that goes on. awaited: those after the diary's last entry, be it that
    they are still to come or that it was given up. crps, bias: points; bias above 0 means that less pain was written
    than forecast. deciles: share of scores that fell into each tenth of its forecast, lowest first. With no scored
    day, the fields that need one are empty.
    """

    days: int
    forecasts: int
    clusters: int
    missed: int
    awaited: int
    coverage: tuple[Coverage, ...] = ()
    crps: Average | None = None
    bias: Average | None = None
    weeks: tuple[Week, ...] = ()
    deciles: tuple[float, ...] = ()

    @property
    def enough(self) -> bool:
        return self.clusters >= LEAST_CLUSTERS

    @property
    def sentence(self) -> str:
        if not self.days:
            return "Too little to say: no day that was forecast has been written."
        held = [f"{one.percent} % intervals held {one.held} ({100 * one.share:.0f} %)" for one in self.coverage[::-1]]
        told = f"Of {self.days} days forecast and written, {', '.join(held)}. {self._judgement}"
        return told if not self.missed else f"{told} Days skipped in the diary, and not scored: {self.missed}."

    @property
    def _judgement(self) -> str:
        if not self.enough:
            return f"Too little to judge by: independent forecasts {self.clusters}, needed {LEAST_CLUSTERS}."
        for verdict in ("too narrow", "too wide"):
            if off := [f"{one.percent} %" for one in self.coverage if one.verdict == verdict]:
                return f"More than chance explains, the forecasts were {verdict}, at {', '.join(off)}."
        return "Within chance, that is what they promised."


@dataclass(frozen=True)
class Comparison:
    """Mean CRPS, points, of two forecasters on the same days; where `difference` is below 0 the first was better."""

    days: int
    clusters: int
    first: float
    second: float
    difference: Average

    @property
    def sentence(self) -> str:
        if self.clusters < LEAST_CLUSTERS:
            return f"Too little to say: independent forecasts {self.clusters}, needed {LEAST_CLUSTERS}."
        far = f"{abs(self.difference.mean):.3f} points of CRPS over {self.days} days"
        if self.difference.low <= 0.0 <= self.difference.high:
            return f"The two cannot be told apart: {far}."
        return f"The {'first' if self.difference.mean < 0.0 else 'second'} is better by {far}."
