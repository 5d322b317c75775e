"""Blood pressure: a bar for each reading, personal limits shaded beyond, the latest reading in figures.

Bars run from systolic to diastolic: capped from a cuff, ringed when typed, a hem of strokes from an arterial line.
"""

from collections.abc import Sequence
from itertools import pairwise

from ebb.figure.draw.flags import draw_gaps, gap_flags
from ebb.figure.errors import PointsError
from ebb.figure.page import DrawnPanel, Page
from ebb.figure.panels import Pressure, Pressures
from ebb.figure.places import spread
from ebb.figure.scale import ValueScale, scale_around
from ebb.figure.svg import NORMAL, SMALL, Look, exact, number, tag, width

PLOT = 80.0
_SHOWN = (60.0, 160.0)  # the least the panel covers, so that small changes look small; no limit [D]
_WIDEST_CAP = 3.0


def draw_pressures(panel: Pressures, page: Page, top: float) -> DrawnPanel:
    """The panel with its bars."""
    limits = [limit for limit in (panel.limit_sys, panel.low_sys, panel.limit_dia) if limit is not None]
    name = page.heading(panel.label, panel.unit, limits=bool(limits) and not page.narrow)
    flags = gap_flags(panel.gaps, name, page, own_row=page.narrow)
    ceiling = top + flags.height
    floor = ceiling + PLOT
    scale = scale_around([*_pressures(panel.readings), *limits], *_SHOWN, floor - 4, ceiling + 8)
    markup = [page.name(name, top), _limits(panel, scale, page, ceiling, floor), page.rule(floor)]
    markup += [_numbers(panel, scale, page), _bars(panel.readings, scale, page)]
    plot = (ceiling, floor)
    markup += [draw_gaps(panel.gaps, flags, page, ceiling, [plot]), _latest(panel, scale, page, top)]
    if not panel.readings:
        markup.append(page.nothing((floor + ceiling) / 2 + 5))
    return DrawnPanel(tag("g", *markup, class_="panel pressures"), floor - top, plot)


def _pressures(readings: Sequence[Pressure]) -> list[float]:
    if not all(0 <= reading.dia <= reading.sys < float("inf") for reading in readings):
        raise PointsError("a systolic pressure is not below its diastolic, and neither is below 0 mmHg")
    return [value for reading in readings for value in (reading.sys, reading.dia)]


def _limits(panel: Pressures, scale: ValueScale, page: Page, ceiling: float, floor: float) -> str:
    """Shade above the systolic and below the lowest limit; the diastolic limit is a line alone, bars cross it."""
    markup = ""
    for limit, edge in ((panel.limit_sys, ceiling), (panel.low_sys, floor), (panel.limit_dia, None)):
        if limit is not None:
            y = scale.y(limit)
            markup += page.limit(y) if edge is None else page.beyond(y, edge)
    return markup


def _numbers(panel: Pressures, scale: ValueScale, page: Page) -> str:
    """Limits at the edge; round numbers where they leave room."""
    wanted = [(scale.y(limit), number(limit)) for limit in (panel.limit_sys, panel.low_sys) if limit is not None]
    if panel.limit_dia is not None:
        wanted.append((scale.y(panel.limit_dia), f"{page.words.dia} {number(panel.limit_dia)}"))
    heights = spread([y for y, _ in wanted], SMALL, scale.y1, scale.y0)
    marked = [(y, text, "ink") for y, (_, text) in zip(heights, wanted, strict=True)]
    free = [tick for tick in scale.ticks(3) if all(abs(tick[0] - y) >= SMALL for y in heights)]
    return page.value_ticks(marked + free)


def _latest(panel: Pressures, scale: ValueScale, page: Page, top: float) -> str:
    """The latest reading with its time: right of its bar, or on a narrow page in the head. Muted once it is too old to
    pass for present."""
    last = max(panel.readings, key=lambda reading: page.axis.seconds(reading.at), default=None)
    text = f"{number(last.sys)}/{number(last.dia)}" if last else ""
    taken = page.axis.format_short(page.axis.seconds(last.at), page.words) if last else ""
    last_s = page.axis.seconds(last.at) if last else None
    stale_s = panel.line_stale_s if last and last.source == "line" else panel.stale_s
    live: Look = {"data_last": last_s, "data_stale": stale_s, "data_paint": page.paint("trace-bp")}
    live |= {"data_cuff_stale": panel.stale_s, "data_line_stale": panel.line_stale_s}
    live |= {"data_fixed": ""} if page.narrow else {}
    late = bool(page.now and last_s and stale_s and page.now - last_s > stale_s)
    if page.narrow:
        time_x, y, time_y = page.width - max(width(taken, NORMAL), width("10:00", NORMAL)), top + 13, top + 13
        x = time_x - 7 - width("188/112", NORMAL, bold=True)
    else:
        x = time_x = page.beside(page.x(last.at) if last else page.left, width(text, NORMAL, bold=True))
        y = min(max(scale.y(last.sys if last else scale.v1) + 8, scale.y1 + 9), scale.y0 - 14)
        time_y = y + 14
    value = page.label(x, y, text, "muted" if late else "trace-bp", {"data_label": "pressure", **live})
    return value + page.label(time_x, time_y, taken, "muted", {"data_label": "pressure_time", **live}, bold=False)


def _bars(readings: Sequence[Pressure], scale: ValueScale, page: Page) -> str:
    """All bars. The paths stand there even when empty: the page script adds to them."""
    placed = [(page.x(reading.at), reading) for reading in readings]
    placed = [(x, reading) for x, reading in placed if page.shows(x)]
    single = [(x, reading) for x, reading in placed if reading.source != "line"]
    cap = _cap([x for x, _ in single])
    cuff = "".join(_capped(x, reading, scale, cap) for x, reading in single if reading.source == "cuff")
    typed = "".join(_ringed(x, reading, scale, cap) for x, reading in single if reading.source == "typed")
    paint = page.paint("trace-bp")
    look: Look = {"stroke": paint, "stroke_width": 1.5}
    hem = _hem([(x, reading) for x, reading in placed if reading.source == "line"], scale)
    markup = tag("path", d=hem, stroke=paint, stroke_opacity=0.4, data_series="abp", class_="arterial")
    markup += tag("path", d=cuff, **look, data_series="nibp", data_cap=cap, class_="cuff")
    markup += tag("path", d=typed, **look, class_="typed")
    live: Look = {"data_y0": scale.y0, "data_y1": scale.y1, "data_v0": scale.v0, "data_v1": scale.v1}
    cuffs = [reading for reading in readings if reading.source == "cuff"]
    live["data_cuff"] = f"{exact(cuffs[-1].sys)}/{exact(cuffs[-1].dia)}" if cuffs else None
    return tag("g", markup, data_pressures="", class_="pressure-bars", **live)


def _capped(x: float, reading: Pressure, scale: ValueScale, cap: float) -> str:
    top, bottom = scale.y(reading.sys), scale.y(reading.dia)
    across = f"h{2 * cap:.1f}"
    return f"M{x - cap:.1f} {top:.1f}{across}M{x:.1f} {top:.1f}V{bottom:.1f}M{x - cap:.1f} {bottom:.1f}{across}"


def _ringed(x: float, reading: Pressure, scale: ValueScale, cap: float) -> str:
    top, bottom = scale.y(reading.sys), scale.y(reading.dia)
    arc = f"a{cap:.1f} {cap:.1f} 0 1 0 {{way:.1f}} 0"
    circle = arc.format(way=2 * cap) + arc.format(way=-2 * cap)
    circles = "".join(f"M{x - cap:.1f} {y:.1f}{circle}" for y in (top, bottom))
    return f"{circles}M{x:.1f} {top + cap:.1f}V{max(bottom - cap, top + cap):.1f}"


def _cap(xs: list[float]) -> float:
    """Half a cap's width: narrower where readings stand close."""
    closest = min((abs(after - before) for before, after in pairwise(xs)), default=_WIDEST_CAP * 2 + 1)
    return max(min(_WIDEST_CAP, closest / 2 - 0.5), 1.0)


def _hem(placed: list[tuple[float, Pressure]], scale: ValueScale) -> str:
    """One stroke for each two pixels, from the highest systolic to the lowest diastolic within."""
    strokes: dict[int, tuple[float, float]] = {}
    for x, reading in placed:
        sys, dia = strokes.get(int(x // 2), (reading.sys, reading.dia))
        strokes[int(x // 2)] = (max(sys, reading.sys), min(dia, reading.dia))
    return "".join(f"M{2 * n + 1} {scale.y(sys):.1f}V{scale.y(dia):.1f}" for n, (sys, dia) in strokes.items())
