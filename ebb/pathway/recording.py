"""A monitor's recording as text: rows of seconds and numbers, read into samples for the alarm machine."""

import csv
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

from ebb.pathway.alarms import Sample

COLUMNS = {
    "hr": "hr_per_min",
    "sbp": "abp_sys_mmhg",
    "dbp": "abp_dia_mmhg",
    "map": "abp_mean_mmhg",
    "spo2": "spo2_percent",
    "rr": "rr_per_min",
    "pulse": "pulse_per_min",
    "nbp_sys": "nibp_sys_mmhg",
    "nbp_dia": "nibp_dia_mmhg",
    "nbp_mean": "nibp_mean_mmhg",
}
START = datetime(1970, 1, 1, tzinfo=UTC)


class RecordingError(Exception):
    """The recording cannot be read; the message says which line and why."""


def samples(lines: Iterable[str]) -> list[Sample]:
    """The rows as samples, seconds counted from START. An empty cell is no news; zero or less is not measured.

    Raises RecordingError for a column or number it does not understand, and for time that runs backwards.
    """
    reader = csv.DictReader(lines)
    named = list(reader.fieldnames or [])
    if "time_s" not in named:
        raise RecordingError("the first line has no column time_s")
    unknown = [name for name in named if name not in {"time_s", *COLUMNS}]
    if unknown:
        raise RecordingError(f"unknown column {unknown[0]!r}; known are time_s, {', '.join(COLUMNS)}")
    taken = list(_rows(reader))
    for before, after in pairwise(taken):
        if after.at <= before.at:
            raise RecordingError(f"time runs backwards at {seconds(after.at):g} s")
    return taken


def _rows(reader: "csv.DictReader[str]") -> Iterator[Sample]:
    for row in reader:
        if None in row:
            raise RecordingError(f"line {reader.line_num}: more cells than columns")
        numbers = {name: _number(text, name, reader.line_num) for name, text in row.items() if text and text.strip()}
        if "time_s" not in numbers:
            raise RecordingError(f"line {reader.line_num}: no time_s")
        at = START + timedelta(seconds=numbers.pop("time_s"))
        yield Sample(at, {COLUMNS[name]: value if value > 0 else None for name, value in numbers.items()})


def _number(text: str, name: str, line: int) -> float:
    try:
        value = float(text)
    except ValueError:
        raise RecordingError(f"line {line}: {name} is {text!r}, not a number") from None
    if not math.isfinite(value):
        raise RecordingError(f"line {line}: {name} is {text!r}, not a number")
    return value


def interval_s(taken: list[Sample]) -> float:
    """How often the recording speaks, as the middle of its steps; one second when it has fewer than two rows."""
    steps = [(after.at - before.at).total_seconds() for before, after in pairwise(taken)]
    return median(steps) if steps else 1


def seconds(at: datetime) -> float:
    """Seconds since the recording's own zero."""
    return (at - START).total_seconds()
