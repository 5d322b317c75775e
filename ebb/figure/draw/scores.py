"""Symptom scores: figures in rows, high ones bold in a frame."""

from collections.abc import Sequence

from ebb.figure.axis import Instant
from ebb.figure.page import HEAD, DrawnPanel, Page
from ebb.figure.panels import ScoreRow, Scores
from ebb.figure.places import one_row
from ebb.figure.svg import NORMAL, SMALL, shortened, tag, width

ROW = 18.0


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
