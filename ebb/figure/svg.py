"""SVG elements as strings, and the texts in them: how wide they come out, how numbers are written, what is escaped."""

import html
import math
import unicodedata
from collections.abc import Iterable
from functools import cache

from ebb.figure.errors import finite

SMALL, NORMAL = 12.0, 13.0

# Shares of the font size, on the wide side of the common system sans faces: a label that is judged
# too wide only gets more room, one judged too narrow would touch its neighbour.
_THIN, _NARROW, _DIGIT, _LOWER, _UPPER, _BROAD, _IDEOGRAPH = 0.34, 0.43, 0.64, 0.64, 0.80, 1.0, 1.15
_BOLD = 1.12
Attribute = str | float | None
Look = dict[str, Attribute]


def width(text: str, size: float, bold: bool = False) -> float:
    """Pixels the text needs at most, judged without knowing the reader's font."""
    return sum(_share(letter) for letter in text) * size * (_BOLD if bold else 1.0)


@cache
def _share(letter: str) -> float:
    if letter in " .,:;'|iIjl/·":
        return _THIN
    if letter in "!()[]-frt":
        return _NARROW
    if letter.isdigit():
        return _DIGIT
    if letter in "mwMW@%—…":
        return _BROAD
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _IDEOGRAPH
    return _UPPER if letter.isupper() or not letter.isascii() else _LOWER


def shortened(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, bold) <= room:
        return text
    short = text
    while short and width(short + "…", size, bold) > room:
        short = short[:-1]
    return short.rstrip() + "…" if short else ""


def number(value: float) -> str:
    """Three figures, never a power of ten: `44.5`, `149`, `0.05`."""
    if value == 0:
        return "0"
    places = max(0, 2 - math.floor(math.log10(abs(finite(value)))))
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: float) -> str:
    """The value as it was recorded, without a needless `.0`."""
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def escape(text: str) -> str:
    """Safe between tags and inside double quotes; signs that XML forbids become a question mark."""
    valid = text if text.isprintable() else "".join(letter if _is_xml(letter) else "?" for letter in text)
    return html.escape(valid)


def _is_xml(letter: str) -> bool:
    code = ord(letter)
    return letter in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def tag(name: str, *inside: str, **attributes: Attribute) -> str:
    """One element. `inside` is finished markup; `stroke_width=` becomes `stroke-width`, None is left out."""
    opened = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{opened}>{''.join(inside)}</{name}>" if inside else f"<{opened}/>"


def words(name: str, text: str, **attributes: Attribute) -> str:
    """One element holding nothing but text."""
    return tag(name, escape(text), **attributes)


def path_through(points: Iterable[tuple[float, float]], close: bool = False) -> str:
    """Path data through the points; a single point becomes a dot when drawn with a round cap."""
    places = [f"{x:.1f} {y:.1f}" for x, y in points]
    if not places:
        return ""
    if len(places) == 1:
        return f"M{places[0]}h0"
    return f"M{places[0]}L" + " ".join(places[1:]) + ("Z" if close else "")


def _attribute(value: str | float) -> str:
    if isinstance(value, str):
        return escape(value)
    return str(round(value, 2)) if value % 1 else str(int(value))
