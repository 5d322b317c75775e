"""Predicted concentrations and diary curves: lines, bands, dots, with names that never touch.

A name stands at its line's end with a leader, or in a legend in the panel's head.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ebb.figure.axis import Instant
from ebb.figure.errors import KeyNameError
from ebb.figure.page import HEAD, DrawnPanel, Page
from ebb.figure.panels import Curves, Dots, Line
from ebb.figure.places import spread
from ebb.figure.scale import ValueScale, scale_around
from ebb.figure.svg import SMALL, Look, path_through, shortened, tag, width
from ebb.figure.theme import DASHES, FUTURE_DASHES
from ebb.figure.thin import pieces, thinned

LEADER = 16.0
LINE_HEIGHT = 15.0
_MOST_AT_ENDS = 6
_SAMPLE, _AFTER_SAMPLE, _BETWEEN = 22.0, 5.0, 16.0
PLOT = 112.0
NARROW_PLOT = 96.0
LOW_PLOT = 48.0
TALL_PLOT = (172.0, 250.0)
_TALL_SHARE = 0.19  # of the page's width
_DOT, _LEAST_DOT = 4.2, 2.0


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
    if page.is_print:
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


def draw_curves(panel: Curves, page: Page, top: float) -> DrawnPanel:
    """The panel. Names stand at the lines' ends where they fit, else in a legend at its head."""
    rows = legend_rows(panel, page)
    ceiling = top + HEAD * max(len(rows), 1)
    floor = ceiling + _height(panel, page)
    values = _values(panel)
    scale = scale_around(values, panel.low, panel.high, floor, ceiling + 4)
    ticks = scale.ticks(_most_ticks(panel)) if values or panel.high is not None else []
    markup = [page.name(page.heading(panel.label, panel.unit), top), legend(rows, page, top), page.value_ticks(ticks)]
    markup += [page.rule(y) for y, _, _ in ticks] + [page.rule(floor)]
    markup += [_band(line, band, scale, page) for line in panel.lines for band in (line.band, line.inner_band) if band]
    # Lines over dots: hundreds of diary days would hide the line, a line hides no dot.
    markup += [_dots(dots, scale, page) for dots in panel.dots]
    markup += [_line(line, scale, page) for line in panel.lines]
    if ends_fit(panel, page):
        markup.append(line_ends(panel, scale, page))
    if not values:
        markup.append(page.nothing((floor + ceiling) / 2 + 5))
    return DrawnPanel(tag("g", *markup, class_="panel curves"), floor - top, (ceiling, floor))


def _height(panel: Curves, page: Page) -> float:
    if panel.is_tall:
        least, most = TALL_PLOT
        return min(max(_TALL_SHARE * page.width, least), most)
    return LOW_PLOT if panel.is_low else NARROW_PLOT if page.narrow else PLOT


def _most_ticks(panel: Curves) -> int:
    return 3 if panel.is_low else 6 if panel.is_tall else 4


def _values(panel: Curves) -> list[float]:
    values = [value for line in panel.lines for _, value in line.points]
    bands = [band for line in panel.lines for band in (line.band, line.inner_band) if band]
    values += [value for band in bands for _, low, high in band for value in (low, high)]
    return values + [value for dots in panel.dots for _, value in dots.points]


def _line(line: Line, scale: ValueScale, page: Page) -> str:
    first, last = page.axis.span
    seconds = page.axis.many(at for at, _ in line.points)
    cuts = [page.axis.seconds(at) if at is not None else last + 1 for at in (line.future_from, line.outside_from)]
    drawn = _boundary(line, cuts[1], scale, page)
    for whole in pieces(seconds, [value for _, value in line.points], float("inf")):
        points = thinned(whole, first, last, page.columns)
        for part, at in _parts(points, sorted(cuts)):
            data = path_through((page.px(second), scale.y(value)) for second, value in part)
            look = stroke(line, page, future=at >= cuts[0], outside=at >= cuts[1])
            drawn += tag("path", d=data, fill="none", **look, class_=f"line {line.style} {line.weight}")
    return tag("g", drawn, clip_path=page.clip()) if drawn else ""


def _boundary(line: Line, at: float, scale: ValueScale, page: Page) -> str:
    """A small bar across the line where its model's studied range ends: grey alone would not show in print."""
    if not (line.points and page.axis.span[0] <= at <= page.axis.span[1]):
        return ""
    bar = f"M{page.px(at):.1f} {scale.y(value_at(line, at, page)) - 4:.1f}v8"
    return tag("path", d=bar, stroke=page.paint("muted"), stroke_width=1.2)


def _parts(points: list[tuple[float, float]], cuts: list[float]) -> list[tuple[list[tuple[float, float]], float]]:
    """The line cut at the given times, each part with the time it begins; parts share their meeting point."""
    parts: list[tuple[list[tuple[float, float]], float]] = []
    rest = points
    for cut in cuts:
        before = [point for point in rest if point[0] <= cut]
        after = [point for point in rest if point[0] > cut]
        if before and after:
            (t0, v0), (t1, v1) = before[-1], after[0]
            meeting = (cut, v0 + (v1 - v0) * (cut - t0) / (t1 - t0))
            before, after = [*before, meeting], [meeting, *after]
        if before:
            parts.append((before, before[0][0]))
        rest = after
    return [*parts, (rest, rest[0][0])] if rest else parts


def _band(line: Line, band: Sequence[tuple[Instant, float, float]], scale: ValueScale, page: Page) -> str:
    across = [page.px(second) for second in page.axis.many(at for at, _, _ in band)]
    upper = [(x, scale.y(high)) for x, (_, _, high) in zip(across, band, strict=True)]
    lower = [(x, scale.y(low)) for x, (_, low, _) in zip(across, band, strict=True)]
    data = path_through([*upper, *reversed(lower)], close=True)
    return tag("path", d=data, **band_fill(line, page), class_="band", clip_path=page.clip())


def _dots(dots: Dots, scale: ValueScale, page: Page) -> str:
    """Smaller where they stand close, so that whole numbers do not run together into stripes."""
    seconds = page.axis.many(at for at, _ in dots.points)
    places = [(page.px(second), scale.y(value)) for second, (_, value) in zip(seconds, dots.points, strict=True)]
    shown = [(x, y) for x, y in places if page.shows(x)]
    data = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in shown)
    size = max(min(_DOT, 1.4 * page.columns / max(len(shown), 1)), _LEAST_DOT)
    return tag("path", d=data, stroke=page.paint("ink"), stroke_width=size, stroke_linecap="round", class_="dots")
