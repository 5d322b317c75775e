"""No committed file names a package index or a place to download from; no third-party file is committed."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
INDEX = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|--(extra-)?index-url|--find-links|files?://|jsdelivr|unpkg|cdnjs"
)


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def test_no_committed_file_names_a_package_index():
    named = [str(file.relative_to(ROOT)) for file in committed() if file != Path(__file__) and INDEX.search(text(file))]

    assert named == []


def test_locks_hold_no_address():
    locks = [file for file in committed() if file.parent.name == "requirements"]

    assert locks
    assert [file.name for file in locks if "://" in text(file)] == []


def test_no_third_party_file_is_committed():
    foreign = [file.name for file in committed() if re.search(r"\.min\.(js|css)$|node_modules|vendor/", str(file))]

    assert foreign == []


def text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", errors="replace")
