"""The figure: panels on one time axis, as SVG and as a table of the same data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from ebb.figure import frame
from ebb.figure.axis import Axis, Instant
from ebb.figure.draw.amounts import draw_bars, draw_steps
from ebb.figure.draw.curves import draw_curves
from ebb.figure.draw.marks import draw_marks, draw_scores
from ebb.figure.draw.pressures import draw_pressures
from ebb.figure.draw.traces import draw_traces
from ebb.figure.errors import FigureError, KeyNameError
from ebb.figure.frame import left_margin, right_margin
from ebb.figure.page import DrawnPanel, Page
from ebb.figure.panels import Bars, Curves, Marks, Panel, Pressures, Scores, Steps, Traces
from ebb.figure.svg import Look, tag, words
from ebb.figure.table import Row, RowWriter, Table, format_length, rows_of, stretch_length
from ebb.figure.theme import ThemeName
from ebb.figure.words import Words

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BETWEEN_PANELS = 12.0
_LEAST_WIDTH = 280
_FONTS: dict[ThemeName, str] = {
    "page": "system-ui, sans-serif",
    "print": "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif",
}


@dataclass(frozen=True)
class Figure:
    """Panels from top to bottom on one time axis.

    now: draws the now line. width: pixels; below 560 the form for phones.
    """

    title: str
    description: str
    axis: Axis
    panels: Sequence[Panel]
    now: Instant | None = None
    width: int = 960
    words: Words = field(default_factory=Words)

    def __post_init__(self) -> None:
        if self.width < _LEAST_WIDTH:
            raise FigureError(f"a figure needs at least {_LEAST_WIDTH} px to be read, not {self.width}")

    def svg(self, theme: ThemeName = "page", id: str = "figure") -> str:
        """The figure as one `<svg>` element.

        theme: `page` takes its paints from the page's custom properties, `print` is black on white and stands
        alone. id: begins every id inside; two figures on one page need two. Raises FigureError.
        """
        page = self._page(theme, id)
        ticks = frame.ticks_on(page)
        top = frame.header_height(page)
        body, plots, bottom = self._panels(page, top + 2)
        markup = [frame.definitions(page, top, bottom), frame.caption(page)]
        markup += [frame.tick_labels(ticks, page, 0), frame.grid(ticks, page, plots)]
        markup += [frame.now_line(page, plots), body]
        height = bottom + 4
        if len(self.panels) > 2:
            markup.append(frame.tick_labels(ticks, page, bottom + 4))
            height += frame.TICK_ROW
        return self._root(page, height, "".join(markup))

    def rows(self) -> list[Row]:
        """Every datum of every panel, as it was given."""
        rows, _ = self._rows(fold_s=None)
        return rows

    def table(self) -> Table:
        """The same data to be read, in order of time. The caption says where long series are folded."""
        fold_s = stretch_length(self.axis)
        rows, folded = self._rows(fold_s)
        note = self.words.folded.format(stretch=format_length(fold_s, self.words))
        lines = [(row.when, row.panel, row.name, row.value) for row in sorted(rows, key=lambda row: row.seconds)]
        columns = (self.words.time, self.words.panel, self.words.what, self.words.value)
        return Table(f"{self.title}. {note}" if folded else self.title, columns, tuple(lines))

    def _rows(self, fold_s: float | None) -> tuple[list[Row], bool]:
        rows: list[Row] = []
        folded = False
        for panel in self.panels:
            write = RowWriter(panel.label, self.axis, self.words, fold_s)
            rows += rows_of(panel, write)
            folded |= write.folded
        return rows, folded

    def _page(self, theme: ThemeName, id: str) -> Page:
        if not _ID.fullmatch(id):
            raise KeyNameError(f"an id is a letter, then letters, digits, - or _; not {id!r}")
        if theme not in get_args(ThemeName):
            raise KeyNameError(f"there is no theme {theme!r}; a figure is drawn for 'page' or for 'print'")
        now = None if self.now is None else self.axis.seconds(self.now)
        left = left_margin(self.panels, self.width)
        right = self.width - right_margin(self.panels, self.width)
        return Page(self.axis, theme, self.words, id, self.width, left, right, now)

    def _panels(self, page: Page, top: float) -> tuple[str, list[tuple[float, float]], float]:
        markup, plots = "", []
        for panel in self.panels:
            drawn = _draw(panel, page, top)
            markup += drawn.markup
            plots += [drawn.plot] if drawn.plot else []
            top += drawn.height + _BETWEEN_PANELS
        return markup, plots, top - (_BETWEEN_PANELS if self.panels else 0) + 4

    def _root(self, page: Page, height: float, markup: str) -> str:
        first, last = self.axis.span
        named: Look = {"role": "img", "aria_labelledby": f"{page.id}-title {page.id}-desc", "id": page.id}
        size: Look = {"viewBox": f"0 0 {self.width} {height:.0f}", "width": self.width, "height": round(height)}
        live: Look = {"data_t0": first, "data_t1": last, "data_x0": page.left, "data_x1": page.right}
        live |= {"data_utc_offset": self.axis.utc_offset_s, "data_late_paint": page.paint("muted")}
        paper = tag("rect", width=self.width, height=round(height), fill="#ffffff") if page.is_print else ""
        return tag(
            "svg",
            words("title", self.title, id=f"{page.id}-title"),
            words("desc", self.description, id=f"{page.id}-desc"),
            paper + markup,
            xmlns="http://www.w3.org/2000/svg",
            class_=f"figure theme-{page.theme}",
            font_family=_FONTS[page.theme],
            fill="none",
            **named,
            **size,
            **live,
        )


def _draw(panel: Panel, page: Page, top: float) -> DrawnPanel:
    """The panel on the page, from `top` down."""
    match panel:
        case Steps():
            return draw_steps(panel, page, top)
        case Curves():
            return draw_curves(panel, page, top)
        case Bars():
            return draw_bars(panel, page, top)
        case Traces():
            return draw_traces(panel, page, top)
        case Pressures():
            return draw_pressures(panel, page, top)
        case Scores():
            return draw_scores(panel, page, top)
        case Marks():
            return draw_marks(panel, page, top)
