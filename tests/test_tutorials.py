"""Tutorials run as they stand, and give what they say they give."""

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
GIVES = "  # -> "


@pytest.mark.parametrize("tutorial", sorted(DOCS.glob("*/tutorial.md")), ids=lambda path: path.parent.name)
def test_a_tutorial_gives_what_it_says(tutorial: Path):
    names: dict[str, object] = {}
    said: dict[str, str] = {}
    given: dict[str, str] = {}

    for statement in statements(tutorial.read_text()):
        code, _, result = statement.partition(GIVES)
        if result:
            said[code], given[code] = result, repr(eval(code, names))
        else:
            exec(code, names)

    assert given == said != {}


def statements(text: str) -> list[str]:
    """The indented lines of a page, each joined with those that continue it."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("    "):
            code = line[4:]
            if code.startswith((" ", "except", ")")):
                found[-1] += "\n" + code
            else:
                found.append(code)
    return found
