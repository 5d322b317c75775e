"""Cuff and arterial line more than 25 % apart for two cuffs: one low technical alarm."""

import pytest

from ebb.pathway.alarms import Acknowledged, Sample, Withdrawn, begin, resume
from ebb.pathway.alarms.inputs import Transition
from ebb.pathway.tests.monitor import run, said, second

CUFF, LINE = "nibp_sys_mmhg", "abp_sys_mmhg"
RAISED = f"{CUFF} two sources low raised"


def both(seconds: float, cuff: float, line: float | None) -> Sample:
    return Sample(second(seconds), {CUFF: cuff, LINE: line})


def of_both(told: list[Transition]) -> list[str]:
    return said(one for one in told if one.cause == "two sources")


@pytest.mark.parametrize(
    ("cuff", "line", "apart"), [(120, 90, False), (120, 89, True), (120, 150, False), (120, 151, True)]
)
def test_it_takes_two_cuffs_more_than_a_quarter_away_from_the_line(cuff: float, line: float, apart: bool) -> None:
    _, told = run(both(0, cuff, line), both(60, cuff + 1, line + 1))

    assert of_both(told) == ([f"60s {RAISED}"] if apart else [])


def test_both_numbers_are_named_and_the_cuff_is_the_value() -> None:
    _, told = run(both(0, 140, 100), both(60, 142, 101))

    assert [(one.value, one.other_value) for one in told if one.cause == "two sources"] == [(142, 101)]


def test_one_cuff_that_agrees_ends_it_and_the_count_begins_anew() -> None:
    _, told = run(both(0, 140, 100), both(60, 128, 120), both(120, 140, 100), both(180, 140, 100), both(240, 128, 120))

    assert of_both(told) == [f"180s {RAISED}", f"240s {CUFF} two sources low cleared"]


def test_without_a_line_there_is_nothing_to_compare() -> None:
    cuffs = [Sample(second(60 * n), {CUFF: 140}) for n in range(2, 5)]

    _, told = run(Sample(second(0), {LINE: 100}), *cuffs, both(400, 140, None), both(460, 140, None))

    assert of_both(told) == []


def test_a_line_that_showed_a_second_ago_is_compared_with_a_cuff_alone() -> None:
    pairs = [Sample(second(at), {column: value}) for at, column, value in
             ((0, LINE, 100), (1, CUFF, 140), (60, LINE, 100), (60.5, CUFF, 140))]  # fmt: skip

    _, told = run(*pairs)

    assert of_both(told) == [f"60.5s {RAISED}"]


def test_it_is_acknowledged_taken_back_and_not_raised_again_after_a_restart() -> None:
    state, told = run(both(0, 140, 100), both(60, 140, 100), Acknowledged(second(70), CUFF))
    _, ended = run(Withdrawn(second(80), (CUFF,)), state=state)
    _, again = run(both(120, 140, 100), both(180, 140, 100), state=resume(told))

    assert of_both(told)[1:] == [f"70s {CUFF} two sources low acknowledged"]
    assert [one.withdrawn for one in ended if one.cause == "two sources"] == [True]
    assert of_both(again) == []


def test_a_recording_without_either_is_as_before() -> None:
    _, told = run(Sample(second(0), {CUFF: 128}), Sample(second(1), {LINE: 60}), state=begin())

    assert of_both(told) == []
