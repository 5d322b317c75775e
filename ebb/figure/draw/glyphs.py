"""The shapes of marks. Each kind differs by shape as well as by paint, so print and colour-blind eyes can tell."""

from ebb.figure.page import Page
from ebb.figure.panels import MarkKind
from ebb.figure.svg import Look, tag
from ebb.figure.words import Words

HALF = 7.0  # half the width any glyph takes

_SHAPES: dict[MarkKind, str] = {
    "event": "M{x} {top}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z",
    "note": "M{left} {y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z",
    "alarm-high": "M{x} {peak}l7 12h-14Z",
    "alarm-medium": "M{x} {base}l-6.5 -11h13Z",
    "alarm-low": "M{square} {low}h10v10h-10Z",
}
URGENCY: tuple[MarkKind, ...] = ("alarm-high", "alarm-medium", "alarm-low", "event", "note")


def draw_glyph(kind: MarkKind, x: float, y: float, page: Page) -> str:
    """The mark's shape centred at x, y."""
    places = {"x": x, "y": y, "top": y - 4.5, "left": x - 3.5, "peak": y - 7, "base": y + 6}
    places |= {"square": x - 5, "low": y - 5}
    data = _SHAPES[kind].format(**{name: f"{value:.1f}" for name, value in places.items()})
    exclaim = ""
    if kind == "alarm-high":
        look: Look = {"stroke": page.paint("on-alarm"), "stroke_width": 1.6, "stroke_linecap": "round"}
        exclaim = tag("path", d=f"M{x:.1f} {y - 2.5:.1f}v3.2M{x:.1f} {y + 3.2:.1f}h0", **look)
    return tag("path", d=data, **_paint(kind, page), class_=f"mark {kind}") + exclaim


def _paint(kind: MarkKind, page: Page) -> Look:
    if kind == "note":
        return {"fill": page.paint("panel"), "stroke": page.paint("ink"), "stroke_width": 1.4}
    if kind == "event":
        return {"fill": page.paint("ink")}
    return {"fill": page.paint(kind), "stroke": page.paint("ink"), "stroke_width": 1.2, "stroke_linejoin": "round"}


def kind_words(kind: MarkKind, words: Words) -> str:
    """The kind as it is said in the table."""
    said: dict[MarkKind, str] = {
        "event": words.event,
        "note": words.note,
        "alarm-high": words.alarm_high,
        "alarm-medium": words.alarm_medium,
        "alarm-low": words.alarm_low,
    }
    return said[kind]
