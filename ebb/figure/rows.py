"""Each panel's data as rows, exactly as given."""

from collections.abc import Iterator, Sequence

from ebb.figure.axis import Axis, Instant
from ebb.figure.draw.glyphs import kind_words
from ebb.figure.panels import Bars, Curves, Line, Marks, Panel, Scores, Steps
from ebb.figure.table import Row
from ebb.figure.text import exact
from ebb.figure.vitals import Gap, Pressures, Trace, Traces
from ebb.figure.words import Words


def rows_of(panel: Panel, axis: Axis, words: Words) -> list[Row]:
    """Every datum of the panel."""
    write = Writer(panel.label, axis, words)
    match panel:
        case Steps():
            rows = _steps(panel, write)
        case Curves():
            rows = _curves(panel, write)
        case Bars():
            rows = (write.row(bar.at, panel.label, bar.label, bar.value, panel.unit) for bar in panel.bars)
        case Traces():
            rows = _traces(panel, write)
        case Pressures():
            rows = _pressures(panel, write)
        case Scores():
            rows = (write.row(at, row.name, text) for row in panel.rows for at, text, _ in row.values)
        case Marks():
            rows = (write.row(mark.at, kind_words(mark.kind, words), mark.text) for mark in panel.marks)
    return list(rows)


class Writer:
    """Writes rows of one panel."""

    def __init__(self, panel: str, axis: Axis, words: Words) -> None:
        self.panel, self.axis, self.words = panel, axis, words

    def row(
        self,
        at: Instant,
        name: str,
        text: str | None = None,
        value: float | None = None,
        unit: str = "",
        *,
        extra: str = "",
        dense: bool = False,
    ) -> Row:
        """One datum; a value is said exactly, a text beside it follows."""
        seconds = self.axis.seconds(at)
        said = "" if value is None else f"{exact(value)} {unit}".strip()
        parts = [part for part in (said, text, extra) if part]
        when = self.axis.say(seconds, self.words)
        return Row(seconds, when, self.panel, name, ", ".join(parts) or self.words.no_value, value, unit, dense)


def _steps(panel: Steps, write: Writer) -> Iterator[Row]:
    for segment in panel.segments:
        until = f"{write.words.until} {write.axis.say(write.axis.seconds(segment.end), write.words)}"
        extra = f"{until}, {write.words.planned}" if segment.planned else until
        yield write.row(segment.start, panel.label, segment.label, segment.value, panel.unit, extra=extra)


def _curves(panel: Curves, write: Writer) -> Iterator[Row]:
    for line in panel.lines:
        for at, value in line.points:
            yield write.row(at, line.name, None, value, panel.unit, extra=_standing(line, at, write), dense=True)
        for at, low, _ in line.band or ():
            yield write.row(at, f"{line.name}, {write.words.band_low}", None, low, panel.unit, dense=True)
        for at, _, high in line.band or ():
            yield write.row(at, f"{line.name}, {write.words.band_high}", None, high, panel.unit, dense=True)
    for dots in panel.dots:
        for at, value in dots.points:
            yield write.row(at, dots.name, None, value, panel.unit)


def _standing(line: Line, at: Instant, write: Writer) -> str:
    def reached(bound: Instant | None) -> bool:
        return bound is not None and write.axis.seconds(at) >= write.axis.seconds(bound)

    said = [write.words.forecast] if reached(line.future_from) else []
    return ", ".join(said + ([write.words.outside] if reached(line.outside_from) else []))


def _traces(panel: Traces, write: Writer) -> Iterator[Row]:
    for trace in panel.traces:
        yield from _trace(trace, write)
    yield from gap_rows(panel.gaps, write)


def _trace(trace: Trace, write: Writer) -> Iterator[Row]:
    for at, value in trace.points:
        yield write.row(at, trace.name, None, value, trace.unit, dense=True)


def gap_rows(gaps: Sequence[Gap], write: Writer) -> Iterator[Row]:
    """Stretches without measurement."""
    for gap in gaps:
        until = f"{write.words.until} {write.axis.say(write.axis.seconds(gap.end), write.words)}"
        yield write.row(gap.start, write.words.gap, gap.text, extra=until)


def _pressures(panel: Pressures, write: Writer) -> Iterator[Row]:
    sources = {"cuff": write.words.cuff, "line": write.words.line, "typed": write.words.typed}
    for reading in panel.readings:
        said = f"{exact(reading.sys)}/{exact(reading.dia)} {panel.unit}"
        yield write.row(reading.at, panel.label, said, extra=sources[reading.source])
    yield from gap_rows(panel.gaps, write)
