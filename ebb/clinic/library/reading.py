"""A text as it is shown: headings, paragraphs and lists. Whatever it holds is words, never markup."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Kind = Literal["heading", "paragraph", "list"]


@dataclass(frozen=True)
class Block:
    """A heading (`## …`), a paragraph (one line), or a list (lines that begin with `- `)."""

    kind: Kind
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def blocks(body: str) -> Iterator[Block]:
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    for kind, group in groupby(lines, key=_kind):
        bare = [line.removeprefix("## ").removeprefix("- ") for line in group]
        if kind == "list":
            yield Block("list", tuple(bare))
        else:
            yield from (Block(kind, (line,)) for line in bare)


def _kind(line: str) -> Kind:
    if line.startswith("## "):
        return "heading"
    return "list" if line.startswith("- ") else "paragraph"
