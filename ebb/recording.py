"""A monitor's recording: a table of what it showed, one line an instant. `ebb replay` and `ebb alarms` both read it.

    time_s,hr,sbp,dbp,map,spo2,rr,pulse,nbp_sys,nbp_dia,nbp_mean

`time_s` counts seconds from the start of the recording. An empty cell was not recorded. A zero is how recorders write a
lead that has fallen off; what it means to a reader, that reader decides.
"""

import csv
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import NamedTuple

COLUMNS_BY_HEADING = {
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
LONGEST_S = 366 * 86_400


class RecordingError(Exception):
    """A line of the recording cannot be used; the message names the line and what would be right."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


class RecordingRow(NamedTuple):
    """One instant, with the numbers that were recorded, zeros among them."""

    line: int
    time_s: float
    values: dict[str, float]


def rows(lines: Iterable[str]) -> Iterator[RecordingRow]:
    """The rows in order of time. Raises RecordingError at the first line that cannot be used."""
    table = csv.reader(lines, strict=True)
    try:
        headings = _headings(next(table, []))
        last_s = -float(LONGEST_S)
        for cells in table:
            if any(cells):
                row = _row(headings, cells, table.line_num)
                if row.time_s < last_s:
                    raise RecordingError(row.line, f"time_s goes back from {last_s:g} to {row.time_s:g}")
                last_s = row.time_s
                yield row
    except csv.Error as fault:
        raise RecordingError(table.line_num, f"no table of commas: {fault}") from None


def _headings(cells: list[str]) -> list[str]:
    headings = [cell.strip().removeprefix("\ufeff") for cell in cells]
    right = "time_s," + ",".join(COLUMNS_BY_HEADING)
    for heading in headings:
        if heading != "time_s" and heading not in COLUMNS_BY_HEADING:
            raise RecordingError(1, f"{heading!r} is no heading of a recording; right is {right}, or some of these")
    if "time_s" not in headings or len(headings) < 2 or len(set(headings)) < len(headings):
        raise RecordingError(1, f"the headings must be time_s and at least one reading, each once; right is {right}")
    return headings


def _row(headings: list[str], cells: list[str], line: int) -> RecordingRow:
    if len(cells) != len(headings):
        raise RecordingError(line, f"{len(cells)} cells under {len(headings)} headings")
    filled = {heading: cell.strip() for heading, cell in zip(headings, cells, strict=True) if cell.strip()}
    numbers = {heading: _number(heading, cell, line) for heading, cell in filled.items()}
    time_s = numbers.pop("time_s", None)
    if time_s is None or abs(time_s) > LONGEST_S:
        raise RecordingError(line, f"time_s must be the seconds since the start, at most {LONGEST_S}")
    return RecordingRow(line, time_s, {COLUMNS_BY_HEADING[heading]: number for heading, number in numbers.items()})


def _number(heading: str, cell: str, line: int) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise RecordingError(line, f"{heading} is {cell[:40]!r}; right is a number such as 72.5, or nothing")
    return number
