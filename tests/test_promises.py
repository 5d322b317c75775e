"""What the consent text and the public pages promise stands in docs/promises.md, each with what keeps it."""

import re
from pathlib import Path

import pytest

from tests.test_safety import defined_in

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "ebb/clinic/library/texts/consent.txt",
    *(page for room in ("public", "enquiry", "followup") for page in (ROOT / "ebb/clinic" / room).rglob("*.html")),
]
PROMISE = re.compile(
    r"(So we|We|A nurse|The nurse|Two people|A screen|An adult you|Only (?:your|the) clinic|"
    r"You (?:can (?:stop|ask for)|have a|rest|sign|tell us|go when))\b|If .*\bwe\b"
)
LISTED = re.compile(r"^- “(.+?)”(?:\n  `(.+?)::(\w+)`| .+)?$", re.MULTILINE)
PROMISES = LISTED.findall((ROOT / "docs/promises.md").read_text())


def sentences(page: Path) -> list[str]:
    """Every sentence of a page that patients read."""
    text = page.read_text()
    if page.suffix == ".html":
        quoted = re.findall(r'{% (?:block)?translate(?: trimmed)? "([^"]*)"', text)
        text = "\n".join([*quoted, *re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblock", text, re.DOTALL)])
    return [one.strip().removeprefix("- ") for one in re.split(r"(?<=[.!?])\s+|\n", text)]


SENTENCES = {sentence for page in PAGES for sentence in sentences(page)}


def test_every_promise_is_listed() -> None:
    promised = {sentence for sentence in SENTENCES if sentence.endswith(".") and PROMISE.match(sentence)}

    assert promised - {words for words, _, _ in PROMISES} == set()
    assert len(promised) > 20


@pytest.mark.parametrize("words", [words for words, _, _ in PROMISES])
def test_what_is_listed_is_said_somewhere(words: str) -> None:
    assert words in SENTENCES


@pytest.mark.parametrize(("file", "name"), [(file, name) for _, file, name in PROMISES if file])
def test_what_keeps_a_promise_is_a_test_that_exists(file: str, name: str) -> None:
    assert name in defined_in(ROOT / file)


def test_every_line_that_looks_like_a_promise_is_one() -> None:
    listed = [line for line in (ROOT / "docs/promises.md").read_text().splitlines() if line.startswith("- ")]

    assert len(listed) == len(PROMISES)
