"""What goes in: a pain diary and the days of the infusions, checked on entry; and what this room refuses."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

LEAST_PAIN, MOST_PAIN = 0.0, 10.0
FURTHEST_DAY = 100_000
MOST_INFUSIONS = 200

COLUMNS = ("day", "pain")


class ReliefError(ValueError):
    """The question cannot be answered as asked; the message says what would be right."""


class DiaryError(ReliefError):
    """A row of the diary that cannot be; `row` counts from 1, the heading not counted, and is None for the whole."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message if row is None else f"row {row}: {message}")
        self.row = row


class InfusionError(ReliefError):
    """Infusions that are no days, or twice the same."""


class PriorsError(ReliefError):
    """Priors that cannot be read or cannot be."""


class QuestionError(ReliefError):
    """A question that has no answer as asked."""


class ForecastError(ReliefError):
    """A forecast that cannot be, or that cannot be read or scored."""


@dataclass(frozen=True, order=True)
class DiaryInfusion:
    """One infusion: its day on the diary's count, and its dose when known (drawn, not used in the model)."""

    day: float
    dose_mg: float | None = None

    def __post_init__(self) -> None:
        if not abs(self.day) <= FURTHEST_DAY:
            raise InfusionError(f"an infusion's day must be a number within {FURTHEST_DAY:,} days, not {self.day}")
        if self.dose_mg is not None and not 0 < self.dose_mg < math.inf:
            raise InfusionError(f"the dose on day {self.day:g} must be more than 0 mg, not {self.dose_mg}")


@dataclass(frozen=True)
class Diary:
    """Days with the average pain of each (NRS, 0 to 10), and the infusions. Days left out are gaps.

    days: whole numbers, each once, in any order. pain: as many. infusions: each day once, in any order.
    Raises DiaryError with the row, or InfusionError.
    """

    days: tuple[int, ...]
    pain: tuple[float, ...]
    infusions: tuple[DiaryInfusion, ...] = ()

    def __post_init__(self) -> None:
        if len(self.days) != len(self.pain):
            raise DiaryError(f"{len(self.days)} days with {len(self.pain)} scores; each day needs its own")
        if not self.days:
            raise DiaryError("no day has a score; a diary needs at least one")
        seen: dict[int, int] = {}
        for row, (day, pain) in enumerate(zip(self.days, self.pain, strict=True), start=1):
            _refuse_impossible(row, day, pain)
            if day in seen:
                raise DiaryError(f"day {day} stands in row {seen[day]} already; each day has one score", row)
            seen[day] = row
        days = [infusion.day for infusion in self.infusions]
        if twice := [day for day in days if days.count(day) > 1]:
            raise InfusionError(f"day {twice[0]:g} is named twice among the infusions; each stands once")
        if len(days) > MOST_INFUSIONS:
            raise InfusionError(f"{len(days)} infusions; at most {MOST_INFUSIONS} can be told apart here")
        rows = sorted(zip(self.days, self.pain, strict=True))
        object.__setattr__(self, "days", tuple(int(day) for day, _ in rows))
        object.__setattr__(self, "pain", tuple(float(pain) for _, pain in rows))
        object.__setattr__(self, "infusions", tuple(sorted(self.infusions, key=lambda infusion: infusion.day)))

    @classmethod
    def of(cls, days: Iterable[float], pain: Iterable[float], infusions: Iterable[float] = ()) -> Diary:
        """A diary from plain numbers, NumPy's too; scores that are NaN are refused, not read as gaps."""
        given = tuple(DiaryInfusion(float(day)) for day in infusions)
        return cls(tuple(days), tuple(pain), given)  # type: ignore[arg-type]

    @cached_property
    def day(self) -> Array:
        """The days with a score, rising, shape (n,)."""
        return np.array(self.days, dtype=float)

    @cached_property
    def score(self) -> Array:
        """Their pain, 0 to 10, shape (n,)."""
        return np.array(self.pain)

    @cached_property
    def infusion_day(self) -> Array:
        """The days of the infusions, rising, shape (k,)."""
        return np.array([infusion.day for infusion in self.infusions], dtype=float)

    @property
    def day_zero(self) -> float:
        """The first infusion's day, from which drift counts; the diary's first day when there is none."""
        return float(self.infusion_day[0]) if self.infusions else float(self.days[0])

    @property
    def baseline_days(self) -> int:
        """How many days before the first infusion have a score; all of them when there is none."""
        if not self.infusions:
            return len(self.days)
        return int((self.day < self.day_zero).sum())

    def until(self, day: float) -> Diary:
        """What was known at the end of that day: scores and infusions up to it. Raises DiaryError when nothing was."""
        rows = [(on, pain) for on, pain in zip(self.days, self.pain, strict=True) if on <= day]
        given = tuple(infusion for infusion in self.infusions if infusion.day <= day)
        return Diary(tuple(on for on, _ in rows), tuple(pain for _, pain in rows), given)


def _refuse_impossible(row: int, day: float, pain: float) -> None:
    if not (math.isfinite(day) and day == int(day) and abs(day) <= FURTHEST_DAY):
        raise DiaryError(f"the day must be a whole number within {FURTHEST_DAY:,} days, not {day}", row)
    if not LEAST_PAIN <= pain <= MOST_PAIN:
        raise DiaryError(f"pain must be a number from 0 to 10, not {pain}", row)


def infusions_on(days: Sequence[float], doses_mg: Sequence[float] | None = None) -> tuple[DiaryInfusion, ...]:
    """Infusions from their days and, where known, doses in mg. Raises InfusionError."""
    if doses_mg is None:
        return tuple(DiaryInfusion(float(day)) for day in days)
    if len(doses_mg) != len(days):
        raise InfusionError(f"{len(days)} infusions with {len(doses_mg)} doses; each needs its own, or none")
    return tuple(DiaryInfusion(float(day), float(mg)) for day, mg in zip(days, doses_mg, strict=True))


def read_diary(text: str, infusions: tuple[DiaryInfusion, ...] = ()) -> Diary:
    """A diary from CSV text under the heading `day,pain`; other columns are left alone.

    A row without pain is a gap. Raises DiaryError with the row, counted from 1 under the heading.
    """
    days: dict[int, int] = {}
    pain: list[float] = []
    for row, cells, fault in read_rows(text, DiaryError, COLUMNS):
        if fault:
            raise DiaryError(fault, row)
        day = _day(cells["day"], row)
        if day in days:
            raise DiaryError(f"day {day} stands in row {days[day]} already; each day has one score", row)
        days[day] = row
        pain.append(_pain(cells["pain"], row))
    written = [(day, score) for day, score in zip(days, pain, strict=True) if not math.isnan(score)]
    return Diary(tuple(day for day, _ in written), tuple(score for _, score in written), infusions)


def read_infusions(days: str, doses_mg: str | None = None) -> tuple[DiaryInfusion, ...]:
    """Infusions from days such as `0,7,14`, and doses in mg in the same order. Raises InfusionError."""
    each = _numbers(days, "the infusions' days")
    return infusions_on(each, None if doses_mg is None else _numbers(doses_mg, "the doses"))


def read_rows(
    text: str, error: type[ReliefError], needed: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str], str]]:
    """The rows of CSV text that are not empty: number from 1 under the heading, values by column, and what is wrong.

    Wrong with a row, or "", is its number of values. Raises `error` when it is no CSV or the heading lacks a column.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    except csv.Error as refusal:
        raise error(f"this is no CSV: {refusal}") from None
    heading = [name.strip().lower() for name in rows[0]] if rows else []
    if missing := [name for name in needed if heading.count(name) != 1]:
        raise error(f"the heading must name {missing[0]} once; it reads {','.join(heading) or 'nothing'}")
    if twice := [name for name in optional if heading.count(name) > 1]:
        raise error(f"the heading names {twice[0]} twice")
    for row, cells in enumerate(rows[1:], start=1):
        values = [cell.strip() for cell in cells]
        if any(values):
            fault = "" if len(cells) == len(heading) else f"{len(cells)} values under {len(heading)} columns"
            yield row, dict(zip(heading, values, strict=False)), fault


def _numbers(text: str, what: str) -> list[float]:
    if not text.strip():
        return []
    try:
        return [_plain_number(part) for part in text.split(",")]
    except ValueError:
        raise InfusionError(f"{what} must be numbers parted by commas, such as 0,7,14; not {text!r}") from None


def _day(cell: str, row: int) -> int:
    day = _cell_number(cell, row, "the day must be a whole number")
    if not (abs(day) <= FURTHEST_DAY and day == int(day)):
        raise DiaryError(f"the day must be a whole number within {FURTHEST_DAY:,} days, not {cell!r}", row)
    return int(day)


def _pain(cell: str, row: int) -> float:
    """The score, or NaN where the day was left empty."""
    if not cell:
        return math.nan
    pain = _cell_number(cell, row, "pain must be a number from 0 to 10")
    if not LEAST_PAIN <= pain <= MOST_PAIN:
        raise DiaryError(f"pain must be a number from 0 to 10, not {cell}", row)
    return pain


def _cell_number(cell: str, row: int, rule: str) -> float:
    try:
        return _plain_number(cell)
    except ValueError:
        raise DiaryError(f"{rule}, not {cell!r}", row) from None


def _plain_number(text: str) -> float:
    """As `float`, without its `1_0`."""
    if "_" in text:
        raise ValueError(text)
    return float(text)
