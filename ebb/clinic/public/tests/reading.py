"""The Flesch-Kincaid grade of a text, and the words of a page that a reader reads."""

import re
from html.parser import HTMLParser

NOT_PROSE = {"head", "header", "h1", "h2", "h3", "sup", "svg", "nav", "footer", "table", "dl", "button"}
ENDS_A_SENTENCE = {"p", "li", "div", "section"}


def grade(text: str) -> float:
    """US school grade needed to read a text; syllables are counted as groups of vowels, a silent e left out."""
    sentences = [part for part in re.split(r"[.!?]+\s|\n", text) if re.search(r"[a-z]", part)]
    words = re.findall(r"[A-Za-z]+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


class Prose(HTMLParser):
    """Collects the running text of a page, leaving out headings, menus, tables, sources and numbers of notes."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if self.skipping:
            if tag == self.skipping[0]:
                self.skipping.append(tag)
        elif tag in NOT_PROSE or "sources" in classes or "button" in classes:
            self.skipping.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and tag == self.skipping[0]:
            self.skipping.pop()
        if tag in ENDS_A_SENTENCE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(" ".join(data.split()) + " ")


def prose(page: str) -> str:
    reader = Prose()
    reader.feed(page)
    return "".join(reader.parts)
