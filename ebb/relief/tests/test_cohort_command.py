"""A whole clinic at once: done, refused, interrupted and gone on with."""

import io
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ebb.relief.clinic_priors import read_priors
from ebb.relief.cohort_command import run_cohort
from ebb.relief.cohort_files import ProgressLine
from ebb.relief.diary import Diary, ReliefError
from ebb.relief.priors import PUBLISHED, Spread
from ebb.relief.worlds import Calendar, own

CALM = replace(PUBLISHED, baseline=Spread(6.0, 0.5), relief=Spread(1.0, 0.4), log_sigma=Spread(math.log(0.7), 0.2))
SHORT = Calendar((0.0, 7.0), baseline_days=8, known_days=20, later_days=0)


def diary(number: int) -> Diary:
    return own(np.random.default_rng(number), CALM, SHORT, whole_numbers=True).diary


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """Twelve patients with two infusions each."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    rows = ["patient,day,dose_mg,condition,programme"]
    for number in range(12):
        scores = zip(diary(number).days, diary(number).pain, strict=True)
        (folder / f"p{number:02}.csv").write_text("day,pain\n" + "".join(f"{day},{pain:g}\n" for day, pain in scores))
        rows += [f"p{number:02},{day},35,nerve,weekly" for day in (0, 7)]
    (folder / "infusions.csv").write_text("\n".join(rows) + "\n")
    return folder


def run(clinic: Path, processes: int = 1, answers: bool = True) -> tuple[int, str]:
    output = io.StringIO()
    out = clinic.parent
    given = out / "answers.jsonl" if answers else None
    status = run_cohort(clinic, out / "priors.json", given, processes=processes, stream=output)
    return status, output.getvalue()


def written(clinic: Path) -> tuple[bytes, bytes]:
    return (clinic.parent / "priors.json").read_bytes(), (clinic.parent / "answers.jsonl").read_bytes()


def test_it_learns_priors_and_answers_everybody_under_them(clinic: Path) -> None:
    status, output = run(clinic)

    priors = read_priors(written(clinic)[0].decode())
    lines = [json.loads(line) for line in written(clinic)[1].splitlines()]
    assert status == 0
    assert (priors.people, priors.learnt_from) == (12, 12)
    assert priors.pooled.baseline.sd < PUBLISHED.baseline.sd
    assert [line["id"] for line in lines] == [f"p{number:02}" for number in range(12)]
    assert {line["priors"] for line in lines} == {priors.pooled.name}
    assert {"baseline", "forecast", "verdict"} <= set(lines[0])
    assert len(output.splitlines()) == 3
    assert sorted(path.name for path in clinic.parent.iterdir() if path.is_file()) == [
        "answers.jsonl",
        "priors.json",
        "priors.json.state",
    ]


def test_two_processes_write_what_one_does(clinic: Path) -> None:
    run(clinic)
    alone = written(clinic)
    for path in clinic.parent.glob("*.json*"):
        path.unlink()

    status, _ = run(clinic, processes=2)

    assert status == 0
    assert written(clinic) == alone


class Steps:
    """Counts what is written as work goes on, and interrupts after so many."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made, self.last = 0, 0
        monkeypatch.setattr(ProgressLine, "now", lambda _, text: self.step())

    def step(self) -> None:
        self.made += 1
        if self.made == self.last:
            raise KeyboardInterrupt


@pytest.mark.parametrize("after", [1, 3, 6, 14])
def test_interrupted_it_goes_on_to_the_same_files_and_does_nothing_twice(
    clinic: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(monkeypatch)
    run(clinic)
    whole, needed = written(clinic), steps.made
    for path in clinic.parent.glob("*.json*"):
        path.unlink()
    steps.made, steps.last = 0, after

    stopped, output = run(clinic)
    status, _ = run(clinic)

    assert (stopped, status) == (130, 0)
    assert output.splitlines()[-1] == "ebb relief: stopped; the same command goes on from here"
    assert written(clinic) == whole
    assert steps.made == needed
    assert not list(clinic.parent.glob("*.part"))


def test_a_line_half_written_is_written_again(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps(monkeypatch)
    run(clinic)
    whole = written(clinic)
    (clinic.parent / "priors.json.state").unlink()
    steps.made, steps.last = 0, 12
    run(clinic)
    part = next(clinic.parent.glob("*.part"))
    part.write_bytes(part.read_bytes()[:-100])

    run(clinic)

    assert written(clinic) == whole


def test_done_already_it_is_not_done_again(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps(monkeypatch)
    run(clinic)
    whole, needed = written(clinic), steps.made

    status, output = run(clinic)

    assert status == 0
    assert steps.made == needed
    assert output.splitlines()[-1].endswith("answers.jsonl holds the answers already")
    assert written(clinic) == whole


def test_a_changed_diary_is_noticed_and_all_is_done_anew(clinic: Path) -> None:
    run(clinic)
    before = written(clinic)
    (clinic / "p03.csv").write_text((clinic / "p03.csv").read_text().replace("-8,", "-9,"))

    status, output = run(clinic)

    lines = [json.loads(line) for line in written(clinic)[1].splitlines()]
    assert status == 0
    assert "patients answered" in output
    assert written(clinic) != before
    assert {line["priors"] for line in lines} == {read_priors(written(clinic)[0].decode()).pooled.name}


def test_what_cannot_be_read_is_named_counted_and_answered_as_refused(clinic: Path) -> None:
    (clinic / "p01.csv").write_text("day,pain\n1,5\n2,eleven\n")
    (clinic / "p02.csv").write_bytes(b"day,pain\n1,\xff\n")
    (clinic / "p03.csv").unlink()
    (clinic / "p06.csv").write_bytes(b"day,pain\r1,5\r")
    with (clinic / "infusions.csv").open("a") as file:
        file.write("p04,14,35,joint,weekly\np05,soon,35,nerve,weekly\n")

    status, output = run(clinic)

    lines = {line["id"]: line for line in map(json.loads, written(clinic)[1].splitlines())}
    assert status == 1
    assert len(lines) == 12
    assert [name for name, line in lines.items() if "refused" in line] == [f"p{number:02}" for number in range(1, 7)]
    assert lines["p01"]["refused"] == "p01.csv: row 2: pain must be a number from 0 to 10, not 'eleven'"
    assert lines["p04"]["refused"].startswith("infusions.csv: row 25: joint under weekly here and nerve under weekly")
    assert "note: infusions.csv: row 26: the infusions' days must be numbers" in output
    assert "12 patients read, 6 refused" in output
    assert "published priors as they are: 6 people" in output


def test_a_patient_without_an_infusion_is_answered_and_teaches_nothing(clinic: Path) -> None:
    (clinic / "p99.csv").write_text("day,pain\n1,5\n2,6\n")

    status, _ = run(clinic)

    last = json.loads(written(clinic)[1].splitlines()[-1])
    assert status == 0
    assert (last["id"], last["verdict"]) == ("p99", "not_enough_data")
    assert read_priors(written(clinic)[0].decode()).people == 12


def test_it_refuses_a_wrong_call(clinic: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    for folder, priors, answers, says in [
        (tmp_path / "nowhere", tmp_path / "p.json", None, "is no folder"),
        (empty, tmp_path / "p.json", None, "cannot read .*infusions.csv: No such file"),
        (clinic, clinic / "priors.csv", None, "stand among the diaries"),
        (clinic, tmp_path / "p.json", tmp_path / "p.json", "both be written"),
        (clinic, tmp_path / "nowhere" / "p.json", None, "a folder that exists"),
    ]:
        with pytest.raises(ReliefError, match=says):
            run_cohort(folder, priors, answers, processes=1, stream=io.StringIO())

    (empty / "infusions.csv").write_text("patient,day\n")
    with pytest.raises(ReliefError, match="holds no diary"):
        run_cohort(empty, tmp_path / "p.json", processes=1, stream=io.StringIO())
