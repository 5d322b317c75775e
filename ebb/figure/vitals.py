"""Panels for what a monitor measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ebb.figure.axis import Instant

Source = Literal["cuff", "line", "typed"]


@dataclass(frozen=True)
class Gap:
    """A stretch without measurement, hatched and named: `monitor lost`."""

    start: Instant
    end: Instant
    text: str


@dataclass(frozen=True)
class Trace:
    """One measured value over time, in a lane of its own.

    key: the column it comes from (`hr_per_min`); points: (instant, value), None where nothing was measured.
    low, high: the person's limits, shaded beyond. gap_s: a longer silence than this is never bridged; left out,
    it is two and a half times the usual step and at least 15 s. shown: the least range the lane covers.
    """

    key: str
    name: str
    unit: str
    points: Sequence[tuple[Instant, float | None]] = ()
    low: float | None = None
    high: float | None = None
    gap_s: float | None = None
    shown: tuple[float, float] | None = None


@dataclass(frozen=True)
class Traces:
    """Monitor lanes, one below the other."""

    label: str
    traces: Sequence[Trace] = ()
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True)
class Pressure:
    """One blood pressure in mmHg; `line` is an arterial line, `typed` was read by a person."""

    at: Instant
    sys: float
    dia: float
    source: Source = "cuff"


@dataclass(frozen=True)
class Pressures:
    """Blood pressures as bars from systolic to diastolic. Limits are the person's own, shaded beyond."""

    label: str
    readings: Sequence[Pressure] = ()
    limit_sys: float | None = None
    low_sys: float | None = None
    limit_dia: float | None = None
    gaps: Sequence[Gap] = ()
    unit: str = "mmHg"
