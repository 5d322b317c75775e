import json
from pathlib import Path
from typing import Any

import pytest

from ebb.pathway.alarms_command import run

Printed = pytest.CaptureFixture[str]


def recorded(folder: Path, *rows: str, columns: str = "time_s,spo2,nbp_sys") -> str:
    path = folder / "recording.csv"
    path.write_text("\n".join([columns, *rows]) + "\n")
    return str(path)


def lines(printed: Printed) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.readouterr().out.splitlines()]


def test_each_step_is_one_line_in_the_order_it_happened(tmp_path: Path, capsys: Printed) -> None:
    path = recorded(tmp_path, *[f"{at},{89 if at < 20 else 97},{'182' if at in (2, 40) else ''}" for at in range(60)])

    status = run([path])

    told = lines(capsys)
    assert status == 0
    assert told[1] == {
        "at_s": 2.0, "parameter": "nibp_sys_mmhg", "kind": "technical", "priority": "low", "state": "raised",
        "value": 182.0,
    }  # fmt: skip
    assert [(line["at_s"], line["parameter"], line["priority"], line["state"]) for line in told] == [
        (2, "nibp_sys_mmhg", "medium", "raised"),
        (2, "nibp_sys_mmhg", "low", "raised"),
        (15, "spo2_percent", "medium", "raised"),
        (30, "spo2_percent", "medium", "cleared"),
        (40, "nibp_sys_mmhg", "low", "cleared"),
        (40, "nibp_sys_mmhg", "high", "escalated"),
    ]


def test_a_pressure_sent_each_second_is_one_measurement(tmp_path: Path, capsys: Printed) -> None:
    run([recorded(tmp_path, *[f"{at},190,112" for at in range(150)], columns="time_s,nbp_sys,nbp_dia")])

    told = [(line["at_s"], line["parameter"], line["priority"], line["state"]) for line in lines(capsys)]
    assert [step for step in told if step[1] == "nibp_sys_mmhg"] == [
        (0, "nibp_sys_mmhg", "medium", "raised"),
        (0, "nibp_sys_mmhg", "low", "raised"),
        (60, "nibp_sys_mmhg", "low", "cleared"),
        (60, "nibp_sys_mmhg", "high", "escalated"),
    ]


def test_a_zero_that_no_patient_can_have_is_a_probe_off_and_never_a_number(tmp_path: Path, capsys: Printed) -> None:
    run([recorded(tmp_path, *[f"{at},{97 if at < 5 else 0.0},0" for at in range(60)])])

    assert {(line["parameter"], line["kind"], line["value"]) for line in lines(capsys)} == {
        ("spo2_percent", "technical", None)
    }


@pytest.mark.parametrize(
    ("column", "parameter", "at_s"),
    [("hr", "hr_per_min", 15), ("rr", "rr_per_min", 25), ("etco2", "etco2_mmhg", 30)],
)
def test_a_heart_or_a_breath_that_stands_still_is_a_high_alarm(
    tmp_path: Path, capsys: Printed, column: str, parameter: str, at_s: float
) -> None:
    usual = {"hr": 70, "rr": 14, "etco2": 38}[column]

    run([recorded(tmp_path, *[f"{at},{usual if at < 10 else 0}" for at in range(60)], columns=f"time_s,{column}")])

    high = [line for line in lines(capsys) if line["priority"] == "high"]
    assert [(line["parameter"], line["kind"], line["value"], line["at_s"]) for line in high] == [
        (parameter, "clinical", 0, at_s)
    ]


def test_a_cell_that_says_off_is_no_number_whatever_its_column(tmp_path: Path, capsys: Printed) -> None:
    run([recorded(tmp_path, *[f"{at},{14 if at < 10 else 'off'},97" for at in range(60)], columns="time_s,rr,spo2")])

    assert {(line["parameter"], line["kind"], line["value"]) for line in lines(capsys)} == {
        ("rr_per_min", "technical", None)
    }


def test_a_number_beyond_what_a_monitor_charts_is_no_number(tmp_path: Path, capsys: Printed) -> None:
    run([recorded(tmp_path, *[f"{at},400,97" for at in range(10)], columns="time_s,hr,spo2")])

    assert lines(capsys) == []


def test_a_recording_once_a_minute_is_not_lost_in_between(tmp_path: Path, capsys: Printed) -> None:
    status = run([recorded(tmp_path, *[f"{60 * at},97,128" for at in range(30)])])

    assert (status, lines(capsys)) == (0, [])


def test_the_signed_start_value_makes_the_limits_the_patients_own(tmp_path: Path, capsys: Printed) -> None:
    path = recorded(tmp_path, "0,97,157", "1,97,", "40,97,157")

    run([path])
    adult = lines(capsys)[-1]["priority"]
    run([path, "--baseline", "120/80 hr 72"])
    own = lines(capsys)[-1]["priority"]

    assert (adult, own) == ("low", "medium")


def test_a_limits_file_puts_a_persons_own_limit_in_place(tmp_path: Path, capsys: Printed) -> None:
    path = recorded(tmp_path, *[f"{at},91," for at in range(30)])
    own = tmp_path / "limits.json"
    own.write_text(
        json.dumps(
            [
                {"parameter": "spo2_percent", "side": "low", "priority": "medium", "bound": 89},
                {"parameter": "spo2_percent", "side": "low", "priority": "low", "bound": 90},
            ]
        )
    )

    status = run([path, "--limits", str(own)])

    assert (status, lines(capsys)) == (0, [])


@pytest.mark.parametrize(
    ("rows", "columns", "complaint"),
    [
        (["0,97"], "hr,spo2", "the headings must be time_s"),
        (["0,97"], "time_s,spo2,mood", "'mood' is no heading of a recording"),
        (["0,ninety"], "time_s,spo2", "line 2: spo2 is 'ninety'; right is a number"),
        (["0,nan"], "time_s,spo2", "spo2 is 'nan'"),
        ([",97"], "time_s,spo2", "line 2: time_s must be the seconds since the start"),
        (["5,97", "4,97"], "time_s,spo2", "line 3: time_s goes back from 5 to 4"),
        (["5,97", "5,96"], "time_s,spo2", "line 3: time_s is 5 again"),
        (["0,97,1"], "time_s,spo2", "line 2: 3 cells under 2 headings"),
        (["0"], "time_s,spo2", "line 2: 1 cells under 2 headings"),
        (["0,97,98"], "time_s,spo2,spo2", "each once"),
        (["1e300,97"], "time_s,spo2", "line 2: time_s must be the seconds since the start"),
        (["0," + "9" * 200_000], "time_s,spo2", "field larger than field limit"),
    ],
)
def test_a_recording_it_cannot_read_is_one_line_and_two(
    tmp_path: Path, capsys: Printed, rows: list[str], columns: str, complaint: str
) -> None:
    status = run([recorded(tmp_path, *rows, columns=columns)])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert complaint in printed.err


@pytest.mark.parametrize(
    "limits",
    [
        "nonsense", '{"bound": 3}', '[{"bound": 3}]',
        '[{"parameter": "mood", "side": "low", "priority": "low", "bound": 3}]',
        '[{"parameter": "spo2_percent", "side": "low", "priority": "low", "bound": "ninety"}]',
        '[{"parameter": "spo2_percent", "side": "low", "priority": "low", "delay_s": -1}]',
        "[" * 100_000, "9" * 5000,
    ],
)  # fmt: skip
def test_a_limits_file_it_cannot_use_is_one_line_and_two(tmp_path: Path, capsys: Printed, limits: str) -> None:
    own = tmp_path / "limits.json"
    own.write_text(limits)

    status = run([recorded(tmp_path, "0,97,"), "--limits", str(own)])

    assert (status, capsys.readouterr().err.count("\n")) == (2, 1)


def test_a_mark_of_byte_order_is_no_part_of_a_heading(tmp_path: Path, capsys: Printed) -> None:
    status = run([recorded(tmp_path, "0,97", columns="\ufefftime_s,spo2")])

    assert (status, capsys.readouterr().err) == (0, "")


@pytest.mark.parametrize(
    "argv",
    [[], ["nowhere.csv"], ["a.csv", "--baseline", "high"], ["a.csv", "--baseline", ""], ["a.csv", "--loud"]],
)
def test_a_usage_error_is_one_line_and_two(capsys: Printed, argv: list[str]) -> None:
    status = run(argv)

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
