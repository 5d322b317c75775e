"""An invented infusion, as a figure, for the tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ebb.figure import (
    ClockAxis,
    Curves,
    Figure,
    Gap,
    Line,
    Mark,
    Marks,
    Panel,
    Pressure,
    Pressures,
    ScoreRow,
    Scores,
    Steps,
    StepSegment,
    Trace,
    Traces,
)

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


AXIS = ClockAxis(at(-10), at(120), UTC)

RATE = Steps(
    "Rate",
    "mL/h",
    [
        StepSegment(at(0), at(14), 44.5),
        StepSegment(at(14), at(17), 0),
        StepSegment(at(17), at(33), 55.6),
        StepSegment(at(33), at(43), 55.6, planned=True, label="55.6 planned"),
    ],
)
HEART = Trace("hr_per_min", "HR", "/min", [(at(-10 + n / 6), 70.0 + n % 5) for n in range(258)], low=50, high=120)
SATURATION = Trace("spo2_percent", "SpO2", "%", [(at(-10 + n / 6), 97.0) for n in range(258)], low=92)
MONITOR = Traces("Monitor", [HEART, SATURATION], [Gap(at(21), at(24), "monitor lost 10:21–10:24")])
CURVES = Curves(
    "Predicted",
    "ng/mL",
    [
        Line("Kamp 2020", "solid", [(at(m), 2.0 * min(m, 40)) for m in range(121)], at(33), at(90)),
        Line("Domino 1984", "dashed", [(at(m), 1.9 * min(m, 40)) for m in range(121)], at(33)),
        Line("norketamine", "solid", [(at(m), 0.3 * m) for m in range(121)], at(33), weight="thin"),
    ],
)
PRESSURE = Pressures(
    "Pressure",
    [Pressure(at(-5), 128, 78, "typed"), Pressure(at(10), 138, 85), Pressure(at(30), 149, 92)],
    limit_sys=165,
    low_sys=95,
)
SCORES = Scores(
    "Scores",
    [
        ScoreRow("diss", "Dissociation", [(at(5), "0", False), (at(15), "1", False), (at(30), "3", True)]),
        ScoreRow("pain", "Pain", [(at(0), "7", True), (at(30), "4", False)]),
    ],
)
EVENTS = Marks(
    "Events",
    [Mark(at(0), "start"), Mark(at(14), "pause: cannula flushed"), Mark(at(29), "SpO2 91", "alarm-medium")],
)

PANELS: tuple[Panel, ...] = (RATE, CURVES, MONITOR, PRESSURE, SCORES, EVENTS)
INFUSION = Figure("Infusion", "Rate, prediction, vitals, scores and events.", AXIS, PANELS, now=at(33))


def showing(*panels: Panel) -> Figure:
    """The same axis and now line with other panels."""
    return replace(INFUSION, panels=panels)
