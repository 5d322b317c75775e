import pytest

from ebb.pathway.alarms import Priority, limits_for
from ebb.pathway.tests.monitor import every_second, run, said


@pytest.mark.parametrize(
    ("column", "value", "at", "priority"),
    [
        ("hr_per_min", 49, 10, "medium"), ("hr_per_min", 39, 5, "high"),
        ("hr_per_min", 111, 15, "low"), ("hr_per_min", 121, 15, "medium"), ("hr_per_min", 141, 10, "high"),
        ("rr_per_min", 9, 15, "medium"), ("rr_per_min", 7, 15, "high"),
        ("rr_per_min", 25, 30, "low"), ("rr_per_min", 31, 30, "medium"),
        ("etco2_mmhg", 51, 15, "medium"), ("etco2_mmhg", 24, 15, "medium"),
        ("rr_per_min", 0, 15, "high"), ("hr_per_min", 0, 5, "high"), ("apnoea", 1, 0, "high"),
        ("abp_sys_mmhg", 181, 15, "high"), ("abp_sys_mmhg", 88, 15, "high"), ("abp_sys_mmhg", 79, 0, "high"),
        ("abp_dia_mmhg", 96, 15, "low"),
    ],
)  # fmt: skip
def test_each_number_counts_after_its_delay(column: str, value: float, at: int, priority: str) -> None:
    _, told = run(*every_second(column, 0, *[value] * 60))

    assert said(told) == [f"{at}s {column} {priority} raised"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("hr_per_min", 50), ("hr_per_min", 110), ("rr_per_min", 10), ("rr_per_min", 24),
        ("etco2_mmhg", 25), ("etco2_mmhg", 50), ("abp_sys_mmhg", 149), ("abp_sys_mmhg", 100), ("abp_dia_mmhg", 94),
    ],
)  # fmt: skip
def test_a_number_at_the_edge_is_no_alarm(column: str, value: float) -> None:
    _, told = run(*every_second(column, 0, *[value] * 120))

    assert told == []


@pytest.mark.parametrize(
    ("column", "beyond", "still", "back"),
    [("hr_per_min", 49, 54, 55), ("hr_per_min", 121, 116, 115), ("rr_per_min", 9, 11, 12), ("rr_per_min", 31, 29, 28)],
)
def test_each_number_ends_only_well_inside_its_limit(column: str, beyond: float, still: float, back: float) -> None:
    _, told = run(*every_second(column, 0, *[beyond] * 40, *[still] * 20, back))

    assert [line for line in said(told) if "cleared" in line] == [f"60s {column} medium cleared"]


def test_a_lost_wave_of_carbon_dioxide_is_a_high_alarm_after_twenty_seconds() -> None:
    _, early = run(*every_second("etco2_mmhg", 0, *[38] * 5, *[0] * 20, 36))
    _, late = run(*every_second("etco2_mmhg", 0, *[38] * 5, *[0] * 21, 36))

    assert [line for line in said(early) if "high" in line] == []
    assert [line for line in said(late) if "high" in line] == [
        "25s etco2_mmhg high escalated",
        "26s etco2_mmhg high cleared",
    ]


def test_the_monitors_own_word_of_apnoea_ends_when_breath_is_measured_again() -> None:
    _, told = run(*every_second("apnoea", 0, 1, 1, 0))

    assert said(told) == ["0s apnoea high raised", "2s apnoea high cleared"]


def test_every_limit_carries_its_source_and_mark() -> None:
    assert all(limit.source and limit.mark in {"S", "M", "D"} for limit in limits_for())
    assert {limit.priority for limit in limits_for()} == set(Priority)
