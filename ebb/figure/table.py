"""What the figure says, for readers who do not see it: every datum as a row, long series folded into stretches."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from ebb.figure.axis import DAY, HOUR, MINUTE, Axis, Instant
from ebb.figure.panels import Bars, Curves, Gap, MarkKind, Marks, Panel, Pressures, Scores, Steps, Traces
from ebb.figure.svg import exact, number
from ebb.figure.words import Words

MOST_VALUES = 60  # a series as long is given value by value
_MOST_STRETCHES = 30
_LENGTHS = [MINUTE * n for n in (1, 2, 5, 10, 15, 30)] + [HOUR * n for n in (1, 2, 4, 12)] + [DAY, 7 * DAY]


@dataclass(frozen=True)
class Row:
    """One datum, or a stretch of a long series.

    seconds: its place on the axis; when: the same in words. number: the bare value where there is one; unit: its unit.
    """

    seconds: float
    when: str
    panel: str
    name: str
    value: str
    number: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """What an HTML table shows: plain texts, to be escaped by the template that writes them."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def stretch_length(axis: Axis) -> float:
    """Seconds to a stretch, so that a series as long as the axis takes at most thirty rows."""
    first, last = axis.span
    return next((length for length in _LENGTHS if (last - first) / length <= _MOST_STRETCHES), 30 * DAY)


def format_length(length_s: float, words: Words) -> str:
    """The length in the largest unit that fits."""
    for unit_s, unit in ((DAY, words.days), (HOUR, words.hours)):
        if length_s >= unit_s:
            return f"{exact(length_s / unit_s)} {unit}"
    return f"{exact(length_s / MINUTE)} {words.minutes}"


def _stretches(
    seconds: Sequence[float], values: Sequence[float | None], length_s: float
) -> Iterator[tuple[float, Sequence[float | None]]]:
    """The series in stretches that begin at whole multiples of the length; `seconds` in order of time."""
    start = 0
    while start < len(seconds):
        begins = seconds[start] // length_s * length_s
        end = max(bisect_left(seconds, begins + length_s, start), start + 1)
        yield begins, values[start:end]
        start = end


class RowWriter:
    """Writes the rows of one panel. `fold_s` is the length of stretches for long series; None gives every value."""

    def __init__(self, panel: str, axis: Axis, words: Words, fold_s: float | None) -> None:
        self.panel, self.axis, self.words, self.fold_s = panel, axis, words, fold_s
        self.folded = False

    def text(self, at: Instant, name: str, *texts: str | None) -> Row:
        """A row in words alone."""
        return self._row(self.axis.seconds(at), name, *texts)

    def value(self, at: Instant, name: str, value: float | None, unit: str, *extra: str | None) -> Row:
        """One value with its unit, and what else holds of it."""
        return self._value(self.axis.seconds(at), name, value, unit, *extra)

    def until(self, end: Instant) -> str:
        return f"{self.words.until} {self.axis.format(self.axis.seconds(end), self.words)}"

    def series(
        self,
        name: str,
        points: Sequence[tuple[Instant, float | None]],
        unit: str,
        holding: Sequence[tuple[float, str]] = (),
    ) -> Iterator[Row]:
        """A series; `holding` gives from which second on something more holds of it."""
        seconds, values = self.axis.many(at for at, _ in points), [value for _, value in points]
        if self.fold_s is None or len(points) <= MOST_VALUES:
            for at, value in zip(seconds, values, strict=True):
                yield self._value(at, name, value, unit, *(text for bound, text in holding if at >= bound))
            return
        self.folded = True
        for begins, part in _stretches(seconds, values, self.fold_s):
            extra = [text for bound, text in holding if begins >= bound]
            yield self._row(max(begins, self.axis.span[0]), name, self._range(part, unit), *extra, unit=unit)

    def _range(self, values: Sequence[float | None], unit: str) -> str:
        known = [value for value in values if value is not None]
        if not known:
            return self.words.no_value
        low, high = number(min(known)), number(max(known))
        text = f"{low if low == high else f'{low} {self.words.to} {high}'} {unit}".strip()
        return f"{text}, {self.words.part_missing}" if len(known) < len(values) else text

    def _value(self, seconds: float, name: str, value: float | None, unit: str, *extra: str | None) -> Row:
        text = self.words.no_value if value is None else f"{exact(value)} {unit}".strip()
        return self._row(seconds, name, text, *extra, number=value, unit=unit)

    def _row(self, seconds: float, name: str, *texts: str | None, number: float | None = None, unit: str = "") -> Row:
        text = ", ".join(part for part in texts if part)
        return Row(seconds, self.axis.format(seconds, self.words), self.panel, name, text, number, unit)


def rows_of(panel: Panel, write: RowWriter) -> Iterator[Row]:
    """Every datum of the panel."""
    match panel:
        case Steps():
            for segment in panel.segments:
                planned = write.words.planned if segment.planned else None
                extra = (segment.label, write.until(segment.end), planned)
                yield write.value(segment.start, panel.label, segment.value, panel.unit, *extra)
        case Curves():
            yield from _curves(panel, write)
        case Bars():
            for bar in panel.bars:
                planned = write.words.planned if bar.planned else None
                if bar.value is None:
                    yield write.text(bar.at, panel.label, write.words.unknown, planned)
                else:
                    yield write.value(bar.at, panel.label, bar.value, panel.unit, planned)
        case Traces():
            for trace in panel.traces:
                yield from write.series(trace.name, trace.points, trace.unit)
            yield from _gaps(panel.gaps, write)
        case Pressures():
            sources = {"cuff": write.words.cuff, "line": write.words.line, "typed": write.words.typed}
            for reading in panel.readings:
                text = f"{exact(reading.sys)}/{exact(reading.dia)} {panel.unit}"
                yield write.text(reading.at, panel.label, text, sources[reading.source])
            yield from _gaps(panel.gaps, write)
        case Scores():
            for score in panel.rows:
                for at, text, _ in score.values:
                    yield write.text(at, score.name, text)
        case Marks():
            kinds = {kind: getattr(write.words, kind.replace("-", "_")) for kind in get_args(MarkKind)}
            for mark in panel.marks:
                yield write.text(mark.at, kinds[mark.kind], mark.text)


def _curves(panel: Curves, write: RowWriter) -> Iterator[Row]:
    for line in panel.lines:
        bounds = ((line.future_from, write.words.forecast), (line.outside_from, write.words.outside))
        holding = [(write.axis.seconds(at), text) for at, text in bounds if at is not None]
        yield from write.series(line.name, line.points, panel.unit, holding)
        for name, band in ((line.name, line.band or ()), (f"{line.name}, {write.words.inner}", line.inner_band or ())):
            yield from write.series(f"{name}, {write.words.band_low}", [(at, low) for at, low, _ in band], panel.unit)
            yield from write.series(f"{name}, {write.words.band_high}", [(at, up) for at, _, up in band], panel.unit)
    for dots in panel.dots:
        for at, value in dots.points:
            yield write.value(at, dots.name, value, panel.unit)


def _gaps(gaps: Sequence[Gap], write: RowWriter) -> Iterator[Row]:
    for gap in gaps:
        yield write.text(gap.start, write.words.gap, gap.text, write.until(gap.end))
