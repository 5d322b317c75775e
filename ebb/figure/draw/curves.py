"""Predicted concentrations and diary curves: lines, bands, dots, with names that never touch."""

from collections.abc import Sequence

from ebb.figure.axis import Instant
from ebb.figure.draw.curve_names import band_fill, ends_fit, legend, legend_rows, line_ends, stroke, value_at
from ebb.figure.page import HEAD, DrawnPanel, Page
from ebb.figure.panels import Curves, Dots, Line
from ebb.figure.scale import ValueScale, scale_around
from ebb.figure.svg import path_through, tag
from ebb.figure.thin import pieces, thinned

PLOT = 112.0
NARROW_PLOT = 96.0
LOW_PLOT = 48.0
TALL_PLOT = (172.0, 250.0)
_TALL_SHARE = 0.19  # of the page's width
_DOT, _LEAST_DOT = 4.2, 2.0


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
