"""What happened at an instant: scores as figures in rows; events, notes and alarms as marks.

Marks are written out where all find room, else numbered with a legend. Each kind differs by shape as well as by paint,
so print and colour-blind eyes can tell.
"""

from collections.abc import Sequence

from ebb.figure.axis import Instant
from ebb.figure.page import HEAD, DrawnPanel, Page
from ebb.figure.panels import Mark, MarkKind, Marks, ScoreRow, Scores
from ebb.figure.places import Flag, Raised, one_row, raise_flags
from ebb.figure.svg import NORMAL, SMALL, Look, shortened, tag, width

ROW = 18.0
HALF = 7.0  # half the width any glyph takes
_SHAPES: dict[MarkKind, str] = {
    "event": "M{x} {top}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z",
    "note": "M{left} {y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z",
    "alarm-high": "M{x} {peak}l7 12h-14Z",
    "alarm-medium": "M{x} {base}l-6.5 -11h13Z",
    "alarm-low": "M{square} {low}h10v10h-10Z",
}
URGENCY: tuple[MarkKind, ...] = ("alarm-high", "alarm-medium", "alarm-low", "event", "note")
_ROWS = 38.0  # of shapes and of numbers
_ENTRY = 16.0
_AIR = 1.5
_BETWEEN_COLUMNS = 18.0
_WIDEST_ENTRY = 300.0
LANE = 17.0
_MOST_LANES = 5
_MOST_WRITTEN = 40


def draw_scores(panel: Scores, page: Page, top: float) -> DrawnPanel:
    """The panel, a row a score."""
    first = top + HEAD
    markup = [page.name(page.heading(panel.label), top)]
    markup += [_row(row, page, first + ROW * index) for index, row in enumerate(panel.rows)]
    if not panel.rows:
        markup.append(page.nothing(first + 13))
    bottom = first + ROW * max(len(panel.rows), 1) + 2
    return DrawnPanel(tag("g", *markup, page.rule(bottom), class_="panel scores"), bottom - top, (first, bottom))


def _row(row: ScoreRow, page: Page, top: float) -> str:
    baseline = top + 13
    name = page.text(0, baseline, shortened(row.name, page.left - 10, SMALL), "ink")
    values = "".join(_value(value, free, page, baseline) for value, free in _by_weight(row.values, page))
    return tag("g", name, values, class_=f"score {row.key}" if row.key.isidentifier() else "score")


def _by_weight(values: Sequence[tuple[Instant, str, bool]], page: Page) -> list[tuple[tuple[Instant, str, bool], bool]]:
    """Each value and whether it may be written out; where they stand too close, high ones and then later ones win."""
    on_page = [value for value in values if page.shows(page.x(value[0]))]
    heavy_first = sorted(on_page, key=lambda value: (not value[2], -page.x(value[0])))
    boxes = []
    for at, text, emphasis in heavy_first:
        half = width(text, NORMAL, bold=emphasis) / 2 + (4 if emphasis else 0)
        boxes.append((page.x(at) - half, page.x(at) + half))
    return list(zip(heavy_first, one_row(boxes), strict=True))


def _value(value: tuple[Instant, str, bool], free: bool, page: Page, baseline: float) -> str:
    at, text, emphasis = value
    x = page.x(at)
    if not free:
        # Half-way up: on the baseline it would read as a decimal point.
        return tag("circle", cx=x, cy=baseline - 4.5, r=1.4, stroke=page.paint("muted"), class_="unwritten")
    written = page.text(x, baseline, text, size=NORMAL, bold=emphasis, anchor="middle", halo=True)
    if not emphasis:
        return written
    half = width(text, NORMAL, bold=True) / 2 + 3
    frame = {"x": x - half, "y": baseline - 12.5, "width": 2 * half, "height": 16, "rx": 4}
    return tag("rect", **frame, fill=page.paint("panel"), stroke=page.paint("ink"), stroke_width=1.1) + written


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


def draw_numbered(marks: list[Mark], page: Page, top: float) -> DrawnPanel:
    """`marks` in order of time; drawn from `top` on. Each shape stands at its own instant."""
    ticks = "".join(f"M{page.x(mark.at):.1f} {top:.1f}v5" for mark in marks)
    markup = page.rule(top) + tag("path", d=ticks, stroke=page.paint("ink"))
    # The most urgent last: where shapes overlap it lies on top.
    for mark in sorted(marks, key=lambda mark: -URGENCY.index(mark.kind)):
        markup += draw_glyph(mark.kind, page.x(mark.at), top + 13, page)
    for count in _numbers_with_room(marks, page):
        markup += page.text(page.x(marks[count - 1].at), top + 33, str(count), anchor="middle", halo=True)
    legend = _legend(marks, page, top + _ROWS + 4)
    return DrawnPanel(markup + legend.markup, _ROWS + 4 + legend.height)


def _numbers_with_room(marks: list[Mark], page: Page) -> list[int]:
    """The numbers that are written: urgent ones first, then from the left; those left out follow by counting."""
    order = sorted(range(len(marks)), key=lambda index: (URGENCY.index(marks[index].kind), index))
    halves = [width(str(index + 1), SMALL) / 2 + _AIR for index in order]
    places = [page.x(marks[index].at) for index in order]
    free = one_row([(x - half, x + half) for x, half in zip(places, halves, strict=True)])
    return [index + 1 for index, is_free in zip(order, free, strict=True) if is_free]


def _legend(marks: list[Mark], page: Page, top: float) -> DrawnPanel:
    """Number, shape, time and words of each mark, down the columns."""
    texts = [f"{page.axis.format_short(page.axis.seconds(mark.at), page.words)}  {mark.text}" for mark in marks]
    widest_number = width(str(len(marks)), SMALL)
    before_words = widest_number + 2 * HALF + 10
    widest = min(max((width(text, SMALL) for text in texts), default=0.0), _WIDEST_ENTRY)
    column = min(before_words + widest, page.width) + _BETWEEN_COLUMNS
    columns = max(int((page.width + _BETWEEN_COLUMNS) // column), 1)
    rows = -(-len(marks) // columns)
    room = column - _BETWEEN_COLUMNS - before_words
    markup = ""
    for index, (mark, text) in enumerate(zip(marks, texts, strict=True)):
        x, y = index // rows * column, top + index % rows * _ENTRY + 12
        markup += page.text(x + widest_number, y, str(index + 1), "muted", anchor="end")
        markup += draw_glyph(mark.kind, x + widest_number + 4 + HALF, y - 4, page)
        markup += page.text(x + before_words, y, shortened(text, room, SMALL))
    return DrawnPanel(tag("g", markup, class_="legend"), rows * _ENTRY + 2)


def draw_marks(panel: Marks, page: Page, top: float) -> DrawnPanel:
    """The panel. Marks outside the axis stand only in the table."""
    marks = sorted((mark for mark in panel.marks if page.shows(page.x(mark.at))), key=lambda mark: page.x(mark.at))
    first = top + HEAD
    places = _written_out(marks, page)
    if not panel.marks:
        body = DrawnPanel(page.nothing(first + 13), LANE)
    elif places is None:
        body = draw_numbered(marks, page, first)
    else:
        body = _draw_written(marks, places, page, first)
    markup = [page.name(page.heading(panel.label), top), body.markup]
    return DrawnPanel(tag("g", *markup, class_="panel marks"), HEAD + body.height)


def _written_out(marks: list[Mark], page: Page) -> list[Raised] | None:
    if len(marks) > _MOST_WRITTEN:
        return None
    flags = [Flag(page.x(mark.at), width(mark.text, SMALL, bold=_loud(mark)), HALF) for mark in marks]
    return raise_flags(flags, page.left, page.width, _MOST_LANES)


def _loud(mark: Mark) -> bool:
    return mark.kind in ("alarm-high", "alarm-medium")


def _draw_written(marks: list[Mark], places: list[Raised], page: Page, top: float) -> DrawnPanel:
    markup = page.rule(top)
    # Poles first: a shape that stands in front of another's pole covers it.
    for place in places:
        line = f"M{place.pole:.1f} {top:.1f}V{top + (place.lane + 0.5) * LANE:.1f}"
        markup += tag("path", d=line, stroke=page.paint("muted"), stroke_width=0.8)
    for mark, place in zip(marks, places, strict=True):
        y = top + (place.lane + 0.5) * LANE + 2
        markup += draw_glyph(mark.kind, place.pole, y, page)
        markup += page.text(place.left, y + 4, mark.text, bold=_loud(mark), halo=True)
    return DrawnPanel(markup, (max((place.lane for place in places), default=0) + 1) * LANE + 4)
