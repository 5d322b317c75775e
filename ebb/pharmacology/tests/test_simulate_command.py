import subprocess
import sys

import pytest

from ebb.pharmacology.simulate_command import run

SHORT = ["--model", "kamp_2020", "--regimen", "infusion 52.5 mg/h 0-40 min", "--weight", "70", "--age", "40"]


def test_it_prints_times_and_concentrations_as_csv(capsys: pytest.CaptureFixture[str]) -> None:
    status = run([*SHORT, "--times", "5,40,61.25"])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert lines[0] == "time_min,conc_ng_ml"
    assert [line.split(",")[0] for line in lines[1:]] == ["5", "40", "61.25"]
    assert float(lines[2].split(",")[1]) == pytest.approx(253.0518348, rel=1e-9)


def test_it_prints_twelve_significant_digits(capsys: pytest.CaptureFixture[str]) -> None:
    run([*SHORT, "--times", "5"])

    concentration = capsys.readouterr().out.split()[1].split(",")[1]
    assert len(concentration.replace(".", "")) == 12


def test_ke0_adds_the_effect_site(capsys: pytest.CaptureFixture[str]) -> None:
    run([*SHORT, "--times", "40", "--ke0", "0.238"])

    heading, row = capsys.readouterr().out.splitlines()
    assert heading == "time_min,conc_ng_ml,ce_ng_ml"
    assert float(row.split(",")[2]) == pytest.approx(242.5850104, rel=1e-9)


def test_it_notes_on_standard_error_what_lies_outside(capsys: pytest.CaptureFixture[str]) -> None:
    status = run([*SHORT[:3], "infusion 20 mg/h 0-240 min", *SHORT[4:], "--times", "200"])

    printed = capsys.readouterr()
    assert status == 0
    assert printed.err == (
        "ebb simulate: note: kamp_2020: infusion 200 min is outside what the model was studied in: 0–120 min\n"
    )
    assert len(printed.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([*SHORT, "--times", "5,3"], "time 3 min comes after 5 min"),
        ([*SHORT, "--times", "soon"], "write it like 5,10,20"),
        ([*SHORT, "--times", "5", "--ke0", "0"], "ke0 0 /min"),
        ([*SHORT, "--times", "5", "--weight", "-3"], "above 0"),
        ([*SHORT, "--times", "5", "--weight", "heavy"], "invalid float value"),
        ([*SHORT, "--times", "5", "--model", "nobody"], "no model 'nobody'"),
        ([*SHORT, "--times", "5", "--regimen", "infusion 5250 mg/h 0-40 min"], "ceiling is 5 mg/kg/h"),
        ([*SHORT, "--times", "5", "--colour", "red\nblue"], "unrecognized arguments"),
        (SHORT, "required: --times"),
        ([], "required: --regimen"),
    ],
)
def test_it_refuses_in_one_line(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(arguments)

    printed = capsys.readouterr()
    assert status == 2
    assert printed.out == ""
    assert says in printed.err
    assert printed.err.count("\n") == 1


def test_it_runs_without_django() -> None:
    program = "import sys; import ebb.pharmacology.simulate_command; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
