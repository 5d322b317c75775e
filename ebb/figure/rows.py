"""Each panel's data as rows."""

from collections.abc import Iterator, Sequence

from ebb.figure.axis import Instant
from ebb.figure.draw.glyphs import kind_words
from ebb.figure.panels import Bar, Bars, Curves, Line, Marks, Panel, Scores, Steps
from ebb.figure.table import Row
from ebb.figure.vitals import Gap, Pressures, Traces
from ebb.figure.writer import Writer


def rows_of(panel: Panel, write: Writer) -> Iterator[Row]:
    """Every datum of the panel."""
    match panel:
        case Steps():
            yield from _steps(panel, write)
        case Curves():
            yield from _curves(panel, write)
        case Bars():
            for bar in panel.bars:
                yield _bar(bar, panel, write)
        case Traces():
            for trace in panel.traces:
                yield from write.series(trace.name, trace.points, trace.unit)
            yield from _gaps(panel.gaps, write)
        case Pressures():
            yield from _pressures(panel, write)
        case Scores():
            for score in panel.rows:
                for at, text, _ in score.values:
                    yield write.words_at(at, score.name, text)
        case Marks():
            for mark in panel.marks:
                yield write.words_at(mark.at, kind_words(mark.kind, write.words), mark.text)


def _steps(panel: Steps, write: Writer) -> Iterator[Row]:
    for segment in panel.segments:
        planned = write.words.planned if segment.planned else None
        extra = (segment.label, write.until(segment.end), planned)
        yield write.value(segment.start, panel.label, segment.value, panel.unit, *extra)


def _bar(bar: Bar, panel: Bars, write: Writer) -> Row:
    extra = (bar.label, write.words.planned if bar.planned else None)
    if bar.value is not None:
        return write.value(bar.at, panel.label, bar.value, panel.unit, *extra)
    return write.words_at(bar.at, panel.label, write.words.unknown, *(said for said in extra if said))


def _curves(panel: Curves, write: Writer) -> Iterator[Row]:
    for line in panel.lines:
        yield from write.series(line.name, line.points, panel.unit, _standing(line, write))
        for named, band in ((line.name, line.band or ()), (f"{line.name}, {write.words.inner}", line.inner_band or ())):
            yield from write.series(f"{named}, {write.words.band_low}", [(at, low) for at, low, _ in band], panel.unit)
            yield from write.series(f"{named}, {write.words.band_high}", [(at, up) for at, _, up in band], panel.unit)
    for dots in panel.dots:
        for at, value in dots.points:
            yield write.value(at, dots.name, value, panel.unit)


def _standing(line: Line, write: Writer) -> list[tuple[float, str]]:
    """From which second on a line is what: a forecast, beyond its model's range."""
    bounds: list[tuple[Instant | None, str]] = [(line.future_from, write.words.forecast)]
    bounds.append((line.outside_from, write.words.outside))
    return [(write.axis.seconds(at), said) for at, said in bounds if at is not None]


def _gaps(gaps: Sequence[Gap], write: Writer) -> Iterator[Row]:
    for gap in gaps:
        yield write.words_at(gap.start, write.words.gap, gap.text, write.until(gap.end))


def _pressures(panel: Pressures, write: Writer) -> Iterator[Row]:
    sources = {"cuff": write.words.cuff, "line": write.words.line, "typed": write.words.typed}
    for reading in panel.readings:
        yield write.pressure(reading, panel.label, panel.unit, sources[reading.source])
    yield from _gaps(panel.gaps, write)
