"""Labels that fly from poles above a plot, at the start of a rate or of a gap; and the gaps, hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

from ebb.figure.page import HEAD, Page
from ebb.figure.panels import Gap
from ebb.figure.places import Flag, Raised, raise_flags
from ebb.figure.svg import SMALL, shortened, tag, width

LANE = 15.0


@dataclass(frozen=True)
class Flags:
    """Labels with their places above a plot, and the height of the rows they and the panel's name take."""

    labels: list[str]
    raised: list[Raised]
    height: float

    def draw(self, index: int, ceiling: float, foot: float, page: Page, role: str, pole_role: str, bold: bool) -> str:
        """One label and its pole down to `foot`; `ceiling` is where the plot begins."""
        flag = self.raised[index]
        baseline = ceiling - 4 - flag.lane * LANE
        line = f"M{flag.pole:.1f} {baseline - 9:.1f}V{foot:.1f}"
        pole = tag("path", d=line, stroke=page.paint(pole_role), stroke_width=0.75)
        return pole + page.text(flag.left, baseline, self.labels[index], role, bold=bold, halo=True)


def fly(labels: list[str], poles: list[float], name: str, page: Page, *, own_row: bool = False) -> Flags:
    """Places for labels at their poles, in as many lanes as it takes.

    Where they find none as they are, each is cut to the room on its right, where there is always a lane.
    `name` is what stands in the panel's head; it gets a row of its own when asked for
    or where a label would touch it.
    """
    raised = _raised(labels, poles, page)
    if raised is None:
        rooms = [page.width - x - 4 for x in poles]
        labels = [shortened(label, room, SMALL, bold=True) for label, room in zip(labels, rooms, strict=True)]
        raised = _raised(labels, poles, page) or []
    lanes = max((flag.lane for flag in raised), default=-1) + 1
    name_ends = width(name, SMALL) + 8
    own_row = own_row or any(min(flag.left, flag.pole) < name_ends for flag in raised)
    return Flags(labels, raised, max(HEAD, (HEAD if own_row else 0.0) + lanes * LANE + 3))


def _raised(labels: list[str], poles: list[float], page: Page) -> list[Raised] | None:
    flags = [Flag(x, width(label, SMALL, bold=True)) for x, label in zip(poles, labels, strict=True)]
    return raise_flags(flags, page.left, page.width, lanes=len(flags))


def gap_flags(gaps: Sequence[Gap], label: str, page: Page, *, own_row: bool = False) -> Flags:
    """Places for the names of the gaps that are on the axis."""
    shown = gaps_shown(gaps, page)
    return fly(
        [gap.text for gap in shown], [page.held(page.x(gap.start)) for gap in shown], label, page, own_row=own_row
    )


def gaps_shown(gaps: Sequence[Gap], page: Page) -> list[Gap]:
    return [gap for gap in gaps if page.overlaps(gap.start, gap.end)]


def draw_gaps(
    gaps: Sequence[Gap], flags: Flags, page: Page, names_above: float, plots: Sequence[tuple[float, float]]
) -> str:
    """Hatching through the plots, with the names above."""
    markup = ""
    for index, gap in enumerate(gaps_shown(gaps, page)):
        first, last = page.held(page.x(gap.start)), page.held(page.x(gap.end))
        for top, bottom in plots:
            box = {"x": first, "y": top, "width": max(last - first, 1.5), "height": bottom - top}
            markup += tag("rect", **box, fill=page.hatch(), class_="gap")
        markup += flags.draw(index, names_above, names_above, page, "muted", "muted", bold=False)
    return tag("g", markup, class_="gaps") if markup else ""
