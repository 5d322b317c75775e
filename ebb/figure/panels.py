"""What a figure can show: each panel is a plain value, given whole.

Instants are aware datetimes on a ClockAxis, and floats (minutes, days) on the other axes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

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
    """Blood pressures as bars from systolic to diastolic. Limits are the person's own, shaded beyond.

    stale_s: how long the latest figures pass for present, line_stale_s: those from an arterial line; None: always.
    """

    label: str
    readings: Sequence[Pressure] = ()
    limit_sys: float | None = None
    low_sys: float | None = None
    limit_dia: float | None = None
    gaps: Sequence[Gap] = ()
    unit: str = "mmHg"
    stale_s: float | None = None
    line_stale_s: float | None = None


Style = Literal["solid", "dashed", "dotted"]
STYLES: tuple[Style, ...] = get_args(Style)
Weight = Literal["main", "thin"]
MarkKind = Literal["event", "alarm-high", "alarm-medium", "alarm-low", "note"]


@dataclass(frozen=True)
class StepSegment:
    """A value that held from start to end; 0 is a pause. `label` replaces the number written above it."""

    start: Instant
    end: Instant
    value: float
    planned: bool = False
    label: str | None = None


@dataclass(frozen=True)
class Steps:
    """A rate over time. Between segments nothing is drawn."""

    label: str
    unit: str
    segments: Sequence[StepSegment] = ()


@dataclass(frozen=True)
class Line:
    """One curve. From `future_from` on it is drawn as a forecast, from `outside_from` on as beyond what its model
    was studied for. `band` holds (instant, low, high), `inner_band` a narrower one that is drawn darker within it;
    `band_name` says what they mean."""

    name: str
    style: Style
    points: Sequence[tuple[Instant, float]]
    future_from: Instant | None = None
    outside_from: Instant | None = None
    band: Sequence[tuple[Instant, float, float]] | None = None
    weight: Weight = "main"
    band_name: str | None = None
    inner_band: Sequence[tuple[Instant, float, float]] | None = None


@dataclass(frozen=True)
class Dots:
    """Single observations among curves: measured concentrations, diary days."""

    name: str
    points: Sequence[tuple[Instant, float]]


@dataclass(frozen=True)
class Curves:
    """Curves and dots in one unit. The scale reaches at least from `low` to `high`; `is_low` draws it half as tall,
    `is_tall` gives it more height, the more the wider the page."""

    label: str
    unit: str
    lines: Sequence[Line] = ()
    dots: Sequence[Dots] = ()
    low: float | None = 0.0
    high: float | None = None
    is_low: bool = False
    is_tall: bool = False


@dataclass(frozen=True)
class Bar:
    """An amount at an instant: milligrams of an infusion, hours of sleep. `value` is None where it is not known."""

    at: Instant
    value: float | None
    planned: bool = False


@dataclass(frozen=True)
class Bars:
    """Amounts as thin bars from zero."""

    label: str
    unit: str
    bars: Sequence[Bar] = ()


@dataclass(frozen=True)
class ScoreRow:
    """One row of written scores: (instant, text, emphasis). `key` names the row in the page."""

    key: str
    name: str
    values: Sequence[tuple[Instant, str, bool]] = ()


@dataclass(frozen=True)
class Scores:
    """Symptom scores as numbers in rows."""

    label: str
    rows: Sequence[ScoreRow] = ()


@dataclass(frozen=True)
class Mark:
    """Something that happened at an instant, in a few words."""

    at: Instant
    text: str
    kind: MarkKind = "event"


@dataclass(frozen=True)
class Marks:
    """Events, notes and alarms. Labels that find no room become numbers with a legend below."""

    label: str
    marks: Sequence[Mark] = ()


Panel = Steps | Curves | Bars | Traces | Pressures | Scores | Marks
