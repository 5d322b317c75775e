"""A high alarm stays until somebody's name stands to it; short dips are one alarm."""

from ebb.clinic.vitals.actions import acknowledge_alarm
from ebb.clinic.vitals.models import AlarmChange


def dips(ward, times: int, *, first: int = 0) -> None:
    """So many times, forty seconds apart, a saturation of 60 for six seconds."""
    for begin in range(first, first + 40 * times, 40):
        ward.watching(begin, begin + 5, spo2_percent=60)
        ward.watching(begin + 6, begin + 39, spo2_percent=97)


def alarms() -> int:
    return AlarmChange.objects.values("alarm").distinct().count()


def test_short_dips_that_nobody_acknowledged_are_one_alarm(ward):
    dips(ward, 3)

    states = [state for _, _, state, _, _ in ward.steps() if state != "passed on"]
    assert states == ["raised", "cleared"] * 3
    assert alarms() == 1


def test_also_over_a_restart(ward):
    dips(ward, 1)
    ward.restart(41)
    dips(ward, 1, first=42)

    assert alarms() == 1


def test_what_was_acknowledged_is_another_alarm_the_next_time(ward, cast):
    dips(ward, 1)
    acknowledge_alarm(alarm=AlarmChange.objects.first().alarm, by=cast.nurse.pk, at=ward.at(40))
    dips(ward, 1, first=42)

    assert alarms() == 2
    assert [state for _, _, state, _, _ in ward.steps()] == ["raised", "cleared", "acknowledged", "raised", "cleared"]


def test_acknowledging_what_is_over_raises_nothing_over_a_restart(ward, cast):
    dips(ward, 1)
    acknowledge_alarm(alarm=AlarmChange.objects.first().alarm, by=cast.nurse.pk, at=ward.at(40))

    ward.restart(400)
    ward.watching(400, 402, spo2_percent=97)

    assert [state for name, _, state, priority, _ in ward.steps() if priority == "high"][-1] == "acknowledged"


def test_what_was_raised_again_ends_with_a_visit_that_ended_unwatched(ward, infusion, sit):
    dips(ward, 1)
    ward.watching(40, 46, spo2_percent=60)
    sit(infusion, state="discharged", chair=None)

    ward.restart(60)

    assert [state for _, _, state, _, _ in ward.steps()] == ["raised", "cleared", "raised", "cleared"]
