import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ebb.relief.relief_command import run

INTERVALS = {"mean", "i50", "i80", "i95"}
DIARY = "day,pain\n" + "".join(f"{day},{7 if day <= 0 else 4 + day // 9}\n" for day in range(-10, 25) if day != 5)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "diary.csv"
    path.write_text(DIARY, encoding="utf-8")
    return path


def answered(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert run([str(argument) for argument in arguments]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    answers = json.loads(printed.out, parse_constant=pytest.fail)
    assert isinstance(answers, dict)
    return answers


def is_estimate(answers: Any) -> bool:
    pairs = [answers[name] for name in ("i50", "i80", "i95")]
    return answers.keys() >= INTERVALS and all(len(pair) == 2 and pair[0] <= pair[1] for pair in pairs)


def test_it_prints_what_was_pinned(diary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = answered(capsys, diary, "--infusions", "0,7,14")

    assert all(is_estimate(answers[name]) for name in ("baseline", "drift_per_30d", "half_life_days"))
    assert [infusion["day"] for infusion in answers["infusions"]] == [0, 7, 14]
    assert all(
        is_estimate(infusion["points"]) and is_estimate(infusion["percent"]) for infusion in answers["infusions"]
    )
    assert 0.0 <= answers["p_responder_30"] <= 1.0
    assert [day["day"] for day in answers["forecast"]] == list(range(25, 53))
    assert all(is_estimate(day) and day.keys() == {"day", *INTERVALS} for day in answers["forecast"])
    assert answers["verdict"] in ("relief", "no_relief", "worse", "not_enough_data")
    assert len(answers["why"]) > 20


def test_the_numbers_are_where_the_diary_is(diary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = answered(capsys, diary, "--infusions", "0")

    assert answers["baseline"]["mean"] == pytest.approx(7.0, abs=0.4)
    assert answers["infusions"][0]["points"]["i95"][0] > 1.5
    assert answers["verdict"] == "relief"


@pytest.mark.parametrize("infusions", ["-7,0,7", "-3", "7,0,-7", " 0 , 7"])
def test_days_may_be_negative_and_in_any_order(infusions: str, diary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = answered(capsys, diary, "--infusions", infusions)

    assert [one["day"] for one in answers["infusions"]] == sorted(float(day) for day in infusions.split(","))


@pytest.mark.parametrize("arguments", [[], ["--infusions", ""]])
def test_without_infusions_it_says_so(arguments: list[str], diary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = answered(capsys, diary, *arguments)

    assert (answers["infusions"], answers["verdict"], answers["why"]) == (
        [],
        "not_enough_data",
        "there is no infusion yet",
    )


def test_a_plot_is_written_when_asked_for(diary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered(capsys, diary, "--infusions", "0,7", "--doses", "35,40", "--plot", tmp_path / "plot.svg")

    assert (tmp_path / "plot.svg").read_text(encoding="utf-8").lstrip().startswith("<svg")


def test_it_runs_without_django(diary: Path) -> None:
    program = (
        "import sys; from ebb.relief.relief_command import run; "
        "status = run(sys.argv[1:]); sys.exit(status or 'django' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(diary), "--infusions", "0"], check=False, capture_output=True, text=True
    )

    assert done.returncode == 0
    assert json.loads(done.stdout)["verdict"] == "relief"
