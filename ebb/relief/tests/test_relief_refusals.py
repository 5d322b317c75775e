"""Whatever `ebb relief` cannot answer is said in one line, with status 2."""

from pathlib import Path

import pytest

from ebb.relief.relief_command import run

DIARY = "day,pain\n-2,6\n-1,7\n1,4\n"


@pytest.mark.parametrize(
    ("written", "arguments", "says"),
    [
        ("day,pain\n1,5\n2,11\n", [], "row 2: pain must be a number from 0 to 10, not 11"),
        ("day,pain\n1,5\n1,6\n", [], "row 2: day 1 stands in row 1 already"),
        ("day,pain\n1,nan\n", [], "row 1: pain must be a number"),
        ('day,pain\n1,"5\n6"\n', [], "row 1: pain must be a number"),
        ("day\n1\n", [], "the heading must name pain once"),
        ("", [], "the heading must name day once"),
        (b"\x89PNG\r\n\x1a\n\xff\x00", [], "is not text in UTF-8"),
        (b"day,pain\n1,5\x00\n", [], "ebb relief: "),
        (DIARY, ["--infusions", "0,x"], "must be numbers parted by commas"),
        (DIARY, ["--infusions", "0,0"], "day 0 is named twice"),
        (DIARY, ["--infusions", "1e400"], "not inf"),
        (DIARY, ["--infusions"], "expected one argument"),
        (DIARY, ["--infusions", "0", "--doses", "1,2"], "1 infusions with 2 doses"),
        (DIARY, ["--colour", "red"], "unrecognized arguments"),
        (DIARY, ["--priors", "/nowhere/priors.json"], "cannot read"),
        (DIARY, ["--infusions", "0", "--plot", "/nowhere/plot.svg"], "cannot write"),
    ],
)
def test_it_refuses_in_one_line(
    written: str | bytes, arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "diary.csv"
    path.write_bytes(written if isinstance(written, bytes) else written.encode())

    status = run([str(path), *arguments])

    printed = capsys.readouterr()
    assert (status, printed.out) == (2, "")
    assert printed.err.startswith("ebb relief: ")
    assert says in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(("of", "says"), [("", "cannot read"), ("none.csv", "No such file")])
def test_what_is_no_file_is_refused(of: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run([f"{tmp_path}/{of}"])

    printed = capsys.readouterr()
    assert (status, printed.out) == (2, "")
    assert says in printed.err
    assert printed.err.count("\n") == 1
