"""How much room the names at the left and the values at the right of the plot need."""

from collections.abc import Sequence

from ebb.figure.draw.curve_names import LEADER
from ebb.figure.panels import Bars, Curves, Panel, Scores, Steps
from ebb.figure.text import NORMAL, SMALL, width
from ebb.figure.vitals import Pressures, Traces

_LEAST_LEFT = 44.0
_LEAST_RIGHT = 48.0  # a value or a numbered mark at the very end still has its place
_BARE_RIGHT = 20.0  # dots and bars write nothing beside the plot; the last bar's number is half over its end
_LONGEST_CURVE_NAME = 130.0
_TICK_NUMBERS = 37.0


def left_margin(panels: Sequence[Panel], page_width: float) -> float:
    """Where the plot begins; at most a quarter of the page."""
    needs = [_LEAST_LEFT]
    for panel in panels:
        if isinstance(panel, Scores):
            needs += [width(row.name, SMALL) + 12 for row in panel.rows]
        elif isinstance(panel, Traces):
            needs += [width(trace.name, NORMAL, bold=True) + _TICK_NUMBERS for trace in panel.traces]
            needs += [width(trace.unit, SMALL) + _TICK_NUMBERS for trace in panel.traces]
        elif isinstance(panel, Steps | Pressures) and page_width >= 560:
            needs.append(width(f"{panel.label} {panel.unit}", SMALL) + 6)
    return min(max(needs), page_width / 4)


def right_margin(panels: Sequence[Panel], page_width: float) -> float:
    """What is kept free right of the plot: for last values, and for curve names where they are short enough."""
    needs = [_BARE_RIGHT if all(_is_bare(panel) for panel in panels) else _LEAST_RIGHT]
    for panel in panels:
        if page_width < 560:
            continue
        if isinstance(panel, Pressures):
            needs.append(8 + width("188/112", NORMAL, bold=True))
        elif isinstance(panel, Traces):
            needs += [7 + width(f"{trace.name} – 88 min", NORMAL, bold=True) for trace in panel.traces]
        elif isinstance(panel, Curves):
            names = [width(line.name, SMALL) for line in panel.lines]
            needs += [LEADER + name + 2 for name in names if max(names) <= _LONGEST_CURVE_NAME]
    return min(max(needs), page_width / 4)


def _is_bare(panel: Panel) -> bool:
    return isinstance(panel, Bars) or (isinstance(panel, Curves) and not panel.lines)
