"""The `ebb` command: one line and exit code 2 for a wrong call, never a traceback."""

import subprocess
import sys

import pytest


def ebb(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ebb", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["serve", "--port", "x"],
        ["serve", "--host", "0.0.0.0"],
        ["verify-record", "--anchor", "/no/such/file"],
        ["replay"],
        ["replay", "/no/such/file.csv"],
        ["simulate"],
        ["assess", "/no/such/file.json"],
        ["alarms", "/no/such/file.csv"],
    ],
)
def test_a_wrong_call_is_told_in_one_line(arguments):
    answer = ebb(*arguments)

    assert answer.returncode == 2
    assert answer.stderr.startswith("ebb")
    assert len(answer.stderr.strip().splitlines()) == 1
    assert answer.stdout == ""


@pytest.mark.parametrize("command", ["verify-record", "live"])
def test_without_a_clinic_it_says_how_to_make_one(command, tmp_path, monkeypatch):
    monkeypatch.setenv("EBB_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")

    answer = ebb(command)

    assert answer.returncode == 1
    assert answer.stderr == f"ebb {command}: there is no clinic here yet; `ebb setup` or `ebb demo` makes one\n"


def test_it_lists_its_commands():
    assert "verify-record" in ebb("help").stdout


def test_it_simulates_without_django():
    regimen = "infusion 52.5 mg/h 0-40 min"
    options = ["--model", "kamp_2020", "--regimen", regimen, "--weight", "70", "--age", "40", "--times", "40,120"]

    lines = ebb("simulate", *options).stdout.splitlines()

    assert lines[0] == "time_min,conc_ng_ml"
    assert [round(float(line.split(",")[1]), 3) for line in lines[1:]] == [253.052, 49.906]
