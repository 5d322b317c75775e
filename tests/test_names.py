"""A class name means one thing in the whole tree, and no file or class is named in the dialect that was left behind."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
A_ROW_AND_ITS_FACT = {"Event", "Order"}
"""A row of the database and the value of the pathway that it holds: one thing, seen from two sides."""

EACH_ITS_OWN = {"Command", "Migration"}
"""Names that Django asks for in a module of their own."""

DIALECT = re.compile("bell|deeds?|ear|faces?|heard|holes?|kept|reckoning|roads?|said|told|wishes", re.IGNORECASE)


def sources() -> list[Path]:
    files = [*(ROOT / "ebb").rglob("*.py"), *(ROOT / "bench").rglob("*.py"), *(ROOT / "scripts").glob("*.py")]
    return [file for file in files if "tests" not in file.parts and "migrations" not in file.parts]


def classes() -> dict[str, list[str]]:
    """The files that define a class of each name."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sources():
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(file.relative_to(ROOT)))
    return found


def test_a_class_name_means_one_thing():
    known = A_ROW_AND_ITS_FACT | EACH_ITS_OWN

    assert {name: files for name, files in classes().items() if len(files) > 1 and name not in known} == {}


def test_no_file_or_class_speaks_the_old_dialect():
    names = [*(file.stem for file in sources()), *classes()]
    words = {name: re.findall(r"[A-Z]?[a-z]+", name) for name in names}

    assert [name for name in names if any(DIALECT.fullmatch(word) for word in words[name])] == []
