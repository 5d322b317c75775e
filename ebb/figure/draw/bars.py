"""Amounts as thin bars from zero: milligrams of each infusion, hours of sleep."""

from itertools import pairwise

from ebb.figure.page import HEAD, Drawn, Page
from ebb.figure.panels import Bar, Bars
from ebb.figure.places import one_row
from ebb.figure.scale import Scale, round_values, scale_around
from ebb.figure.svg import tag
from ebb.figure.text import SMALL, number, width

PLOT = 46.0
_ROOM_FOR_LABELS = 16.0
_THICKEST = 3.0


def draw_bars(panel: Bars, page: Page, top: float) -> Drawn:
    """The panel. A label that finds no room is left out; the scale and the table still say the amount."""
    ceiling = top + HEAD + _ROOM_FOR_LABELS - 4
    floor = ceiling + PLOT
    scale = scale_around([bar.value for bar in panel.bars], 0.0, None, floor, ceiling)
    shown = [bar for bar in panel.bars if page.shows(page.x(bar.at))]
    markup = [page.name(page.heading(panel.label, panel.unit), top), page.rule(floor)]
    thick = _thickness([page.x(bar.at) for bar in shown])
    markup += [_bar(bar, thick, scale, page) for bar in shown] + [_labels(shown, scale, page)]
    markup.append(_ticks(scale, page) if panel.bars else page.nothing((floor + ceiling) / 2 + 5))
    return Drawn(tag("g", *markup, class_="panel bars"), floor - top, (ceiling, floor))


def _ticks(scale: Scale, page: Page) -> str:
    values = [value for value in round_values(0.0, scale.v1, 2) if value > 0]
    return page.value_ticks((scale.y(value), number(value), "muted") for value in values)


def _thickness(xs: list[float]) -> float:
    """Thinner where bars stand close, so that each can be told from the next."""
    closest = min((after - before for before, after in pairwise(sorted(xs)) if after > before), default=_THICKEST * 2)
    return max(min(_THICKEST, closest * 0.6), 0.5)


def _bar(bar: Bar, thick: float, scale: Scale, page: Page) -> str:
    x, y = page.x(bar.at), scale.y(bar.value)
    data = f"M{x:.1f} {scale.y0:.1f}V{y:.1f}"
    return tag("path", d=data, stroke=page.paint("accent"), stroke_width=thick, class_="bar")


def _labels(bars: list[Bar], scale: Scale, page: Page) -> str:
    said = [number(bar.value) if bar.label is None else bar.label for bar in bars]
    halves = [width(label, SMALL) / 2 for label in said]
    boxes = [(page.x(bar.at) - half, page.x(bar.at) + half) for bar, half in zip(bars, halves, strict=True)]
    inside = [first >= page.left - 10 and last <= page.width for first, last in boxes]
    # The first and the last say most about a course; the rest follow from the left.
    order = sorted(range(len(bars)), key=lambda index: (index not in (0, len(bars) - 1), index))
    free = dict(zip(order, one_row([boxes[index] for index in order]), strict=True))
    return "".join(
        page.text(page.x(bar.at), scale.y(bar.value) - 5, label, anchor="middle", halo=True)
        for index, (bar, label) in enumerate(zip(bars, said, strict=True))
        if free[index] and inside[index]
    )
