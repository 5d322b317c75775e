"""A diary as it is handed in: CSV text with the columns day and pain, and infusion days parted by commas."""

import csv
import io
import math

from ebb.relief.diary import FURTHEST_DAY, Diary, Infusion, infusions_on
from ebb.relief.errors import DiaryError, InfusionError

COLUMNS = ("day", "pain")


def read_diary(text: str, infusions: tuple[Infusion, ...] = ()) -> Diary:
    """A diary from CSV text under the heading `day,pain`; other columns are left alone.

    A row without pain is a gap. Raises DiaryError with the row, counted from 1 under the heading.
    """
    rows = _rows(text.removeprefix("\ufeff"))
    heading = [name.strip().lower() for name in rows[0]] if rows else []
    if missing := [name for name in COLUMNS if heading.count(name) != 1]:
        raise DiaryError(f"the heading must name {missing[0]} once; it reads {','.join(heading) or 'nothing'}")
    at_day, at_pain = (heading.index(name) for name in COLUMNS)
    days: dict[int, int] = {}
    pain: list[float] = []
    for row, cells in enumerate(rows[1:], start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heading):
            raise DiaryError(f"{len(cells)} values under {len(heading)} columns", row)
        day = _day(cells[at_day], row)
        if day in days:
            raise DiaryError(f"day {day} stands in row {days[day]} already; each day has one score", row)
        days[day] = row
        pain.append(_pain(cells[at_pain], row))
    written = [(day, score) for day, score in zip(days, pain, strict=True) if not math.isnan(score)]
    return Diary(tuple(day for day, _ in written), tuple(score for _, score in written), infusions)


def read_infusions(days: str, doses_mg: str | None = None) -> tuple[Infusion, ...]:
    """Infusions from days such as `0,7,14`, and doses in mg in the same order. Raises InfusionError."""
    each = _numbers(days, "the infusions' days")
    return infusions_on(each, None if doses_mg is None else _numbers(doses_mg, "the doses"))


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise DiaryError(f"this is no CSV: {error}") from None


def _numbers(text: str, what: str) -> list[float]:
    if not text.strip():
        return []
    try:
        return [_plain_number(part) for part in text.split(",")]
    except ValueError:
        raise InfusionError(f"{what} must be numbers parted by commas, such as 0,7,14; not {text!r}") from None


def _day(cell: str, row: int) -> int:
    try:
        day = _plain_number(cell)
    except ValueError:
        raise DiaryError(f"the day must be a whole number, not {cell.strip()!r}", row) from None
    if not (abs(day) <= FURTHEST_DAY and day == int(day)):
        raise DiaryError(f"the day must be a whole number within {FURTHEST_DAY:,} days, not {cell.strip()!r}", row)
    return int(day)


def _pain(cell: str, row: int) -> float:
    """The score, or NaN where the day was left empty."""
    if not cell.strip():
        return math.nan
    try:
        pain = _plain_number(cell)
    except ValueError:
        raise DiaryError(f"pain must be a number from 0 to 10, not {cell.strip()!r}", row) from None
    if not 0.0 <= pain <= 10.0:
        raise DiaryError(f"pain must be a number from 0 to 10, not {cell.strip()}", row)
    return pain


def _plain_number(text: str) -> float:
    """As `float`, without its `1_0`."""
    if "_" in text:
        raise ValueError(text)
    return float(text)
