"""Recordings to replay: a table of what a monitor showed, one line an instant.

    time_s,hr,sbp,dbp,map,spo2,rr,pulse,nbp_sys,nbp_dia,nbp_mean

`time_s` counts seconds from the start of the recording. An empty cell was not recorded. A nought is how recorders write
a lead that has fallen off: it is no number, and is sent on as a monitor would, as 0 with a text.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

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
PROBE_OFF = "probe off"
LONGEST_S = 366 * 86_400


class RecordingError(Exception):
    """A line of the recording cannot be used; the message names the line and what would be right."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """One instant. A column in `texts` was off: its value is None, as is that of an empty cell."""

    time_s: float
    values: dict[str, float | None]
    texts: dict[str, str]


def rows(lines: Iterable[str]) -> Iterator[RecordingRow]:
    """The rows in order. Raises RecordingError at the first line that cannot be used."""
    table = csv.reader(lines, strict=True)
    try:
        headings = _headings(next(table, []))
        last_s = 0.0
        for cells in table:
            if any(cells):
                row = _row(headings, cells, table.line_num)
                if row.time_s < last_s:
                    raise RecordingError(table.line_num, f"time_s goes back from {last_s:g} to {row.time_s:g}")
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
    time_s = -1.0
    values: dict[str, float | None] = {}
    texts: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=True):
        number = _number(heading, cell.strip(), line)
        if heading == "time_s":
            time_s = -1.0 if number is None else number
        else:
            column = COLUMNS_BY_HEADING[heading]
            values[column] = number or None
            if number == 0:
                texts[column] = PROBE_OFF
    if not 0 <= time_s <= LONGEST_S:
        raise RecordingError(line, f"time_s must be the seconds since the start, 0 to {LONGEST_S}")
    return RecordingRow(time_s, values, texts)


def _number(heading: str, cell: str, line: int) -> float | None:
    if not cell:
        return None
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise RecordingError(line, f"{heading} is {cell[:40]!r}; right is a number such as 72.5, or nothing")
    return number
