"""A chair without a connected monitor: the same limits on what the nurse types and scores."""

import pytest

from ebb.pathway.alarms import Sample, Withdrawn, resume, scored
from ebb.pathway.tests.monitor import every_second, run, said, second, until


def typed(seconds: float, **values: float) -> Sample:
    return Sample(second(seconds), values, typed=True)


def test_a_typed_value_counts_at_once_and_ends_at_once() -> None:
    _, told = run(typed(0, spo2_percent=91), typed(300, spo2_percent=93), typed(600, spo2_percent=96))

    assert said(told) == ["0s spo2_percent medium raised", "600s spo2_percent medium cleared"]


def test_nobody_misses_the_next_typed_value_as_one_misses_a_signal() -> None:
    _, told = run(typed(0, spo2_percent=97, hr_per_min=70), until(900))

    assert told == []


def test_a_typed_cuff_pressure_is_repeated_as_a_measured_one() -> None:
    _, told = run(typed(0, nibp_sys_mmhg=182), typed(60, nibp_sys_mmhg=181))

    assert said(told)[-1] == "60s nibp_sys_mmhg high escalated"
    assert [one.kind for one in told] == ["clinical", "technical", "technical", "clinical"]


def test_a_value_taken_back_ends_its_alarm_and_says_why() -> None:
    _, told = run(typed(0, spo2_percent=79), Withdrawn(second(60), ("spo2_percent",)))

    assert said(told) == ["0s spo2_percent high raised", "60s spo2_percent high cleared"]
    assert [one.withdrawn for one in told] == [False, True]


def test_a_pressure_taken_back_is_not_waited_for() -> None:
    _, told = run(typed(0, nibp_sys_mmhg=182), Withdrawn(second(30), ("nibp_sys_mmhg",)), until(900))

    assert [(one.cause, one.state) for one in told] == [
        ("high", "raised"),
        ("repeat high", "raised"),
        ("repeat high", "cleared"),
        ("high", "cleared"),
    ]


def test_a_typed_value_does_not_hide_that_the_monitor_is_silent() -> None:
    _, told = run(*every_second("spo2_percent", 0, 97, 97), typed(10, spo2_percent=97, hr_per_min=70), until(20))

    assert said(told) == ["17s spo2_percent no data low raised"]


@pytest.mark.parametrize(("score", "expected"), [(2, []), (3, ["medium raised"]), (4, ["high raised"])])
def test_a_sedation_score_counts_as_it_is_charted(score: int, expected: list[str]) -> None:
    _, told = run(scored(second(0), "sedation", score))

    assert said(told) == [f"0s sedation {what}" for what in expected]


def test_dissociation_counts_only_with_distress() -> None:
    _, calm = run(scored(second(0), "dissociation", 4))
    _, afraid = run(
        scored(second(0), "dissociation", 3, distress=True),
        scored(second(60), "dissociation", 4, distress=True),
        scored(second(120), "dissociation", 3),
    )

    assert calm == []
    assert said(afraid) == [
        "0s dissociation medium raised",
        "60s dissociation high escalated",
        "120s dissociation high cleared",
    ]


def test_a_score_that_was_not_asked_changes_nothing() -> None:
    _, told = run(scored(second(0), "sedation", 4), scored(second(60), "sedation", None))

    assert said(told) == ["0s sedation high raised"]


def test_an_alarm_of_a_score_outlasts_a_restart() -> None:
    _, before = run(scored(second(0), "sedation", 4))

    _, after = run(scored(second(60), "sedation", 1), state=resume(before))

    assert said(after) == ["60s sedation high cleared"]
