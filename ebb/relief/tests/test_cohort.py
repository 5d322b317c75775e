"""Whose infusions were when, and how far the work has come."""

import math

import pytest

from ebb.relief.cohort import CohortError, CohortState, PatientInfusions, read_cohort_infusions, read_state
from ebb.relief.diary import DiaryInfusion
from ebb.relief.learn import Pass

ONE = Pass((0.1, 1 / 3), (0.2, math.pi), -1234.5678901234567, -1235.1, 0.5)
TWO = Pass((0.3,), (0.4,), -1.0, -2.0, 0.0)


def test_it_gathers_each_patients_infusions_in_any_order_of_rows() -> None:
    read = read_cohort_infusions("patient,day,dose_mg,condition\nb,7,40,nerve\na,0,,\nb,0,35,nerve\n\n")

    assert read.of == {
        "b": PatientInfusions((DiaryInfusion(7.0, 40.0), DiaryInfusion(0.0, 35.0)), ("nerve", "")),
        "a": PatientInfusions((DiaryInfusion(0.0),), ("", "")),
    }
    assert read.refused == {}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("a,0,35,nerve\na,7,35,joint", "row 2: joint under none here and nerve under none above; a patient has one"),
        ("a,0,35,nerve\na,0,35,nerve", "row 2: day 0 is named twice"),
        ('a,"0,7",,', "row 1: the day must be one number"),
        ("a,,,", "row 1: the day must be one number"),
        ("a,nan,,", "row 1: an infusion's day must be a number"),
        ("a,0,-3,", "row 1: the dose on day 0 must be more than 0 mg"),
        ("a,0", "row 1: 2 values under 4 columns"),
        ("a,0,35,nerve,weekly,more", "row 1: 6 values under 4 columns"),
    ],
)
def test_a_row_that_cannot_be_costs_its_patient_alone(rows: str, says: str) -> None:
    read = read_cohort_infusions(f"patient,day,dose_mg,condition\n{rows}\nb,3,,nerve\n")

    assert list(read.of) == ["b"]
    assert list(read.refused) == ["a"]
    assert says in read.refused["a"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "must name patient once; it reads nothing"),
        ("patient,when\n", "must name day once; it reads patient,when"),
        ("patient,day,day\n", "must name day once"),
        ("patient,day,programme,programme\n", "names programme twice"),
        ("patient,day\na,0\n,7\n", "row 2 names no patient"),
        ('patient,day\n"' + "x" * 200_000, "this is no CSV"),
    ],
)
def test_a_file_that_cannot_be_told_apart_is_refused(text: str, says: str) -> None:
    with pytest.raises(CohortError, match=says):
        read_cohort_infusions(text)


def test_a_state_comes_back_to_the_last_bit() -> None:
    state = CohortState("key", [ONE, TWO], {("nerve", ""): [TWO]}, "answers")

    assert read_state(state.text, "key") == state


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"key": "key", "pooled": 3}'])
def test_what_is_no_state_is_a_fresh_start(text: str) -> None:
    assert read_state(text, "key") == CohortState("key")


def test_another_key_is_a_fresh_start() -> None:
    assert read_state(CohortState("key", [ONE]).text, "another") == CohortState("another")
