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
    Marks,
    Panel,
    ScoreRow,
    Scores,
    Steps,
    StepSegment,
)
from ebb.figure.table import Row, Table
from ebb.figure.vitals import Gap, Pressure, Pressures, Trace, Traces
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
    "Marks",
    "MinutesAxis",
    "Panel",
    "PointsError",
    "Pressure",
    "Pressures",
    "Row",
    "ScoreRow",
    "Scores",
    "StepSegment",
    "Steps",
    "Table",
    "Trace",
    "Traces",
    "Words",
]
