"""Marks too dense to write out: shapes and numbers on the axis, their words in columns below."""

from ebb.figure.draw.glyphs import HALF, URGENCY, draw_glyph
from ebb.figure.page import Drawn, Page
from ebb.figure.panels import Mark
from ebb.figure.places import one_row
from ebb.figure.svg import tag
from ebb.figure.text import SMALL, shortened, width

_ROWS = 38.0  # of shapes and of numbers
_ENTRY = 16.0
_AIR = 1.5
_BETWEEN_COLUMNS = 18.0
_WIDEST_ENTRY = 300.0


def draw_numbered(marks: list[Mark], page: Page, top: float) -> Drawn:
    """`marks` in order of time; drawn from `top` on. Each shape stands at its own instant."""
    ticks = "".join(f"M{page.x(mark.at):.1f} {top:.1f}v5" for mark in marks)
    markup = page.rule(top) + tag("path", d=ticks, stroke=page.paint("ink"))
    # The most urgent last: where shapes overlap it lies on top.
    for mark in sorted(marks, key=lambda mark: -URGENCY.index(mark.kind)):
        markup += draw_glyph(mark.kind, page.x(mark.at), top + 13, page)
    for count in _numbers_with_room(marks, page):
        markup += page.text(page.x(marks[count - 1].at), top + 33, str(count), anchor="middle", halo=True)
    legend = _legend(marks, page, top + _ROWS + 4)
    return Drawn(markup + legend.markup, _ROWS + 4 + legend.height)


def _numbers_with_room(marks: list[Mark], page: Page) -> list[int]:
    """The numbers that are written: urgent ones first, then from the left; those left out follow by counting."""
    order = sorted(range(len(marks)), key=lambda index: (URGENCY.index(marks[index].kind), index))
    halves = [width(str(index + 1), SMALL) / 2 + _AIR for index in order]
    places = [page.x(marks[index].at) for index in order]
    free = one_row([(x - half, x + half) for x, half in zip(places, halves, strict=True)])
    return [index + 1 for index, is_free in zip(order, free, strict=True) if is_free]


def _legend(marks: list[Mark], page: Page, top: float) -> Drawn:
    """Number, shape, time and words of each mark, down the columns."""
    said = [f"{page.axis.say_short(page.axis.seconds(mark.at), page.words)}  {mark.text}" for mark in marks]
    widest_number = width(str(len(marks)), SMALL)
    before_words = widest_number + 2 * HALF + 10
    widest = min(max((width(text, SMALL) for text in said), default=0.0), _WIDEST_ENTRY)
    column = min(before_words + widest, page.width) + _BETWEEN_COLUMNS
    columns = max(int((page.width + _BETWEEN_COLUMNS) // column), 1)
    rows = -(-len(marks) // columns)
    room = column - _BETWEEN_COLUMNS - before_words
    markup = ""
    for index, (mark, text) in enumerate(zip(marks, said, strict=True)):
        x, y = index // rows * column, top + index % rows * _ENTRY + 12
        markup += page.text(x + widest_number, y, str(index + 1), "muted", anchor="end")
        markup += draw_glyph(mark.kind, x + widest_number + 4 + HALF, y - 4, page)
        markup += page.text(x + before_words, y, shortened(text, room, SMALL))
    return Drawn(tag("g", markup, class_="legend"), rows * _ENTRY + 2)
