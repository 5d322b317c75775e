"""Pages are told when nothing watches the alarms: a process may hang while every line stays open."""

from datetime import datetime, timedelta

import pytest

from ebb.clinic.stream.heartbeats import Heartbeats
from ebb.clinic.vitals.actions import beat

pytestmark = pytest.mark.django_db


def both(at: datetime) -> None:
    for process in ("gateway", "watch"):
        beat(process=process, at=at)


@pytest.mark.parametrize(("silent_s", "says"), [(10, False), (10.1, True)])
def test_past_ten_seconds_without_a_heartbeat_alarms_are_not_watched(at, silent_s, says):
    both(at)
    heartbeats = Heartbeats()
    heartbeats.look(at, 0.0)

    changed = heartbeats.look(at + timedelta(seconds=silent_s), silent_s)

    assert (changed, heartbeats.unwatched_since) == (says, at if says else None)


@pytest.mark.parametrize("hangs", ["gateway", "watch"])
def test_one_of_the_two_that_hangs_is_enough(at, hangs):
    both(at)
    heartbeats = Heartbeats()
    heartbeats.look(at, 0.0)
    beat(process="watch" if hangs == "gateway" else "gateway", at=at + timedelta(seconds=11))

    heartbeats.look(at + timedelta(seconds=11), 11.0)

    assert heartbeats.unwatched_since == at


def test_it_is_taken_back_with_the_next_heartbeat(at):
    both(at)
    heartbeats = Heartbeats()
    heartbeats.look(at + timedelta(seconds=20), 0.0)
    assert heartbeats.unwatched_since == at

    both(at + timedelta(seconds=21))

    assert heartbeats.look(at + timedelta(seconds=21), 1.0)
    assert heartbeats.event() == b'event: watching\ndata: {"unwatched_since":null}\n\n'


def test_a_process_that_never_had_a_heartbeat_is_said_after_ten_seconds(at):
    heartbeats = Heartbeats()
    heartbeats.look(at, 0.0)

    heartbeats.look(at + timedelta(seconds=11), 11.0)

    assert heartbeats.unwatched_since == at


def test_another_machines_wrong_clock_is_no_silence(at):
    heartbeats = Heartbeats()
    for second in range(30):
        both(at - timedelta(hours=1) + timedelta(seconds=second))
        heartbeats.look(at + timedelta(seconds=second), float(second))

    assert heartbeats.unwatched_since is None
