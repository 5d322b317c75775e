from decimal import Decimal

import pytest

from ebb.pathway.alarms import Symptoms, begin, limits_for
from ebb.pathway.observations import Baseline
from ebb.pathway.tests.monitor import reading, run, said, second, until

SYS = "nibp_sys_mmhg"
ASKED = "nibp_sys_mmhg repeat high low raised"
SETTLED = "nibp_sys_mmhg repeat high low cleared"


def cuff(*pairs: tuple[float, float]) -> list[str]:
    _, told = run(*[reading(SYS, seconds, value) for seconds, value in pairs])
    return said(told)


def test_a_single_182_asks_for_a_second_reading_and_is_no_alarm_yet() -> None:
    assert cuff((0, 182)) == [f"0s {ASKED}"]


def test_a_second_181_is_a_high_alarm() -> None:
    assert cuff((0, 182), (60, 181)) == [f"0s {ASKED}", f"60s {SETTLED}", "60s nibp_sys_mmhg high raised"]


def test_no_second_reading_within_two_minutes_is_a_high_alarm_too() -> None:
    _, early = run(reading(SYS, 0, 182), until(119))
    _, late = run(reading(SYS, 0, 182), until(130))

    assert said(early) == [f"0s {ASKED}"]
    assert said(late) == [f"0s {ASKED}", f"120s {SETTLED}", "120s nibp_sys_mmhg high raised"]


def test_a_second_reading_inside_the_limits_ends_the_question() -> None:
    assert cuff((0, 182), (60, 141), (300, 141)) == [f"0s {ASKED}", f"60s {SETTLED}"]


def test_two_readings_confirm_only_what_both_reach() -> None:
    assert cuff((0, 152), (60, 183), (120, 182)) == [
        f"0s {ASKED}",
        f"60s {SETTLED}",
        "60s nibp_sys_mmhg low raised",
        f"60s {ASKED}",
        f"120s {SETTLED}",
        "120s nibp_sys_mmhg high escalated",
    ]


def test_the_alarm_ends_five_below_and_steps_down_with_the_pressure() -> None:
    high = [(0, 182), (60, 182)]

    assert cuff(*high, (300, 176))[3:] == []
    assert cuff(*high, (300, 175))[3:] == ["300s nibp_sys_mmhg high cleared", "300s nibp_sys_mmhg medium raised"]
    assert cuff(*high, (300, 145))[3:] == ["300s nibp_sys_mmhg high cleared"]


def test_symptoms_skip_the_wait_and_make_160_high() -> None:
    _, first_told = run(Symptoms(second(0), present=True), reading(SYS, 10, 161))
    _, told_later = run(reading(SYS, 0, 161), Symptoms(second(20), present=True))
    _, gone = run(Symptoms(second(0), present=True), Symptoms(second(5), present=False), reading(SYS, 10, 161))

    assert said(first_told) == ["10s nibp_sys_mmhg high raised"]
    assert said(told_later) == [f"0s {ASKED}", f"20s {SETTLED}", "20s nibp_sys_mmhg high raised"]
    assert said(gone) == [f"10s {ASKED}"]


def test_a_low_pressure_is_repeated_within_a_minute_and_below_eighty_counts_at_once() -> None:
    _, waited = run(reading(SYS, 0, 88), until(60))

    assert said(waited) == [
        "0s nibp_sys_mmhg repeat low low raised",
        "60s nibp_sys_mmhg repeat low low cleared",
        "60s nibp_sys_mmhg high raised",
    ]
    assert cuff((0, 79)) == ["0s nibp_sys_mmhg high raised"]
    assert cuff((0, 79), (60, 94), (120, 95))[1:] == [
        "120s nibp_sys_mmhg high cleared",
        "120s nibp_sys_mmhg medium raised",
    ]


@pytest.mark.parametrize(
    ("usual", "value", "priority"),
    [
        (None, 164, "low"), (None, 165, "medium"),
        (120, 155, "low"), (120, 156, "medium"),
        (100, 149, None), (100, 150, "medium"),
        (140, 164, "low"), (140, 165, "medium"),
        (140, 99, "medium"), (110, 83, "high"), (130, 98, None), (130, 97, "medium"), (None, 99, "medium"),
    ],
)  # fmt: skip
def test_relative_limits_start_from_the_signed_value_and_keep_their_floor(
    usual: int | None, value: float, priority: str | None
) -> None:
    baseline = None if usual is None else Baseline(nibp_sys_mmhg=Decimal(usual))

    _, told = run(reading(SYS, 0, value), reading(SYS, 30, value), state=begin(limits_for(baseline)))

    assert [one.priority for one in told if one.kind == "clinical"] == ([priority] if priority else [])


def test_the_diastolic_pressure_is_asked_for_twice_as_well() -> None:
    _, told = run(reading("nibp_dia_mmhg", 0, 111), reading("nibp_dia_mmhg", 40, 104))

    assert said(told)[1:] == ["40s nibp_dia_mmhg repeat high low cleared", "40s nibp_dia_mmhg medium raised"]
