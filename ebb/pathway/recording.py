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
LONGEST_S = 366 * 86_400


class RecordingError(Exception):
    """The recording cannot be read; the message says which line and why."""


def samples(lines: Iterable[str]) -> list[Sample]:
    """The rows as samples, seconds counted from START. An empty cell is no news; zero or less is not measured.

    Raises RecordingError for a column or number it does not understand, and for time that runs backwards.
    """
    reader = csv.DictReader(lines)
    try:
        reader.fieldnames = _columns(reader.fieldnames or [])
        taken = list(_rows(reader))
    except csv.Error as error:
        raise RecordingError(f"after line {reader.line_num}: {error}") from None
    for before, after in pairwise(taken):
        if after.at <= before.at:
            raise RecordingError(f"time runs backwards at {seconds(after.at):g} s")
    return taken


def _columns(headings: Iterable[str]) -> list[str]:
    named = [heading.strip().removeprefix("\ufeff") for heading in headings]
    if "time_s" not in named:
        raise RecordingError("the first line has no column time_s")
    for name in named:
        if name not in {"time_s", *COLUMNS}:
            raise RecordingError(f"unknown column {name!r}; known are time_s, {', '.join(COLUMNS)}")
        if named.count(name) > 1:
            raise RecordingError(f"column {name} stands twice")
    return named


def _rows(reader: "csv.DictReader[str]") -> Iterator[Sample]:
    for row in reader:
        if None in row:
            raise RecordingError(f"line {reader.line_num}: more cells than columns")
        if None in row.values():
            raise RecordingError(f"line {reader.line_num}: fewer cells than columns")
        numbers = {name: _number(text, name, reader.line_num) for name, text in row.items() if text and text.strip()}
        if "time_s" not in numbers:
            raise RecordingError(f"line {reader.line_num}: no time_s")
        time_s = numbers.pop("time_s")
        if abs(time_s) > LONGEST_S:
            raise RecordingError(f"line {reader.line_num}: time_s is {row['time_s']!r}, beyond any recording")
        at = START + timedelta(seconds=time_s)
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
