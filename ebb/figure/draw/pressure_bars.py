"""Bars from systolic to diastolic: capped from a cuff, ringed when typed, a hem of strokes from an arterial line."""

from collections.abc import Sequence
from itertools import pairwise

from ebb.figure.page import Page
from ebb.figure.scale import Scale
from ebb.figure.svg import Look, tag
from ebb.figure.text import exact
from ebb.figure.vitals import Pressure

_WIDEST_CAP = 3.0


def draw_bars(readings: Sequence[Pressure], scale: Scale, page: Page) -> str:
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


def _capped(x: float, reading: Pressure, scale: Scale, cap: float) -> str:
    top, bottom = scale.y(reading.sys), scale.y(reading.dia)
    across = f"h{2 * cap:.1f}"
    return f"M{x - cap:.1f} {top:.1f}{across}M{x:.1f} {top:.1f}V{bottom:.1f}M{x - cap:.1f} {bottom:.1f}{across}"


def _ringed(x: float, reading: Pressure, scale: Scale, cap: float) -> str:
    top, bottom = scale.y(reading.sys), scale.y(reading.dia)
    arc = f"a{cap:.1f} {cap:.1f} 0 1 0 {{way:.1f}} 0"
    ring = arc.format(way=2 * cap) + arc.format(way=-2 * cap)
    rings = "".join(f"M{x - cap:.1f} {y:.1f}{ring}" for y in (top, bottom))
    return f"{rings}M{x:.1f} {top + cap:.1f}V{max(bottom - cap, top + cap):.1f}"


def _cap(xs: list[float]) -> float:
    """Half a cap's width: narrower where readings stand close."""
    closest = min((abs(after - before) for before, after in pairwise(xs)), default=_WIDEST_CAP * 2 + 1)
    return max(min(_WIDEST_CAP, closest / 2 - 0.5), 1.0)


def _hem(placed: list[tuple[float, Pressure]], scale: Scale) -> str:
    """One stroke for each two pixels, from the highest systolic to the lowest diastolic within."""
    strokes: dict[int, tuple[float, float]] = {}
    for x, reading in placed:
        sys, dia = strokes.get(int(x // 2), (reading.sys, reading.dia))
        strokes[int(x // 2)] = (max(sys, reading.sys), min(dia, reading.dia))
    return "".join(f"M{2 * n + 1} {scale.y(sys):.1f}V{scale.y(dia):.1f}" for n, (sys, dia) in strokes.items())
