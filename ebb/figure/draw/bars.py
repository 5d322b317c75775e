"""Amounts as thin bars from zero: milligrams of each infusion, hours of sleep."""

from itertools import pairwise

from ebb.figure.page import HEAD, Drawn, Page
from ebb.figure.panels import Bar, Bars
from ebb.figure.places import one_row
from ebb.figure.scale import Scale, round_values, scale_around
from ebb.figure.svg import Look, tag
from ebb.figure.text import SMALL, number, width

PLOT = 46.0
_STUB = 14.0  # as high as a bar is drawn whose amount is not known
_ROOM_FOR_LABELS = 18.0
_THICKEST = 3.0


def draw_bars(panel: Bars, page: Page, top: float) -> Drawn:
    """The panel. A label that finds no room is left out; the scale and the table still say the amount.

    Where no amount is known all bars are alike and short; among known ones such a bar is grey and has a question mark.
    """
    known = [bar.value for bar in panel.bars if bar.value is not None]
    ceiling = top + HEAD + (_ROOM_FOR_LABELS - 4 if known or not panel.bars else 2)
    floor = ceiling + (PLOT if known or not panel.bars else _STUB)
    scale = scale_around(known, 0.0, None, floor, ceiling)
    shown = [bar for bar in panel.bars if page.shows(page.x(bar.at))]
    markup = [page.name(page.heading(panel.label, panel.unit), top), page.rule(floor)]
    thick = _thickness([page.x(bar.at) for bar in shown])
    markup += [_bar(bar, thick, scale, page, "muted" if bar.value is None and known else "accent") for bar in shown]
    markup += [_labels(shown, scale, page), _ticks(scale, page)] if known else []
    if not panel.bars:
        markup.append(page.nothing((floor + ceiling) / 2 + 5))
    return Drawn(tag("g", *markup, class_="panel bars"), floor - top, (ceiling, floor))


def _ticks(scale: Scale, page: Page) -> str:
    values = [value for value in round_values(0.0, scale.v1, 3) if value > 0]
    return page.value_ticks((scale.y(value), number(value), "muted") for value in values)


def _thickness(xs: list[float]) -> float:
    """Thinner where bars stand close, so that each can be told from the next."""
    closest = min((after - before for before, after in pairwise(sorted(xs)) if after > before), default=_THICKEST * 2)
    return max(min(_THICKEST, closest * 0.6), 0.5)


def _top(bar: Bar, scale: Scale) -> float:
    return scale.y0 - _STUB if bar.value is None else scale.y(bar.value)


def _bar(bar: Bar, thick: float, scale: Scale, page: Page, role: str) -> str:
    x, y = page.x(bar.at), _top(bar, scale)
    look: Look = {"stroke": page.paint(role), "stroke_width": thick, "class_": "bar"}
    if bar.planned:
        look |= {"stroke_dasharray": f"0.1 {thick + 2:.1f}", "stroke_linecap": "round", "class_": "bar planned"}
    return tag("path", d=f"M{x:.1f} {scale.y0:.1f}V{y:.1f}", **look)


def _said(bar: Bar) -> str:
    if bar.label is not None:
        return bar.label
    return "?" if bar.value is None else number(bar.value)


def _labels(bars: list[Bar], scale: Scale, page: Page) -> str:
    said = [_said(bar) for bar in bars]
    boxes = [_room(page.x(bar.at), label, page) for bar, label in zip(bars, said, strict=True)]
    # The first and the last say most about a course; the rest follow from the left.
    order = sorted(range(len(bars)), key=lambda index: (index not in (0, len(bars) - 1), index))
    free = dict(zip(order, one_row([boxes[index] for index in order]), strict=True))
    return "".join(
        page.text((box[0] + box[1]) / 2, _top(bars[index], scale) - 5, said[index], anchor="middle", halo=True)
        for index, box in enumerate(boxes)
        if said[index] and free[index] and box[1] <= page.width and _stands_clear(index, bars, box, scale, page)
    )


def _room(x: float, label: str, page: Page) -> tuple[float, float]:
    """From where to where a label above x reaches; at the left edge it makes way for the scale's numbers."""
    wide = width(label, SMALL)
    first = max(x - wide / 2, page.left - 4)
    return first, first + wide


def _stands_clear(index: int, bars: list[Bar], box: tuple[float, float], scale: Scale, page: Page) -> bool:
    """Whether no taller bar runs through the label above this one."""
    foot = _top(bars[index], scale) - 4
    taller = [page.x(other.at) for other in bars if _top(other, scale) < foot]
    return not any(box[0] - 2 <= x <= box[1] + 2 for x in taller)
