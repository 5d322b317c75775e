"""How a curve looks and where its name stands: at its end with a leader, or in a legend in the panel's head."""

from dataclasses import dataclass, replace

from ebb.figure.errors import KeyNameError
from ebb.figure.page import HEAD, Page
from ebb.figure.panels import Curves, Line
from ebb.figure.places import spread
from ebb.figure.scale import ValueScale
from ebb.figure.svg import SMALL, Look, shortened, tag, width
from ebb.figure.theme import DASHES, FUTURE_DASHES

LEADER = 16.0
LINE_HEIGHT = 15.0
_MOST_AT_ENDS = 6
_SAMPLE, _AFTER_SAMPLE, _BETWEEN = 22.0, 5.0, 16.0


def role(line: Line) -> str:
    """The paint of a line. Raises KeyNameError for a style that is not drawn."""
    if line.style not in DASHES:
        raise KeyNameError(f"a line is solid, dashed or dotted, not {line.style!r}")
    return "model-thin" if line.weight == "thin" else f"model-{line.style}"


def stroke(line: Line, page: Page, *, future: bool = False, outside: bool = False) -> Look:
    """The stroke of one part of a line."""
    own = role(line)
    dash = (FUTURE_DASHES if future else DASHES)[line.style]
    return {
        "stroke": page.paint("muted" if outside else own),
        "stroke_width": (1.2 if line.weight == "thin" else 2.0) * (0.7 if outside else 1.0),
        "stroke_dasharray": dash or None,
        "stroke_linecap": "round" if "0.1" in dash else None,
        "stroke_linejoin": "round",
    }


def band_fill(line: Line, page: Page) -> Look:
    """The fill of a band between people."""
    if page.theme.is_print:
        return {"fill": page.paint("line"), "fill_opacity": 0.5}
    return {"fill": page.paint(role(line)), "fill_opacity": 0.16}


@dataclass(frozen=True)
class LegendEntry:
    """One sample with its name, at its place in a legend row."""

    kind: str
    name: str
    line: Line | None = None
    x: float = 0.0

    @property
    def extent(self) -> float:
        return _SAMPLE + _AFTER_SAMPLE + width(self.name, SMALL)


def ends_fit(panel: Curves, page: Page) -> bool:
    """Whether every name has room beside its line's end."""
    lines = [line for line in panel.lines if line.points]
    room = page.width - page.right - LEADER
    end_at_edge = all(page.x(line.points[-1][0]) >= page.right - 1 for line in lines)
    return len(lines) <= _MOST_AT_ENDS and end_at_edge and all(width(line.name, SMALL) <= room for line in lines)


def line_ends(panel: Curves, scale: ValueScale, page: Page) -> str:
    """Each name right of its line's end, moved apart where ends lie close, with a leader back to the line."""
    lines = [line for line in panel.lines if line.points]
    ends = [scale.y(value_at(line, page.axis.span[1], page)) for line in lines]
    heights = spread(ends, LINE_HEIGHT, min(scale.y0, scale.y1) + 4, max(scale.y0, scale.y1) - 3)
    markup = ""
    for line, end, y in zip(lines, ends, heights, strict=True):
        leader = f"M{page.right + 1:.1f} {end:.1f}h3L{page.right + LEADER - 4:.1f} {y:.1f}h2"
        markup += tag("path", d=leader, fill="none", stroke=page.paint(role(line)), stroke_width=1)
        markup += page.text(page.right + LEADER, y + 4, line.name, role(line), class_="line-name")
    return markup


def value_at(line: Line, wanted: float, page: Page) -> float:
    """The line's value at that second; beyond its ends, the value there."""
    seconds = page.axis.many(at for at, _ in line.points)
    after = next((index for index, second in enumerate(seconds) if second >= wanted), len(seconds) - 1)
    (t0, v0), (t1, v1) = ((seconds[index], line.points[index][1]) for index in (max(after - 1, 0), after))
    return v1 if t1 <= wanted or t1 == t0 else v0 + (v1 - v0) * (wanted - t0) / (t1 - t0)


def legend_rows(panel: Curves, page: Page) -> list[list[LegendEntry]]:
    """What the head must explain, in as many rows as it takes."""
    rows: list[list[LegendEntry]] = []
    x = max(page.left, width(f"{panel.label} {panel.unit}", SMALL) + _BETWEEN)
    for entry in _entries(panel, page):
        name = shortened(entry.name, page.width - page.left - _SAMPLE - _AFTER_SAMPLE, SMALL)
        entry = replace(entry, name=name)
        if not rows or x + entry.extent > page.width:
            fits_first = not rows and x + entry.extent <= page.width
            rows += [[]] if rows or fits_first else [[], []]
            x = x if fits_first else page.left
        rows[-1].append(replace(entry, x=x))
        x += entry.extent + _BETWEEN
    return rows


def _entries(panel: Curves, page: Page) -> list[LegendEntry]:
    at_ends = ends_fit(panel, page)
    entries = [] if at_ends else [LegendEntry("line", line.name, line) for line in panel.lines if line.points]
    entries += [LegendEntry("band", line.band_name, line) for line in panel.lines if line.band and line.band_name]
    entries += [LegendEntry("dots", dots.name) for dots in panel.dots]
    outside = next((line for line in panel.lines if line.outside_from is not None), None)
    return [*entries, LegendEntry("outside", page.words.outside, outside)] if outside else entries


def legend(rows: list[list[LegendEntry]], page: Page, top: float) -> str:
    """The legend's markup."""
    markup = ""
    for index, row in enumerate(rows):
        for entry in row:
            y = top + index * HEAD + 13
            markup += _sample(entry, page, y - 4)
            markup += page.text(entry.x + _SAMPLE + _AFTER_SAMPLE, y, entry.name, "muted")
    return markup


def _sample(entry: LegendEntry, page: Page, y: float) -> str:
    if entry.line is None:
        return tag("circle", cx=entry.x + _SAMPLE / 2, cy=y, r=2.1, fill=page.paint("ink"))
    if entry.kind == "band":
        fill = band_fill(entry.line, page)
        inner = tag("rect", x=entry.x, y=y - 2, width=_SAMPLE, height=4, **fill) if entry.line.inner_band else ""
        return tag("rect", x=entry.x, y=y - 5, width=_SAMPLE, height=10, **fill) + inner
    outside = entry.kind == "outside"
    bar = tag("path", d=f"M{entry.x + 1:.1f} {y - 4:.1f}v8", stroke=page.paint("muted"), stroke_width=1.2)
    look = stroke(entry.line, page, future=_is_all_future(entry.line, page), outside=outside)
    return (bar if outside else "") + tag("path", d=f"M{entry.x + 1:.1f} {y:.1f}h{_SAMPLE - 2:.1f}", **look)


def _is_all_future(line: Line, page: Page) -> bool:
    if line.future_from is None or not line.points:
        return False
    return page.axis.seconds(line.points[0][0]) >= page.axis.seconds(line.future_from)
