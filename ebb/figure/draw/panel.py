"""Which panel is drawn by what."""

from ebb.figure.draw.bars import draw_bars
from ebb.figure.draw.curves import draw_curves
from ebb.figure.draw.marks import draw_marks
from ebb.figure.draw.pressures import draw_pressures
from ebb.figure.draw.scores import draw_scores
from ebb.figure.draw.steps import draw_steps
from ebb.figure.draw.traces import draw_traces
from ebb.figure.page import Drawn, Page
from ebb.figure.panels import Bars, Curves, Marks, Panel, Scores, Steps
from ebb.figure.vitals import Pressures, Traces


def draw_panel(panel: Panel, page: Page, top: float) -> Drawn:
    """The panel on the page, from `top` down."""
    match panel:
        case Steps():
            return draw_steps(panel, page, top)
        case Curves():
            return draw_curves(panel, page, top)
        case Bars():
            return draw_bars(panel, page, top)
        case Traces():
            return draw_traces(panel, page, top)
        case Pressures():
            return draw_pressures(panel, page, top)
        case Scores():
            return draw_scores(panel, page, top)
        case Marks():
            return draw_marks(panel, page, top)
