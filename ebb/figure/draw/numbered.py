"""Marks too dense to write out: shapes and numbers on the axis, their words in columns below."""

from dataclasses import dataclass

from ebb.figure.draw.glyphs import HALF, URGENCY, draw_glyph
from ebb.figure.page import Drawn, Page
from ebb.figure.panels import Mark
from ebb.figure.svg import tag
from ebb.figure.text import SMALL, shortened, width

_ROWS = 38.0  # of shapes and of numbers
_ENTRY = 16.0
_BETWEEN_NUMBERS = 5.0
_BETWEEN_COLUMNS = 18.0
_WIDEST_ENTRY = 300.0


@dataclass(frozen=True)
class Numbers:
    """Neighbouring marks whose numbers would touch, told as a range."""

    first: int
    last: int
    first_x: float
    last_x: float

    @property
    def label(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"

    def extent(self, page: Page) -> tuple[float, float]:
        wide = width(self.label, SMALL)
        start = min(max((self.first_x + self.last_x - wide) / 2, 0.0), page.width - wide)
        return start, start + wide

    def with_next(self, other: "Numbers") -> "Numbers":
        return Numbers(self.first, other.last, self.first_x, other.last_x)


def draw_numbered(marks: list[Mark], page: Page, top: float) -> Drawn:
    """`marks` in order of time; drawn from `top` on. Each shape stands at its own instant."""
    ticks = "".join(f"M{page.x(mark.at):.1f} {top:.1f}v5" for mark in marks)
    markup = page.rule(top) + tag("path", d=ticks, stroke=page.paint("ink"))
    # The most urgent last: where shapes overlap it lies on top.
    for mark in sorted(marks, key=lambda mark: -URGENCY.index(mark.kind)):
        markup += draw_glyph(mark.kind, page.x(mark.at), top + 13, page)
    for numbers in _numbers([page.x(mark.at) for mark in marks], page):
        markup += page.text(numbers.extent(page)[0], top + 33, numbers.label, halo=True)
    legend = _legend(marks, page, top + _ROWS + 4)
    return Drawn(markup + legend.markup, _ROWS + 4 + legend.height)


def _numbers(xs: list[float], page: Page) -> list[Numbers]:
    """A number under each mark; those that would touch are joined until none does."""
    groups: list[Numbers] = []
    for count, x in enumerate(xs, 1):
        groups.append(Numbers(count, count, x, x))
        while len(groups) > 1 and groups[-2].extent(page)[1] + _BETWEEN_NUMBERS > groups[-1].extent(page)[0]:
            groups[-2:] = [groups[-2].with_next(groups[-1])]
    return groups


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
