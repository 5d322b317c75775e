"""Monitor lanes: one measured value each, with the person's limits shaded and every gap left open."""

import re
from dataclasses import dataclass

from ebb.figure.axis import Axis
from ebb.figure.draw.flags import draw_gaps, gap_flags
from ebb.figure.errors import KeyNameError, finite
from ebb.figure.page import HEAD, DrawnPanel, Page
from ebb.figure.panels import Trace, Traces
from ebb.figure.places import spread
from ebb.figure.scale import ValueScale, scale_around
from ebb.figure.svg import NORMAL, SMALL, Look, exact, number, path_through, shortened, tag, width
from ebb.figure.thin import Piece, pieces, thinned, usual_gap_s

LANE = 44.0
_BETWEEN = 6.0
_KEY = re.compile(r"[a-z][a-z0-9_]*")

# The least a lane shows, so that small changes look small. Ranges for the eye; no limits [D].
SHOWN = {"hr": (50.0, 110.0), "pulse": (50.0, 110.0), "spo2": (88.0, 100.0), "rr": (6.0, 26.0)}


@dataclass(frozen=True)
class Measured:
    """`last_s` is the second of the last measured value, None where there is none."""

    pieces: list[Piece]
    gap_s: float

    @property
    def extremes(self) -> list[float]:
        """The lowest and the highest value of each piece."""
        return [extreme for _, numbers in self.pieces for extreme in (min(numbers), max(numbers))]

    @property
    def last_s(self) -> float | None:
        return self.pieces[-1][0][-1] if self.pieces else None


def measured(trace: Trace, axis: Axis) -> Measured:
    """The trace in seconds, split at every gap. Raises PointsError for a value that is no finite number."""
    seconds = axis.many(at for at, _ in trace.points)
    gap_s = usual_gap_s(seconds) if trace.gap_s is None else trace.gap_s
    found = pieces(seconds, [value for _, value in trace.points], gap_s)
    for _, numbers in found:
        finite(sum(numbers))
    return Measured(found, gap_s)


def draw_traces(panel: Traces, page: Page, top: float) -> DrawnPanel:
    """The panel, a lane for each trace."""
    limits = any(limit is not None for trace in panel.traces for limit in (trace.low, trace.high))
    name = page.heading(panel.label, limits=limits)
    flags = gap_flags(panel.gaps, name, page)
    first = bottom = top + flags.height
    markup = [page.name(name, top)]
    for trace in panel.traces:
        markup.append(_lane(trace, page, bottom))
        bottom += LANE + _BETWEEN
    if not panel.traces:
        markup.append(page.nothing(first + 14))
        bottom += HEAD + _BETWEEN
    markup.append(draw_gaps(panel.gaps, flags, page, first, [(first, bottom - _BETWEEN)]))
    return DrawnPanel(tag("g", *markup, class_="panel traces"), bottom - _BETWEEN - top, (first, bottom - _BETWEEN))


def _short_key(trace: Trace) -> str:
    """`hr` of `hr_per_min`. Raises KeyNameError for a key that could not stand in the page."""
    if not _KEY.fullmatch(trace.key):
        raise KeyNameError(f"a trace's key is a column name such as 'hr_per_min', not {trace.key!r}")
    return trace.key.split("_")[0]


def _lane(trace: Trace, page: Page, top: float) -> str:
    short = _short_key(trace)
    found = measured(trace, page.axis)
    low, high = trace.shown or SHOWN.get(short) or (None, None)
    limits = [limit for limit in (trace.low, trace.high) if limit is not None]
    # A little air, so that a line at its extreme is not half cut.
    scale = scale_around(found.extremes + limits, low, high, top + LANE - 3, top + 3)
    markup = [_limits(trace, scale, page, top), page.rule(top + LANE), _line(trace, found, scale, page)]
    markup += [_value(trace, found, scale, page), _name(trace, page, top)]
    return tag("g", *markup, class_=f"trace {short}")


def _role(trace: Trace) -> str:
    return f"trace-{_short_key(trace)}"


def _limits(trace: Trace, scale: ValueScale, page: Page, top: float) -> str:
    """Shade beyond the limits, and the limits as numbers at the edge."""
    markup, numbers = "", []
    for limit, edge in ((trace.high, top), (trace.low, top + LANE)):
        if limit is not None:
            markup += page.beyond(scale.y(limit), edge)
            numbers.append((scale.y(limit), number(limit)))
    heights = spread([y for y, _ in numbers], SMALL, top + 6, top + LANE - 4)
    return markup + page.value_ticks((y, text, "ink") for y, (_, text) in zip(heights, numbers, strict=True))


def _line(trace: Trace, found: Measured, scale: ValueScale, page: Page) -> str:
    first, last = page.axis.span
    data = "".join(
        path_through((page.px(at), scale.y(value)) for at, value in thinned(piece, first, last, page.columns))
        for piece in found.pieces
    )
    live: Look = {"data_series": trace.key, "data_gap": found.gap_s, "data_last": found.last_s}
    live["data_open"] = "no" if trace.points and trace.points[-1][1] is None else "yes"
    live |= {"data_y0": scale.y0, "data_y1": scale.y1, "data_v0": scale.v0, "data_v1": scale.v1}
    look: Look = {"stroke": page.paint(_role(trace)), "stroke_width": 1.1 if page.is_print else 1.4}
    look |= {"stroke_linejoin": "round", "stroke_linecap": "round"}
    return tag("g", tag("path", d=data, **look, **live), clip_path=page.clip())


def _value(trace: Trace, found: Measured, scale: ValueScale, page: Page) -> str:
    """The last value beside the line's end; one too old to pass for present gives way to its age."""
    name = "" if page.narrow else trace.name
    text, role, x, y = "", "muted", page.left, scale.y0
    if found.last_s is not None:
        value = found.pieces[-1][1][-1]
        late_s = page.now - found.last_s if page.now is not None else 0.0
        late = late_s > found.gap_s
        text = f"{name} {f'– {age(late_s)}' if late else exact(round(value, 1))}".strip()
        role = "muted" if late else _role(trace)
        x = page.beside(page.px(found.last_s), width(text, NORMAL, bold=True))
        y = min(max(scale.inside(value) + 4, scale.y1 + 9), scale.y0)
    live: Look = {"data_label": trace.key, "data_name": name, "data_paint": page.paint(_role(trace))}
    return page.label(x, y, text, role, live)


def age(seconds: float) -> str:
    """How old, in the unit a nurse would say."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _name(trace: Trace, page: Page, top: float) -> str:
    middle = top + LANE / 2
    room = page.left - 36
    name = shortened(trace.name, room, NORMAL, bold=True)
    heading = page.text(0, middle, name, _role(trace), size=NORMAL, bold=True)
    return heading + page.text(0, middle + 14, shortened(trace.unit, room, SMALL), "muted")
