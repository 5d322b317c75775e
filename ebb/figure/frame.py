"""What surrounds the panels: margins, title, time labels, grid, the now line."""

from collections.abc import Sequence

from ebb.figure.axis import AxisTick
from ebb.figure.draw.curves import LEADER
from ebb.figure.page import Page
from ebb.figure.panels import Bars, Curves, Panel, Pressures, Scores, Steps, Traces
from ebb.figure.svg import NORMAL, SMALL, Look, tag, width, words

_LEAST_LEFT = 44.0
_LEAST_RIGHT = 48.0  # a value or a numbered mark at the very end still has its place
_BARE_RIGHT = 20.0  # dots and bars write nothing beside the plot; the last bar's number is half over its end
_LONGEST_CURVE_NAME = 130.0
_TICK_NUMBERS = 37.0
NOW_ROW = 18.0
TICK_ROW = 18.0
_HALF_A_TICK_LABEL = 24.0


def left_margin(panels: Sequence[Panel], page_width: float) -> float:
    """Where the plot begins; at most a quarter of the page."""
    needs = [_LEAST_LEFT]
    for panel in panels:
        if isinstance(panel, Scores):
            needs += [width(row.name, SMALL) + 12 for row in panel.rows]
        elif isinstance(panel, Traces):
            needs += [width(trace.name, NORMAL, bold=True) + _TICK_NUMBERS for trace in panel.traces]
            needs += [width(trace.unit, SMALL) + _TICK_NUMBERS for trace in panel.traces]
        elif isinstance(panel, Steps | Pressures) and page_width >= 560:
            needs.append(width(f"{panel.label} {panel.unit}", SMALL) + 6)
    return min(max(needs), page_width / 4)


def right_margin(panels: Sequence[Panel], page_width: float) -> float:
    """What is kept free right of the plot: for last values, and for curve names where they are short enough."""
    needs = [_BARE_RIGHT if all(_is_bare(panel) for panel in panels) else _LEAST_RIGHT]
    for panel in panels:
        if page_width < 560:
            continue
        if isinstance(panel, Pressures):
            needs.append(8 + width("188/112", NORMAL, bold=True))
        elif isinstance(panel, Traces):
            needs += [7 + width(f"{trace.name} – 88 min", NORMAL, bold=True) for trace in panel.traces]
        elif isinstance(panel, Curves):
            names = [width(line.name, SMALL) for line in panel.lines]
            needs += [LEADER + name + 2 for name in names if max(names) <= _LONGEST_CURVE_NAME]
    return min(max(needs), page_width / 4)


def _is_bare(panel: Panel) -> bool:
    return isinstance(panel, Bars) or (isinstance(panel, Curves) and not panel.lines)


def definitions(page: Page, top: float, bottom: float) -> str:
    """The plot's edges for clipping, and the hatching of gaps and pauses."""
    edges: Look = {"x": page.left, "y": top, "width": page.right - page.left, "height": bottom - top}
    clip = tag("clipPath", tag("rect", **edges), id=f"{page.id}-plot")
    stroke = tag(
        "path", d="M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5", stroke=page.paint("muted"), stroke_opacity=0.75
    )
    size: Look = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return tag("defs", clip, tag("pattern", stroke, id=f"{page.id}-hatch", **size))


def ticks_on(page: Page) -> list[AxisTick]:
    """As many labelled times as fit with air between."""
    few = page.axis.ticks(3, page.words)
    widest = max((width(tick.label, SMALL) for tick in few), default=40.0)
    return page.axis.ticks(max(int((page.right - page.left) / (widest + 26)), 2), page.words)


def tick_labels(ticks: Sequence[AxisTick], page: Page, top: float) -> str:
    """A row of times. At the page's edges a label is moved inwards rather than cut."""
    labels = []
    for tick in ticks:
        half = width(tick.label, SMALL) / 2
        x = min(max(page.px(tick.seconds), half), page.width - half)
        labels.append(page.text(x, top + 12, tick.label, "muted", anchor="middle"))
    return "".join(labels)


def grid(ticks: Sequence[AxisTick], page: Page, plots: Sequence[tuple[float, float]]) -> str:
    """A line through each plot at each labelled time; names and legends between the plots stay clear."""
    places = [page.px(tick.seconds) for tick in ticks]
    lines = "".join(f"M{x:.1f} {top:.1f}V{bottom:.1f}" for x in places for top, bottom in plots)
    return tag("path", d=lines, stroke=page.paint("line"), stroke_opacity=0.7, class_="grid") if lines else ""


def header_height(page: Page) -> float:
    """One row for the times; a second one for now, or for a caption that would touch the first time."""
    return TICK_ROW + (NOW_ROW if _shows_now(page) or not _caption_fits_first_row(page) else 0.0)


def caption(page: Page) -> str:
    """The day or the unit, in the last row of the header."""
    baseline = header_height(page) - 5
    return page.text(0, baseline, page.axis.caption(page.words), "muted", class_="axis-caption")


def _caption_fits_first_row(page: Page) -> bool:
    return width(page.axis.caption(page.words), SMALL) + 6 <= page.left - _HALF_A_TICK_LABEL


def _shows_now(page: Page) -> bool:
    return page.now is not None and page.shows(page.px(page.now))


def now_line(page: Page, plots: Sequence[tuple[float, float]]) -> str:
    """A line through every plot; its label has a row of its own, so it never lies over another."""
    if page.now is None or not _shows_now(page):
        return ""
    text = f"{page.words.now} {page.axis.format_short(page.now, page.words)}"
    half = width(text, NORMAL, bold=True) / 2
    x = page.px(page.now)
    free_from = width(page.axis.caption(page.words), SMALL) + 10 + half
    label_x = min(max(x, free_from), page.width - half)
    stem = f"M0 {TICK_ROW + NOW_ROW - 1:.1f}v3" + "".join(f"M0 {top:.1f}V{bottom:.1f}" for top, bottom in plots)
    place = f"translate({x:.1f} 0)"
    line = tag("path", d=stem, transform=place, stroke=page.paint("ink"), stroke_width=1.2)
    look: Look = {"fill": page.paint("ink"), "font_size": NORMAL, "font_weight": "600", "text_anchor": "middle"}
    label = words("text", text, x=label_x, y=TICK_ROW + 13, **look, data_least=free_from, data_most=page.width - half)
    return tag("g", line, label, data_now=page.now, data_word=page.words.now, class_="now")
