"""How a curve looks: its paint by style, its dash by time, grey beyond what its model was studied for."""

from ebb.figure.errors import KeyNameError
from ebb.figure.page import Page
from ebb.figure.panels import Line
from ebb.figure.svg import Look
from ebb.figure.theme import DASHES, FUTURE_DASHES


def role(line: Line) -> str:
    """The paint of a line. Raises KeyNameError for a style that is not drawn."""
    if line.style not in DASHES:
        raise KeyNameError(f"a line is solid, dashed or dotted, not {line.style!r}")
    return "model-thin" if line.weight == "thin" else f"model-{line.style}"


def stroke(line: Line, page: Page, *, future: bool = False, outside: bool = False) -> Look:
    """The stroke of one part of a line."""
    own = role(line)
    dash = (FUTURE_DASHES if future else DASHES)[line.style]
    return {
        "stroke": page.paint("muted" if outside else own),
        "stroke_width": (1.2 if line.weight == "thin" else 2.0) * (0.7 if outside else 1.0),
        "stroke_dasharray": dash or None,
        "stroke_linecap": "round" if "0.1" in dash else None,
        "stroke_linejoin": "round",
    }


def band_fill(line: Line, page: Page) -> Look:
    """The fill of a band between people."""
    if page.theme.is_print:
        return {"fill": page.paint("line"), "fill_opacity": 0.5}
    return {"fill": page.paint(role(line)), "fill_opacity": 0.16}
