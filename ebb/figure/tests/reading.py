"""Reads a drawn figure back: its texts with the room they take, its paths with their points."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from ebb.figure.svg import width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """The room one text takes."""

    said: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def boxes(svg: str) -> list[Box]:
    """Every text that is not empty. Capitals and digits stand on the baseline, three quarters of the size high."""
    found = []
    for text in parsed(svg).iter(f"{SVG}text"):
        said = text.text or ""
        size, x, y = float(text.get("font-size", "0")), float(text.get("x", "0")), float(text.get("y", "0"))
        wide = width(said, size, bold=text.get("font-weight") is not None)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        if said:
            found.append(Box(said, left, left + wide, y - 0.75 * size, y))
    return found


def collisions(svg: str) -> list[tuple[str, str]]:
    """The pairs of texts that lie over each other."""
    found = boxes(svg)
    return [(one.said, other.said) for n, one in enumerate(found) for other in found[n + 1 :] if one.touches(other)]


def texts(svg: str) -> list[str]:
    return [box.said for box in boxes(svg)]


def series(svg: str, key: str) -> ElementTree.Element:
    return next(path for path in parsed(svg).iter(f"{SVG}path") if path.get("data-series") == key)


def path_pieces(data: str) -> list[list[tuple[float, float]]]:
    """The points of each unbroken piece of a path."""
    numbers = [re.findall(r"-?[\d.]+", piece.split("h0")[0]) for piece in data.split("M") if piece]
    return [[(float(x), float(y)) for x, y in zip(piece[::2], piece[1::2], strict=True)] for piece in numbers]
