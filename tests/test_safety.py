"""Each hazard of SAFETY.md has a number, a control and tests that exist; a number in the code has its hazard."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SAFETY.md").read_text()
SECTION = re.compile(r"^## (H\d\d) (.+?)\n(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
NODE = re.compile(r"^- `(.+?)::(\w+)`$", re.MULTILINE)
NUMBER = re.compile(r"\bH\d\d\b")


@dataclass(frozen=True)
class Hazard:
    number: str
    title: str
    text: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        return NODE.findall(self.text)


HAZARDS = [Hazard(*found) for found in SECTION.findall(PAGE)]


def test_hazards_are_numbered_in_a_row():
    assert [hazard.number for hazard in HAZARDS] == [f"H{place:02}" for place in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) == len(re.findall(r"^## H", PAGE, re.MULTILINE)) > 20


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.number)
def test_each_has_a_control_and_a_test_that_exists(hazard: Hazard):
    missing = [f"{file}::{name}" for file, name in hazard.tests if name not in defined_in(ROOT / file)]

    assert re.search(r"^\*\*Control\.\*\* \S", hazard.text, re.MULTILINE)
    assert hazard.tests
    assert missing == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.number)
def test_every_line_that_looks_like_a_test_is_one(hazard: Hazard):
    listed = [line for line in hazard.text.splitlines() if line.startswith("- ")]

    assert len(listed) == len(hazard.tests)


def test_every_number_in_the_code_has_its_hazard():
    cited = {number for file in (ROOT / "ebb").rglob("*.py") for number in cited_in(file)}

    assert cited <= {hazard.number for hazard in HAZARDS}


def test_what_is_not_covered_is_said():
    said = PAGE.partition("\n## Not yet covered\n")[2]

    assert re.search(r"^- \S", said, re.MULTILINE)


def defined_in(file: Path) -> set[str]:
    """The names of the test functions in a file, without running it."""
    if not file.is_file():
        return set()
    defined = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in defined if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def cited_in(file: Path) -> set[str]:
    """The hazards a file names beside the words SAFETY.md."""
    text = file.read_text()
    return set(NUMBER.findall(text)) if "SAFETY.md" in text else set()
