"""Events, notes and alarms: written out beside their mark where all find room, else numbered with a legend."""

from ebb.figure.draw.glyphs import HALF, draw_glyph
from ebb.figure.draw.numbered import draw_numbered
from ebb.figure.page import HEAD, Drawn, Page
from ebb.figure.panels import Mark, Marks
from ebb.figure.places import Flag, Raised, raise_flags
from ebb.figure.svg import tag
from ebb.figure.text import SMALL, width

LANE = 17.0
_MOST_LANES = 5
_MOST_WRITTEN = 40


def draw_marks(panel: Marks, page: Page, top: float) -> Drawn:
    """The panel. Marks outside the axis stand only in the table."""
    marks = sorted((mark for mark in panel.marks if page.shows(page.x(mark.at))), key=lambda mark: page.x(mark.at))
    first = top + HEAD
    places = _written_out(marks, page)
    if not panel.marks:
        body = Drawn(page.nothing(first + 13), LANE)
    elif places is None:
        body = draw_numbered(marks, page, first)
    else:
        body = _draw_written(marks, places, page, first)
    markup = [page.name(page.heading(panel.label), top), body.markup]
    return Drawn(tag("g", *markup, class_="panel marks"), HEAD + body.height)


def _written_out(marks: list[Mark], page: Page) -> list[Raised] | None:
    if len(marks) > _MOST_WRITTEN:
        return None
    flags = [Flag(page.x(mark.at), width(mark.text, SMALL, bold=_loud(mark)), HALF) for mark in marks]
    return raise_flags(flags, page.left, page.width, _MOST_LANES)


def _loud(mark: Mark) -> bool:
    return mark.kind in ("alarm-high", "alarm-medium")


def _draw_written(marks: list[Mark], places: list[Raised], page: Page, top: float) -> Drawn:
    markup = page.rule(top)
    # Poles first: a shape that stands in front of another's pole covers it.
    for place in places:
        line = f"M{place.pole:.1f} {top:.1f}V{top + (place.lane + 0.5) * LANE:.1f}"
        markup += tag("path", d=line, stroke=page.paint("muted"), stroke_width=0.8)
    for mark, place in zip(marks, places, strict=True):
        y = top + (place.lane + 0.5) * LANE + 2
        markup += draw_glyph(mark.kind, place.pole, y, page)
        markup += page.text(place.left, y + 4, mark.text, bold=_loud(mark), halo=True)
    return Drawn(markup, (max((place.lane for place in places), default=0) + 1) * LANE + 4)
