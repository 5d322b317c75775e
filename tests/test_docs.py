"""The documentation is whole: each setting, command, event and scale has its place, and every link leads on."""

import re
import subprocess
from pathlib import Path

import pytest

from ebb.cli import COMMANDS
from ebb.pathway.events import Event
from ebb.pathway.scales import SCALES, SHEETS
from tests.test_import_order import FLOORS

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs" / "manual"
STEPS = ("enquiry", "assessment", "plan", "infusion", "recovery", "follow-up")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("ebb/**/README.md")]
SETTING = re.compile(r"\b(EBB_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL)\b")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def manual() -> str:
    return "\n".join(page.read_text() for page in sorted(MANUAL.glob("*.md")))


def running() -> str:
    return (MANUAL / "running-ebb.md").read_text()


def settings_read() -> set[str]:
    sources = [file for file in (ROOT / "ebb").rglob("*.py") if "tests" not in file.parts and file.name != "testing.py"]
    return {name for file in sources for name in SETTING.findall(file.read_text())}


def test_every_step_has_its_chapter():
    chapters = {page.stem for page in MANUAL.glob("*.md")}

    assert chapters == {*STEPS, "running-ebb"}


def test_every_setting_has_its_line_and_no_line_is_left_over():
    told = set(re.findall(r"^\| `(\w+)`", running(), re.MULTILINE))

    assert told == settings_read()


def test_every_command_has_its_paragraph_and_no_paragraph_is_left_over():
    told = set(re.findall(r"^### `ebb ([\w-]+)", running(), re.MULTILINE))

    assert told == set(COMMANDS)


@pytest.mark.parametrize("kind", Event.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_kind_of_event_is_told(kind: type[Event]):
    assert f"- `{kind.__name__}`: " in manual()


@pytest.mark.parametrize("scale", [*SCALES.values(), *SHEETS.values()], ids=lambda scale: scale.name)
def test_every_scale_has_its_paragraph(scale):
    paragraph = re.search(rf"^\*\*{re.escape(scale.title)}\*\*.*?(?=\n\n|\Z)", manual(), re.MULTILINE | re.DOTALL)

    assert paragraph
    assert f"0 to {scale.highest}" in paragraph.group()
    assert ("alarm" in paragraph.group()) is getattr(scale, "alarms", False)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path):
    broken = [
        link for link in LINK.findall(page.read_text()) if "://" not in link and not (page.parent / link).exists()
    ]

    assert broken == []


def test_the_structure_names_only_what_is_there():
    named = re.findall(r"`(ebb/[\w/.]+)(?:::(\w+))?`", (ROOT / "docs" / "structure.md").read_text())

    ghosts = [path for path, _ in named if not (ROOT / path).exists()]
    ghosts += [
        f"{path}::{name}"
        for path, name in named
        if name and not re.search(rf"^(?:class|def) {name}\b", (ROOT / path).read_text(), re.MULTILINE)
    ]

    assert named
    assert ghosts == []


def test_the_index_leads_to_every_page():
    found, to_read = set[Path](), [ROOT / "docs" / "README.md"]
    while to_read:
        page = to_read.pop()
        found.add(page)
        linked = {(page.parent / link).resolve() for link in LINK.findall(page.read_text()) if link.endswith(".md")}
        to_read += [link for link in linked if link not in found and link.is_relative_to(ROOT / "docs")]

    assert set(ROOT.glob("docs/**/*.md")) <= found


def test_the_floors_in_the_text_are_those_of_the_test():
    text = (ROOT / "docs" / "structure.md").read_text()
    told = re.findall(r"^    (\d+) +(\S.*)$", text, re.MULTILINE)

    assert [line.split(" | ") for _, line in told] == FLOORS
    assert [int(number) for number, _ in told] == list(range(1, len(FLOORS) + 1))


def test_the_readme_names_every_entry_of_the_tree():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    entries = {name.split("/")[0] for name in listed.splitlines()} - {".gitignore"}
    told = (ROOT / "README.md").read_text()

    assert [entry for entry in sorted(entries) if entry not in told] == []
