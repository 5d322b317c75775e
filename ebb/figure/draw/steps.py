"""The rate: filled steps for what was given, a hatched foot for pauses, dots for what is planned."""

from ebb.figure.draw.flags import fly
from ebb.figure.page import Drawn, Page
from ebb.figure.panels import Steps, StepSegment
from ebb.figure.scale import Scale, round_values, scale_around
from ebb.figure.svg import tag
from ebb.figure.text import number

PLOT = 52.0
_PAUSE_FOOT = 7.0


def draw_steps(panel: Steps, page: Page, top: float) -> Drawn:
    """The panel, with a flag at the start of each segment."""
    shown = [segment for segment in panel.segments if _is_on(segment, page)]
    starts = [page.held(page.x(segment.start)) for segment in shown]
    flags = fly([_label(segment, page) for segment in shown], starts, f"{panel.label} {panel.unit}", page)
    ceiling = top + flags.height
    floor = ceiling + PLOT
    scale = scale_around([segment.value for segment in panel.segments], 0.0, None, floor, ceiling + 4)
    markup = [page.name(page.heading(panel.label, panel.unit), top), page.rule(floor)]
    markup += [_segment(segment, scale, page) for segment in shown]
    for index, segment in enumerate(shown):
        quiet = segment.planned or segment.value == 0
        foot = scale.y(segment.value) if segment.value else floor - _PAUSE_FOOT
        markup.append(flags.draw(index, ceiling, foot, page, "muted" if quiet else "ink", "rate", bold=not quiet))
    markup.append(_ticks(scale, page) if panel.segments else page.nothing(ceiling + PLOT / 2 + 5))
    return Drawn(tag("g", *markup, class_="panel steps"), floor - top, (ceiling, floor))


def _is_on(segment: StepSegment, page: Page) -> bool:
    return page.x(segment.end) >= page.left and page.x(segment.start) <= page.right


def _label(segment: StepSegment, page: Page) -> str:
    if segment.label is not None:
        return segment.label
    return page.words.paused if segment.value == 0 else number(segment.value)


def _segment(segment: StepSegment, scale: Scale, page: Page) -> str:
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


def _ticks(scale: Scale, page: Page) -> str:
    values = [value for value in round_values(0.0, scale.v1, 3) if value > 0]
    return page.value_ticks((scale.y(value), number(value), "muted") for value in values)
