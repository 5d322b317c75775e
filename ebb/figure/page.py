"""The sheet a panel is drawn on: where time lies, which paint, how text is set."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ebb.figure.axis import Axis, Instant
from ebb.figure.svg import NORMAL, SMALL, Look, shortened, tag, width, words
from ebb.figure.theme import PAGE_PAINTS, PRINT_PAINTS, ThemeName
from ebb.figure.words import Words

HEAD = 18.0  # height of the row that carries a panel's name


@dataclass(frozen=True)
class DrawnPanel:
    """A finished panel: its markup and the height it took. The grid and the now line run through `plot`."""

    markup: str
    height: float
    plot: tuple[float, float] | None = None


@dataclass(frozen=True)
class Page:
    """What every panel needs to know. `left` and `right` are the edges of the plot, `now` is in seconds."""

    axis: Axis
    theme: ThemeName
    words: Words
    id: str
    width: float
    left: float
    right: float
    now: float | None

    @property
    def narrow(self) -> bool:
        return self.width < 560

    @property
    def columns(self) -> int:
        """Pixels across the plot."""
        return max(int(self.right - self.left), 1)

    @cached_property
    def _first_s(self) -> float:
        return self.axis.span[0]

    @cached_property
    def _px_per_s(self) -> float:
        first, last = self.axis.span
        return (self.right - self.left) / (last - first)

    def px(self, seconds: float) -> float:
        """Where a second lies across the page."""
        return self.left + (seconds - self._first_s) * self._px_per_s

    def x(self, instant: Instant) -> float:
        return self.px(self.axis.seconds(instant))

    def held(self, x: float) -> float:
        """The place, moved to the nearer edge when it lies outside the plot."""
        return min(max(x, self.left), self.right)

    def overlaps(self, start: Instant, end: Instant) -> bool:
        """Whether some of that time lies within the plot."""
        return self.x(end) >= self.left and self.x(start) <= self.right

    def shows(self, x: float) -> bool:
        return self.left - 0.01 <= x <= self.right + 0.01

    @property
    def is_print(self) -> bool:
        return self.theme == "print"

    def paint(self, role: str) -> str:
        """The paint for a role; an unknown trace is drawn in ink."""
        paints = PRINT_PAINTS if self.is_print else PAGE_PAINTS
        return paints.get(role, paints["ink"])

    def clip(self) -> str:
        """Keeps a drawing within the plot's edges."""
        return f"url(#{self.id}-plot)"

    def hatch(self) -> str:
        return f"url(#{self.id}-hatch)"

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: str = "ink",
        *,
        size: float = SMALL,
        bold: bool = False,
        anchor: str = "start",
        halo: bool = False,
        class_: str | None = None,
    ) -> str:
        """A text whose baseline starts, ends or is centred at x; with a halo, lines pass behind it."""
        look: Look = {"fill": self.paint(role), "font_size": size, "font_weight": "600" if bold else None}
        look |= {"text_anchor": None if anchor == "start" else anchor, "class": class_}
        return words("text", text, x=x, y=y, **look, **(self.halo() if halo else {}))

    def label(self, x: float, y: float, text: str, role: str, live: Look, *, bold: bool = True) -> str:
        """A value in figures beside what it belongs to, which the page script may move and rewrite."""
        look: Look = {"fill": self.paint(role), "font_size": NORMAL, "font_weight": "600" if bold else None}
        return words("text", text, x=x, y=y, **look, **self.halo(), **live)

    def beside(self, x: float, room: float) -> float:
        """Where a text of that width begins right of x, so that the now line does not run through it."""
        start = self.held(x) + 7
        if self.now is None or not start - 4 <= self.px(self.now) <= start + room:
            return start
        return self.px(self.now) + 6

    def halo(self) -> Look:
        """An edge in the ground's paint, behind which lines stop."""
        edge: Look = {"stroke": self.paint("panel"), "stroke_width": 3.0, "stroke_linejoin": "round"}
        return edge | {"paint_order": "stroke"}

    def heading(self, label: str, unit: str = "", *, limits: bool = False) -> str:
        """A panel's name, its unit, and what a dashed line means in it."""
        named = f"{label} {unit}" if unit else label
        return f"{named} · {self.words.limits}" if limits else named

    def name(self, heading: str, top: float) -> str:
        """A panel's heading in its head row."""
        return self.text(0, top + 13, shortened(heading, self.width, SMALL), "muted", class_="panel-name")

    def rule(self, y: float, role: str = "line") -> str:
        return tag("path", d=f"M{self.left:.1f} {y:.1f}H{self.right:.1f}", stroke=self.paint(role))

    def limit(self, y: float) -> str:
        """A personal limit across the plot."""
        look: Look = {"stroke": self.paint("muted"), "stroke_width": 0.8, "stroke_dasharray": "3 3"}
        return tag("path", d=f"M{self.left:.1f} {y:.1f}H{self.right:.1f}", **look)

    def beyond(self, limit_y: float, edge: float) -> str:
        """Shade from a personal limit to the edge of its lane."""
        box: Look = {"x": self.left, "y": min(limit_y, edge), "width": self.right - self.left}
        box["height"] = abs(edge - limit_y)
        shade = tag("rect", **box, fill=self.paint("line"), fill_opacity=0.5, class_="beyond")
        return shade + self.limit(limit_y)

    def value_ticks(self, ticks: Iterable[tuple[float, str, str]]) -> str:
        """Numbers left of the plot: (height, text, role)."""
        return "".join(self.text(self.left - 7, y + 4, text, role, anchor="end") for y, text, role in ticks)

    def nothing(self, y: float) -> str:
        """What stands in a panel that has no data."""
        x = self.beside(self.left, width(self.words.nothing, NORMAL))
        return self.text(x, y, self.words.nothing, "muted", size=NORMAL, class_="nothing")
