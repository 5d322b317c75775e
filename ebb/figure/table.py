"""What the figure says, for readers who do not see it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One datum, or a stretch of a long series.

    seconds: its place on the axis; when: the same in words. number: the bare value where there is one; unit: its unit.
    """

    seconds: float
    when: str
    panel: str
    name: str
    value: str
    number: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """What an HTML table shows: plain texts, to be escaped by the template that writes them."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
