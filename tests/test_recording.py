import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.recording import RecordingError, RecordingRow, rows

HEADINGS = "time_s,hr,sbp,dbp,map,spo2,rr,pulse,nbp_sys,nbp_dia,nbp_mean"


def test_each_column_goes_to_its_own_reading() -> None:
    (row,) = rows([HEADINGS, "60,62.8,118,71,86,97,12.7,62,120,75,90"])

    assert row.time_s == 60
    assert row.values == {
        "hr_per_min": 62.8,
        "abp_sys_mmhg": 118,
        "abp_dia_mmhg": 71,
        "abp_mean_mmhg": 86,
        "spo2_percent": 97,
        "rr_per_min": 12.7,
        "pulse_per_min": 62,
        "nibp_sys_mmhg": 120,
        "nibp_dia_mmhg": 75,
        "nibp_mean_mmhg": 90,
    }


@pytest.mark.parametrize("zero", ["0", "0.0", " 0 ", "-0"])
def test_a_zero_is_a_number_where_a_patient_can_have_it_and_else_a_sensor_that_is_off(zero: str) -> None:
    (row,) = rows(["time_s,hr,spo2", f"0,{zero},{zero}"])

    assert row == RecordingRow(2, 0, {"hr_per_min": 0, "spo2_percent": None})


@pytest.mark.parametrize("cell", ["off", " OFF ", "-1"])
def test_a_sensor_that_is_off_is_said_in_any_column(cell: str) -> None:
    (row,) = rows(["time_s,hr,etco2", f"0,{cell},38"])

    assert row == RecordingRow(2, 0, {"hr_per_min": None, "etco2_mmhg": 38})


def test_an_empty_cell_was_not_recorded() -> None:
    (row,) = rows(["time_s,hr,spo2", "0,72,"])

    assert row == RecordingRow(2, 0, {"hr_per_min": 72})


def test_line_ends_blank_lines_a_byte_order_mark_and_another_order_do_not_matter() -> None:
    taken = list(rows(["\ufeffspo2, time_s\r\n", "97,1\r\n", "\r\n", "98,2\r\n"]))

    assert [(row.time_s, row.values) for row in taken] == [(1, {"spo2_percent": 97}), (2, {"spo2_percent": 98})]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        ([], 1, "the headings must be time_s and at least one reading"),
        (["time_s"], 1, "at least one reading"),
        (["hr,spo2"], 1, "the headings must be time_s"),
        (["time_s,hr,hr"], 1, "each once"),
        (["time_s,heart"], 1, "'heart' is no heading of a recording; right is time_s,hr,sbp"),
        (["time_s,hr", "0,72", "1,fast"], 3, "hr is 'fast'; right is a number such as 72.5, or nothing"),
        (["time_s,hr", "0,nan"], 2, "hr is 'nan'"),
        (["time_s,hr", "0,inf"], 2, "hr is 'inf'"),
        (["time_s,hr", "0,72,3"], 2, "3 cells under 2 headings"),
        (["time_s,hr", "5"], 2, "1 cells under 2 headings"),
        (["time_s,hr", ",72"], 2, "time_s must be the seconds since the start"),
        (["time_s,hr", "1e300,72"], 2, "time_s must be the seconds since the start"),
        (["time_s,hr", "9,72", "8,72"], 3, "time_s goes back from 9 to 8"),
        (["time_s,hr", '0,"72'], 2, "no table of commas"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_what_would_be_right(lines: list[str], line: int, reason: str) -> None:
    with pytest.raises(RecordingError, match=f"line {line}: ") as refusal:
        list(rows(lines))

    assert reason in str(refusal.value)
    assert refusal.value.line == line


def test_the_rows_before_a_bad_line_are_given_first() -> None:
    taken = rows(["time_s,hr", "0,72", "1,fast"])

    assert next(taken).time_s == 0
    with pytest.raises(RecordingError):
        next(taken)


@given(st.lists(st.text(max_size=20)))
def test_any_text_raises_nothing_but_the_declared_error(lines: list[str]) -> None:
    try:
        taken = list(rows(["time_s,hr", *lines]))
    except RecordingError as refusal:
        taken = []
        line = refusal.line
    else:
        line = 1

    assert line >= 1
    assert taken == sorted(taken, key=lambda row: row.time_s)
