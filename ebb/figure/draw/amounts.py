"""What is drawn from zero: the rate as filled steps, and single amounts as thin bars."""

from itertools import pairwise

from ebb.figure.draw.flags import fly
from ebb.figure.page import HEAD, DrawnPanel, Page
from ebb.figure.panels import Bar, Bars, Steps, StepSegment
from ebb.figure.places import one_row
from ebb.figure.scale import ValueScale, scale_around
from ebb.figure.svg import SMALL, Look, number, tag, width

RATE_PLOT = 52.0
_PAUSE_FOOT = 7.0
BAR_PLOT = 46.0
_STUB = 14.0  # as high as a bar is drawn whose amount is not known
_ROOM_FOR_LABELS = 18.0
_THICKEST = 3.0


def draw_steps(panel: Steps, page: Page, top: float) -> DrawnPanel:
    """The panel, with a flag at the start of each segment."""
    shown = [segment for segment in panel.segments if page.overlaps(segment.start, segment.end)]
    starts = [page.held(page.x(segment.start)) for segment in shown]
    flags = fly([_rate_label(segment, page) for segment in shown], starts, f"{panel.label} {panel.unit}", page)
    ceiling = top + flags.height
    floor = ceiling + RATE_PLOT
    scale = scale_around([segment.value for segment in panel.segments], 0.0, None, floor, ceiling + 4)
    markup = [page.name(page.heading(panel.label, panel.unit), top), page.rule(floor)]
    markup += [_segment(segment, scale, page) for segment in shown]
    for index, segment in enumerate(shown):
        quiet = segment.planned or segment.value == 0
        foot = scale.y(segment.value) if segment.value else floor - _PAUSE_FOOT
        markup.append(flags.draw(index, ceiling, foot, page, "muted" if quiet else "ink", "rate", bold=not quiet))
    markup.append(
        page.value_ticks(scale.ticks(3, above_zero=True))
        if panel.segments
        else page.nothing(ceiling + RATE_PLOT / 2 + 5)
    )
    return DrawnPanel(tag("g", *markup, class_="panel steps"), floor - top, (ceiling, floor))


def _rate_label(segment: StepSegment, page: Page) -> str:
    if segment.label is not None:
        return segment.label
    return page.words.paused if segment.value == 0 else number(segment.value)


def _segment(segment: StepSegment, scale: ValueScale, page: Page) -> str:
    first, last = page.held(page.x(segment.start)), page.held(page.x(segment.end))
    y, rate = scale.y(segment.value), page.paint("rate")
    box = f"M{first:.1f} {scale.y0:.1f}V{y:.1f}H{last:.1f}V{scale.y0:.1f}"
    if segment.value == 0:
        foot = {"x": first, "y": scale.y0 - _PAUSE_FOOT, "width": max(last - first, 1.0), "height": _PAUSE_FOOT}
        return tag("rect", **foot, fill=page.hatch(), stroke=rate, stroke_width=0.75, class_="pause")
    if segment.planned:
        dots = {"stroke_dasharray": "0.1 4", "stroke_linecap": "round"}
        return tag("path", d=box, fill="none", stroke=rate, stroke_width=1.8, **dots, class_="planned")
    return tag("path", d=box, fill=rate, fill_opacity=0.22, stroke=rate, stroke_width=1.5, class_="given")


def draw_bars(panel: Bars, page: Page, top: float) -> DrawnPanel:
    """The panel. A label that finds no room is left out; the scale and the table still say the amount.

    Where no amount is known all bars are alike and short; among known ones such a bar is grey and has a question mark.
    """
    known = [bar.value for bar in panel.bars if bar.value is not None]
    ceiling = top + HEAD + (_ROOM_FOR_LABELS - 4 if known or not panel.bars else 2)
    floor = ceiling + (BAR_PLOT if known or not panel.bars else _STUB)
    scale = scale_around(known, 0.0, None, floor, ceiling)
    shown = [bar for bar in panel.bars if page.shows(page.x(bar.at))]
    markup = [page.name(page.heading(panel.label, panel.unit), top), page.rule(floor)]
    thick = _thickness([page.x(bar.at) for bar in shown])
    markup += [_bar(bar, thick, scale, page, "muted" if bar.value is None and known else "accent") for bar in shown]
    markup += [_labels(shown, scale, page), page.value_ticks(scale.ticks(3, above_zero=True))] if known else []
    if not panel.bars:
        markup.append(page.nothing((floor + ceiling) / 2 + 5))
    return DrawnPanel(tag("g", *markup, class_="panel bars"), floor - top, (ceiling, floor))


def _thickness(xs: list[float]) -> float:
    """Thinner where bars stand close, so that each can be told from the next."""
    closest = min((after - before for before, after in pairwise(sorted(xs)) if after > before), default=_THICKEST * 2)
    return max(min(_THICKEST, closest * 0.6), 0.5)


def _top(bar: Bar, scale: ValueScale) -> float:
    return scale.y0 - _STUB if bar.value is None else scale.y(bar.value)


def _bar(bar: Bar, thick: float, scale: ValueScale, page: Page, role: str) -> str:
    x, y = page.x(bar.at), _top(bar, scale)
    look: Look = {"stroke": page.paint(role), "stroke_width": thick, "class_": "bar"}
    if bar.planned:
        look |= {"stroke_dasharray": f"0.1 {thick + 2:.1f}", "stroke_linecap": "round", "class_": "bar planned"}
    return tag("path", d=f"M{x:.1f} {scale.y0:.1f}V{y:.1f}", **look)


def _labels(bars: list[Bar], scale: ValueScale, page: Page) -> str:
    labels = ["?" if bar.value is None else number(bar.value) for bar in bars]
    boxes = [_room(page.x(bar.at), label, page) for bar, label in zip(bars, labels, strict=True)]
    # The first and the last say most about a course; the rest follow from the left.
    order = sorted(range(len(bars)), key=lambda index: (index not in (0, len(bars) - 1), index))
    free = dict(zip(order, one_row([boxes[index] for index in order]), strict=True))
    return "".join(
        page.text((box[0] + box[1]) / 2, _top(bars[index], scale) - 5, labels[index], anchor="middle", halo=True)
        for index, box in enumerate(boxes)
        if labels[index] and free[index] and box[1] <= page.width and _stands_clear(index, bars, box, scale, page)
    )


def _room(x: float, label: str, page: Page) -> tuple[float, float]:
    """From where to where a label above x reaches; at the left edge it makes way for the scale's numbers."""
    wide = width(label, SMALL)
    first = max(x - wide / 2, page.left - 4)
    return first, first + wide


def _stands_clear(index: int, bars: list[Bar], box: tuple[float, float], scale: ValueScale, page: Page) -> bool:
    """Whether no taller bar runs through the label above this one."""
    foot = _top(bars[index], scale) - 4
    taller = [page.x(other.at) for other in bars if _top(other, scale) < foot]
    return not any(box[0] - 2 <= x <= box[1] + 2 for x in taller)
