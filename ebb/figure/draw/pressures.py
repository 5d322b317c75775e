"""Blood pressure: a bar for each reading, personal limits shaded beyond, the latest reading in figures."""

from collections.abc import Sequence

from ebb.figure.draw.gaps import draw_gaps, gap_flags
from ebb.figure.draw.pressure_bars import draw_bars
from ebb.figure.errors import PointsError
from ebb.figure.page import Drawn, Page
from ebb.figure.places import spread
from ebb.figure.scale import Scale, round_values, scale_around
from ebb.figure.svg import Look, tag
from ebb.figure.text import NORMAL, SMALL, number, width
from ebb.figure.vitals import Pressure, Pressures

PLOT = 80.0
_SHOWN = (60.0, 160.0)  # the least the panel covers, so that small changes look small; no limit [D]


def draw_pressures(panel: Pressures, page: Page, top: float) -> Drawn:
    """The panel with its bars."""
    limits = [limit for limit in (panel.limit_sys, panel.low_sys, panel.limit_dia) if limit is not None]
    name = page.heading(panel.label, panel.unit, limits=bool(limits) and not page.narrow)
    flags = gap_flags(panel.gaps, name, page, own_row=page.narrow)
    ceiling = top + flags.height
    floor = ceiling + PLOT
    scale = scale_around([*_pressures(panel.readings), *limits], *_SHOWN, floor - 4, ceiling + 8)
    markup = [page.name(name, top), _limits(panel, scale, page, ceiling, floor), page.rule(floor)]
    markup += [_numbers(panel, scale, page), draw_bars(panel.readings, scale, page)]
    plot = (ceiling, floor)
    markup += [draw_gaps(panel.gaps, flags, page, ceiling, [plot]), _latest(panel.readings, scale, page, top)]
    if not panel.readings:
        markup.append(page.nothing((floor + ceiling) / 2 + 5))
    return Drawn(tag("g", *markup, class_="panel pressures"), floor - top, plot)


def _pressures(readings: Sequence[Pressure]) -> list[float]:
    if not all(0 <= reading.dia <= reading.sys < float("inf") for reading in readings):
        raise PointsError("a systolic pressure is not below its diastolic, and neither is below 0 mmHg")
    return [value for reading in readings for value in (reading.sys, reading.dia)]


def _limits(panel: Pressures, scale: Scale, page: Page, ceiling: float, floor: float) -> str:
    """Shade above the systolic and below the lowest limit; the diastolic limit is a line alone, bars cross it."""
    markup = ""
    for limit, edge in ((panel.limit_sys, ceiling), (panel.low_sys, floor), (panel.limit_dia, None)):
        if limit is not None:
            y = scale.y(limit)
            markup += page.limit(y) if edge is None else page.beyond(y, edge)
    return markup


def _numbers(panel: Pressures, scale: Scale, page: Page) -> str:
    """Limits at the edge; round numbers where they leave room."""
    wanted = [(scale.y(limit), number(limit)) for limit in (panel.limit_sys, panel.low_sys) if limit is not None]
    if panel.limit_dia is not None:
        wanted.append((scale.y(panel.limit_dia), f"{page.words.dia} {number(panel.limit_dia)}"))
    heights = spread([y for y, _ in wanted], SMALL, scale.y1, scale.y0)
    marked = [(y, said, "ink") for y, (_, said) in zip(heights, wanted, strict=True)]
    rounded = [(scale.y(value), number(value), "muted") for value in round_values(scale.v0, scale.v1, 3)]
    return page.value_ticks(marked + [one for one in rounded if all(abs(one[0] - y) >= SMALL for y in heights)])


def _latest(readings: Sequence[Pressure], scale: Scale, page: Page, top: float) -> str:
    """The latest reading with its time: right of its bar, or on a narrow page in the head."""
    last = max(readings, key=lambda reading: page.axis.seconds(reading.at), default=None)
    said = f"{number(last.sys)}/{number(last.dia)}" if last else ""
    taken = page.axis.say_short(page.axis.seconds(last.at), page.words) if last else ""
    live: Look = {"data_fixed": ""} if page.narrow else {}
    if page.narrow:
        time_x, y, time_y = page.width - max(width(taken, NORMAL), width("10:00", NORMAL)), top + 13, top + 13
        x = time_x - 7 - width("188/112", NORMAL, bold=True)
    else:
        x = time_x = page.beside(page.x(last.at) if last else page.left, width(said, NORMAL, bold=True))
        y = min(max(scale.y(last.sys if last else scale.v1) + 8, scale.y1 + 9), scale.y0 - 14)
        time_y = y + 14
    value = page.label(x, y, said, "trace-bp", {"data_label": "pressure", **live})
    return value + page.label(time_x, time_y, taken, "muted", {"data_label": "pressure_time", **live}, bold=False)
