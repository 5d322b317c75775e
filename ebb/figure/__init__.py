from ebb.figure.axis import Axis, Instant
from ebb.figure.clock import ClockAxis
from ebb.figure.counted import DaysAxis, MinutesAxis
from ebb.figure.errors import AxisError, FigureError, KeyNameError, PointsError
from ebb.figure.figure import Figure
from ebb.figure.panels import (
    Bar,
    Bars,
    Curves,
    Dots,
    Line,
    Mark,
    MarkKind,
    Marks,
    Panel,
    ScoreRow,
    Scores,
    Steps,
    StepSegment,
    Style,
)
from ebb.figure.table import Row, Table
from ebb.figure.vitals import Gap, Pressure, Pressures, Source, Trace, Traces
from ebb.figure.words import Words

__all__ = [
    "Axis",
    "AxisError",
    "Bar",
    "Bars",
    "ClockAxis",
    "Curves",
    "DaysAxis",
    "Dots",
    "Figure",
    "FigureError",
    "Gap",
    "Instant",
    "KeyNameError",
    "Line",
    "Mark",
    "MarkKind",
    "Marks",
    "MinutesAxis",
    "Panel",
    "PointsError",
    "Pressure",
    "Pressures",
    "Row",
    "ScoreRow",
    "Scores",
    "Source",
    "StepSegment",
    "Steps",
    "Style",
    "Table",
    "Trace",
    "Traces",
    "Words",
]
