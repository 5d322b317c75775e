"""Stretches without measurement, hatched, each with its name in the panel's head."""

from collections.abc import Sequence

from ebb.figure.draw.flags import Flags, fly
from ebb.figure.page import Page
from ebb.figure.svg import tag
from ebb.figure.vitals import Gap


def gap_flags(gaps: Sequence[Gap], label: str, page: Page, *, own_row: bool = False) -> Flags:
    """Places for the names of the gaps that are on the axis."""
    shown = gaps_shown(gaps, page)
    return fly(
        [gap.text for gap in shown], [page.held(page.x(gap.start)) for gap in shown], label, page, own_row=own_row
    )


def gaps_shown(gaps: Sequence[Gap], page: Page) -> list[Gap]:
    return [gap for gap in gaps if page.x(gap.end) >= page.left and page.x(gap.start) <= page.right]


def draw_gaps(
    gaps: Sequence[Gap], flags: Flags, page: Page, names_above: float, plots: Sequence[tuple[float, float]]
) -> str:
    """Hatching through the plots, with the names above."""
    markup = ""
    for index, gap in enumerate(gaps_shown(gaps, page)):
        first, last = page.held(page.x(gap.start)), page.held(page.x(gap.end))
        for top, bottom in plots:
            hole = {"x": first, "y": top, "width": max(last - first, 1.5), "height": bottom - top}
            markup += tag("rect", **hole, fill=page.hatch(), class_="gap")
        markup += flags.draw(index, names_above, names_above, page, "muted", "muted", bold=False)
    return tag("g", markup, class_="gaps") if markup else ""
