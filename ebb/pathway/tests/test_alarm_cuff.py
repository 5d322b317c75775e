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


def test_a_single_152_asks_for_a_second_reading_and_is_no_alarm_yet() -> None:
    assert cuff((0, 152)) == [f"0s {ASKED}"]


def test_a_second_152_is_a_low_alarm_and_so_is_none_within_two_minutes() -> None:
    _, early = run(reading(SYS, 0, 152), until(119))
    _, late = run(reading(SYS, 0, 152), until(130))

    assert cuff((0, 152), (60, 151)) == [f"0s {ASKED}", f"60s {SETTLED}", "60s nibp_sys_mmhg low raised"]
    assert said(early) == [f"0s {ASKED}"]
    assert said(late) == [f"0s {ASKED}", f"120s {SETTLED}", "120s nibp_sys_mmhg low raised"]


@pytest.mark.parametrize(("column", "value"), [(SYS, 179), ("nibp_dia_mmhg", 109)])
def test_a_first_reading_below_a_crisis_is_only_asked_again(column: str, value: float) -> None:
    _, told = run(reading(column, 0, value), until(119))

    assert said(told) == [f"0s {column} repeat high low raised"]


@pytest.mark.parametrize(("column", "value"), [(SYS, 180), ("nibp_dia_mmhg", 110)])
def test_a_first_reading_in_a_crisis_is_medium_at_once_and_asked_again(column: str, value: float) -> None:
    _, told = run(reading(column, 0, value), until(59))

    assert said(told) == [f"0s {column} medium raised", f"0s {column} repeat high low raised"]
    assert told[0].measure_again


@pytest.mark.parametrize(("column", "value"), [(SYS, 180), ("nibp_dia_mmhg", 110)])
def test_a_crisis_is_high_on_a_second_reading_or_after_a_minute(column: str, value: float) -> None:
    _, second_reading = run(reading(column, 0, value), reading(column, 30, value))
    _, none = run(reading(column, 0, value), until(60))

    after_first = [f"0s {column} medium raised", f"0s {column} repeat high low raised"]
    assert said(second_reading)[2:] == [f"30s {column} repeat high low cleared", f"30s {column} high escalated"]
    assert said(none) == [*after_first, f"60s {column} repeat high low cleared", f"60s {column} high escalated"]
    assert not any(one.measure_again for one in second_reading[1:])


def test_a_second_reading_inside_the_limits_ends_the_question() -> None:
    assert cuff((0, 172), (60, 141), (300, 141)) == [f"0s {ASKED}", f"60s {SETTLED}"]
    assert cuff((0, 182), (60, 141), (300, 141)) == [
        "0s nibp_sys_mmhg medium raised",
        f"0s {ASKED}",
        f"60s {SETTLED}",
        "60s nibp_sys_mmhg medium cleared",
    ]


def test_two_readings_confirm_only_what_both_reach() -> None:
    assert cuff((0, 152), (60, 173), (120, 172)) == [
        f"0s {ASKED}",
        f"60s {SETTLED}",
        "60s nibp_sys_mmhg low raised",
        f"60s {ASKED}",
        f"120s {SETTLED}",
        "120s nibp_sys_mmhg medium escalated",
    ]


def test_the_alarm_ends_five_below_and_steps_down_with_the_pressure() -> None:
    high = [(0, 182), (50, 182)]

    assert cuff(*high, (300, 176))[4:] == []
    assert cuff(*high, (300, 175))[4:] == ["300s nibp_sys_mmhg high cleared", "300s nibp_sys_mmhg medium raised"]
    assert cuff(*high, (300, 145))[4:] == ["300s nibp_sys_mmhg high cleared"]


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
        (100, 139, None), (100, 149, "low"), (100, 150, "medium"),
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
    _, told = run(reading("nibp_dia_mmhg", 0, 108), reading("nibp_dia_mmhg", 40, 104))

    assert said(told)[1:] == ["40s nibp_dia_mmhg repeat high low cleared", "40s nibp_dia_mmhg medium raised"]


@pytest.mark.parametrize(
    ("column", "value", "asks"),
    [(SYS, 139, False), (SYS, 140, True), ("nibp_dia_mmhg", 84, False), ("nibp_dia_mmhg", 85, True)],
)
def test_a_rise_over_the_own_start_asks_for_a_look_and_is_a_low_alarm(column: str, value: float, asks: bool) -> None:
    own = Baseline(nibp_sys_mmhg=Decimal(100), nibp_dia_mmhg=Decimal(60))

    _, told = run(reading(column, 0, value), reading(column, 60, value), state=begin(limits_for(own)))

    first, low = f"0s {column} repeat high low raised", f"60s {column} low raised"
    assert said(told) == ([first, f"60s {column} repeat high low cleared", low] if asks else [])


@pytest.mark.parametrize("own", [None, Baseline(nibp_sys_mmhg=Decimal(128), nibp_dia_mmhg=Decimal(78))])
def test_a_rise_never_makes_a_pressure_alarm_later_than_without_a_start_value(own: Baseline | None) -> None:
    _, told = run(reading(SYS, 0, 150), reading("nibp_dia_mmhg", 1, 95), state=begin(limits_for(own)))

    assert said(told) == [f"0s {ASKED}", "1s nibp_dia_mmhg repeat high low raised"]
