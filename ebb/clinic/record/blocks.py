from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")

BLOCK = 500
"""So many rows are read or written at a time, so that memory does not grow with the clinic."""


def in_blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """These rows in their order, at most BLOCK at a time."""
    rows = iter(rows)
    while block := list(islice(rows, BLOCK)):
        yield block
