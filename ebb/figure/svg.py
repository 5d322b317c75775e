"""SVG elements as strings. Every attribute and every text goes through here, escaped."""

from collections.abc import Iterable

from ebb.figure.text import escape

Attribute = str | float | None
Look = dict[str, Attribute]


def tag(name: str, *inside: str, **attributes: Attribute) -> str:
    """One element. `inside` is finished markup; `stroke_width=` becomes `stroke-width`, None is left out."""
    opened = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_said(value)}"'
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


def _said(value: str | float) -> str:
    if isinstance(value, str):
        return escape(value)
    return str(round(value, 2)) if value % 1 else str(int(value))
