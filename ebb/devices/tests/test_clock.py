"""What passes for now by a device's own clock, in seconds of ours."""

from collections.abc import Iterable

import pytest

from ebb.devices.clock import DeviceClock, Fault, judge

YEARS = 10 * 365 * 86400.0
NINE = 1_800_000_000.5


def faults(messages: Iterable[tuple[float, float]]) -> list[Fault | None]:
    """What is said of messages taken and received so many seconds after nine."""
    clock, found = DeviceClock(), []
    for taken, received in messages:
        clock, fault = judge(clock, NINE + taken, NINE + received)
        found.append(fault)
    return found


def each_second(first: int, last: int, behind: float = 0.0) -> list[tuple[float, float]]:
    return [(second - behind, float(second)) for second in range(first, last + 1)]


def test_a_clock_in_step_is_present() -> None:
    assert set(faults(each_second(0, 100))) == {None}


@pytest.mark.parametrize(("lag", "fault"), [(30, None), (30.1, "late"), (-30, None), (-30.1, "clock ahead")])
def test_half_a_minute_is_believed_at_once(lag: float, fault: Fault | None) -> None:
    assert faults([(-lag, 0.0)]) == [fault]


@pytest.mark.parametrize("behind", [3600, -YEARS])
def test_another_clock_is_learnt_once_it_kept_pace_for_a_minute(behind: float) -> None:
    said = faults(each_second(0, 61, behind))

    assert said == ["late" if behind > 0 else "clock ahead"] * 60 + [None] * 2


def test_a_known_clock_that_jumps_an_hour_back_is_late_though_it_comes_each_second() -> None:
    assert faults([*each_second(0, 20), *each_second(21, 50, behind=3600)])[21:] == ["late"] * 30


def test_a_burst_of_an_hour_ago_is_late_and_never_learnt() -> None:
    burst = [(-3600.0 + n, n / 100) for n in range(60)]

    assert set(faults(burst)) == {"late"}
    assert faults([*burst, *each_second(1, 3)])[-3:] == [None] * 3
    assert set(faults([*each_second(0, 5), *((-3600.0 + n, 6 + n / 100) for n in range(60))])[6:]) == {"late"}


@pytest.mark.parametrize(("still_s", "fault"), [(5.0, None), (5.1, "clock still"), (8.0, "clock still")])
def test_a_clock_that_stands_still_is_said(still_s: float, fault: Fault | None) -> None:
    assert faults([(0.0, 0.0), (0.0, still_s)])[-1] == fault


def test_a_time_without_seconds_stands_still_for_its_minute() -> None:
    minute = 1_800_000_000.0 - NINE

    said = faults((minute + second // 60 * 60, minute + second) for second in range(300))

    assert set(said) == {None}


@pytest.mark.parametrize(("back_s", "fault"), [(5.0, None), (5.5, "late")])
def test_a_time_that_jumps_back_is_late(back_s: float, fault: Fault | None) -> None:
    assert faults([*each_second(0, 20), (20 - back_s, 20.5)])[-1] == fault


def test_a_first_message_held_up_does_not_spoil_what_is_learnt() -> None:
    assert faults([(-25.0, 0.0), *each_second(1, 3), (-36.0, 4.0)])[-1] == "late"
