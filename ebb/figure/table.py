"""The figure's data as rows, for readers who do not see it and for whoever wants the numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ebb.figure.axis import DAY, HOUR, MINUTE, Axis
from ebb.figure.text import exact, number
from ebb.figure.words import Words

_MOST_ROWS_A_SERIES = 60
_STRETCHES = [MINUTE * n for n in (1, 2, 5, 10, 15, 30)] + [HOUR * n for n in (1, 2, 4, 12)] + [DAY, 7 * DAY]


@dataclass(frozen=True)
class Row:
    """One datum. `seconds` is its place on the axis, `number` its bare value where it has one.

    `dense` rows belong to a long series and may be told together with their neighbours; None in `number` is then
    a missing measurement.
    """

    seconds: float
    when: str
    panel: str
    name: str
    value: str
    number: float | None = None
    unit: str = ""
    dense: bool = False


@dataclass(frozen=True)
class Table:
    """What an HTML table shows: plain texts, to be escaped by the template that writes them."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_of(title: str, rows: Sequence[Row], axis: Axis, words: Words) -> Table:
    """The rows in order of time. A long series is folded; the caption then says how."""
    stretch_s = _stretch(axis)
    told: list[Row] = []
    folded = False
    for _, group in groupby(rows, key=lambda row: (row.panel, row.name, row.dense)):
        series = list(group)
        if series[0].dense and len(series) > _MOST_ROWS_A_SERIES:
            folded = True
            series = list(_fold(series, stretch_s, axis, words))
        told += series
    told.sort(key=lambda row: row.seconds)
    caption = f"{title}. {words.folded.format(stretch=_say_stretch(stretch_s, words))}" if folded else title
    lines = tuple((row.when, row.panel, row.name, row.value) for row in told)
    return Table(caption, (words.time, words.panel, words.what, words.value), lines)


def _stretch(axis: Axis) -> float:
    first, last = axis.span
    return next((stretch for stretch in _STRETCHES if (last - first) / stretch <= _MOST_ROWS_A_SERIES), 30 * DAY)


def _say_stretch(stretch_s: float, words: Words) -> str:
    for unit_s, unit in ((DAY, words.days), (HOUR, words.hours)):
        if stretch_s >= unit_s:
            return f"{exact(stretch_s / unit_s)} {unit}"
    return f"{exact(stretch_s / MINUTE)} {words.minutes}"


def _fold(series: list[Row], stretch_s: float, axis: Axis, words: Words) -> Iterator[Row]:
    """A row for each stretch: its lowest and highest value, and whether some of it is missing."""
    for index, group in groupby(series, key=lambda row: row.seconds // stretch_s):
        within = list(group)
        numbers = [row.number for row in within if row.number is not None]
        first = within[0]
        at = max(index * stretch_s, axis.span[0])
        value = _range(numbers, first.unit, words)
        if numbers and len(numbers) < len(within):
            value += f", {words.part_missing}"
        yield Row(at, axis.say(at, words), first.panel, first.name, value, unit=first.unit)


def _range(numbers: list[float], unit: str, words: Words) -> str:
    if not numbers:
        return words.no_value
    low, high = number(min(numbers)), number(max(numbers))
    said = low if low == high else f"{low} {words.to} {high}"
    return f"{said} {unit}".strip()
