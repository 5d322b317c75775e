"""A monitor's recording: a table of what it showed, one line an instant. `ebb replay` and `ebb alarms` both read it.

    time_s,hr,sbp,dbp,map,spo2,rr,pulse,nbp_sys,nbp_dia,nbp_mean,etco2

`time_s` counts seconds from the start of the recording. An empty cell was not recorded. `off` says that the sensor was
off. A zero is a number where a patient can have it: a heart or a breath that stands still. Elsewhere, like any number
below zero, it is how recorders write a sensor that is off.
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
    "etco2": "etco2_mmhg",
}
MAY_BE_ZERO = frozenset({"hr_per_min", "pulse_per_min", "rr_per_min", "etco2_mmhg"})
OFF = "off"
LONGEST_S = 366 * 86_400


class RecordingError(Exception):
    """A line of the recording cannot be used; the message names the line and what would be right."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


class RecordingRow(NamedTuple):
    """One instant, with what was recorded of it; None says that the sensor was off."""

    line: int
    time_s: float
    values: dict[str, float | None]


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
    cell = filled.pop("time_s", None)
    time_s = None if cell is None else _number("time_s", cell, line)
    if time_s is None or abs(time_s) > LONGEST_S:
        raise RecordingError(line, f"time_s must be the seconds since the start, at most {LONGEST_S}")
    values = {COLUMNS_BY_HEADING[heading]: _reading(heading, cell, line) for heading, cell in filled.items()}
    return RecordingRow(line, time_s, values)


def _reading(heading: str, cell: str, line: int) -> float | None:
    """The number in a cell; None where the sensor was off."""
    if cell.casefold() == OFF:
        return None
    number = _number(heading, cell, line)
    is_number = number > 0 or (number == 0 and COLUMNS_BY_HEADING[heading] in MAY_BE_ZERO)
    return number if is_number else None


def _number(heading: str, cell: str, line: int) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise RecordingError(line, f"{heading} is {cell[:40]!r}; right is a number such as 72.5, or nothing")
    return number
