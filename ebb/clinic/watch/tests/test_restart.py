"""The watch dies at any moment; no alarm is lost and none is told twice."""

import pytest

from ebb.clinic.vitals.models import AlarmChange, Outage, ProcessPosition
from ebb.clinic.watch import watch as watches

SPO2 = ("spo2_percent", "low")


@pytest.mark.parametrize("moment", [3, 12, 14, 16, 17, 25, 31, 33])
def test_it_tells_the_same_whenever_it_dies(ward, moment):
    """86 % from second 11 on: raised at 16; well from 21 on: cleared at 31."""
    for second in range(41):
        ward.send(second, spo2_percent=86 if 11 <= second <= 20 else 97)
        ward.watch.turn(ward.at(second + 0.1))
        if second == moment:
            ward.restart(second + 0.2)

    assert ward.steps() == [(*SPO2, "raised", "high", 16.0), (*SPO2, "cleared", "high", 31.0)]


def test_what_came_while_it_was_down_is_told_with_its_own_time(ward):
    ward.watching(0, 5, spo2_percent=97)
    for second in range(6, 60):
        ward.send(second, spo2_percent=86 if 11 <= second <= 20 else 97)

    ward.restart(59)
    ward.watch.turn(ward.at(59.5))

    assert ward.steps() == [(*SPO2, "raised", "high", 16.0), (*SPO2, "cleared", "high", 31.0)]


def test_an_open_alarm_stays_open_over_a_restart(ward):
    ward.watching(0, 10, spo2_percent=86)
    ward.restart(11)
    ward.watching(11, 20, spo2_percent=86)

    assert [state for _, _, state, _, _ in ward.steps()] == ["raised"]


def test_silence_that_began_while_it_was_down_is_told(ward):
    ward.watching(0, 5, spo2_percent=97)
    ward.restart(300)
    ward.watch.turn(ward.at(300))

    assert [(cause, state) for _, cause, state, _, _ in ward.steps()] == [
        ("no data", "raised"),
        ("no data", "escalated"),
    ]


def test_an_alarm_left_open_by_a_visit_that_ended_meanwhile_ends(ward, infusion, sit):
    ward.watching(0, 10, spo2_percent=86)
    sit(infusion, state="discharged", chair=None)

    ward.restart(20)

    assert [state for _, _, state, _, _ in ward.steps()] == ["raised", "cleared"]


def test_a_lost_mark_repeats_nothing(ward):
    ward.watching(0, 10, spo2_percent=86)
    ProcessPosition.objects.all().delete()

    ward.restart(11)
    ward.watching(11, 15, spo2_percent=86)

    assert [state for _, _, state, _, _ in ward.steps()] == ["raised"]


def test_a_long_backlog_is_not_taken_for_silence(ward, monkeypatch):
    monkeypatch.setattr(watches, "MOST_ROWS", 10)
    ward.watching(0, 5, spo2_percent=97)
    for second in range(6, 100):
        ward.send(second, spo2_percent=97)

    ward.restart(100)
    while ward.watch.turn(ward.at(100)) or ward.watch.behind:
        continue

    assert ward.steps() == []


def test_the_mark_and_the_steps_are_one_commit(ward, monkeypatch):
    def fail(**_):
        raise RuntimeError("the disk is full")

    ward.watching(0, 4, spo2_percent=86)
    monkeypatch.setattr(watches, "write_alarm_changes", fail)
    with pytest.raises(RuntimeError):
        ward.watching(5, 6, spo2_percent=86)
    monkeypatch.undo()

    ward.restart(7)
    ward.watching(7, 8, spo2_percent=86)

    assert AlarmChange.objects.count() == 1
    assert ward.steps() == [(*SPO2, "raised", "high", 5.0)]


def test_what_the_watch_missed_stands_as_an_outage(ward):
    ward.watching(0, 5, spo2_percent=97)

    ward.restart(12)
    ward.watching(12, 14, spo2_percent=97)

    outage = Outage.objects.get()
    assert (outage.process, outage.began_at, outage.ended_at) == ("watch", ward.at(5.1), ward.at(12))
