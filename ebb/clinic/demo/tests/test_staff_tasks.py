"""What the invented staff do next: each side of each edge, and a whole day, in memory."""

from datetime import datetime, timedelta

import pytest

from ebb.clinic.demo.staff_tasks import GIVE_UP, LONGEST, WAIT, Task, next_task
from ebb.clinic.demo.tests.played import ORDER_MG, PlayedChair
from ebb.pathway import events as e
from ebb.pathway.steps import AFTER_END, BEFORE_START, GIVING, State

BEGIN = datetime.fromisoformat("2026-11-24T21:00+01:00")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def seated(**how: object) -> PlayedChair:
    chair = PlayedChair(**how)
    chair.seat(BEGIN)
    return chair


def brought_to(state: State, **how: object) -> tuple[PlayedChair, datetime]:
    """A chair the staff brought to this state, and when."""
    chair = seated(**how)
    for at in chair.play(BEGIN, BEGIN + timedelta(hours=9)):
        if chair.facts.state is state:
            return chair, at
    raise AssertionError(f"never {state}")


def next_of(chair: PlayedChair, at: datetime) -> Task | None:
    return next_task(chair.seen(at), at)


@pytest.mark.parametrize(("programme", "first_visit"), [("A", False), ("A", True), ("B", False), ("B", True)])
def test_a_day_and_a_night_show_no_nonsense(programme: str, first_visit: bool):
    chair = seated(programme=programme, first_visit=first_visit)

    for at in chair.play(BEGIN, BEGIN + timedelta(hours=24)):
        assert chair.given_mg(at) <= ORDER_MG[programme]
        assert not [one for one in chair.due(at) if one.state == "missed twice"]

    assert chair.visits()[Task.START] - chair.visits()[Task.STOP] in (0, 1)
    assert chair.visits()[Task.DISCHARGE] >= 3
    assert not {Task.CANCEL, Task.LEAVE, Task.STOP_EARLY, Task.FIND_STOPPED} & chair.visits().keys()


def test_the_container_is_checked_by_another_person():
    chair, _ = brought_to(State.PREPARED)

    checks = chair.facts.all_of(e.CheckEntered)
    assert {check.by for check in checks} == {"nurse-1", "nurse-2"}
    assert [chair.visits()[task] for task in (Task.CHECK, Task.SECOND_CHECK, Task.READ_LABEL)] == [1, 1, 1]


def test_it_stops_in_the_last_second_and_not_before():
    chair, at = brought_to(State.RUNNING)
    ends_at = chair.ends_at(at)

    assert next_of(chair, ends_at - 2 * SECOND) is not Task.STOP
    assert next_of(chair, ends_at - SECOND) is Task.STOP


def test_staff_who_come_back_late_find_the_pump_stopped_at_the_ordered_amount():
    chair, at = brought_to(State.RUNNING)
    late = chair.ends_at(at) + timedelta(minutes=40)

    did = [chair.turn(late), chair.turn(late)]

    assert did == [Task.FIND_STOPPED, Task.STOP]
    assert abs(chair.given_mg(late) - ORDER_MG["A"]) < 1 / ORDER_MG["B"]


def test_a_chair_waits_for_a_visitor_longer_where_no_other_shows_the_step():
    chair, at = brought_to(State.PREPARED)

    assert next_of(chair, at + LONGEST - MINUTE) is not Task.START
    assert next_of(chair, at + LONGEST) is Task.START
    chair.elsewhere = (State.PREPARED,)
    assert next_of(chair, at + WAIT - MINUTE) is not Task.START
    assert next_of(chair, at + WAIT) is Task.START


def test_a_high_pressure_pauses_and_a_settled_one_resumes_slower():
    chair, at = brought_to(State.RUNNING)
    chair.pressure_alarm = "medium"
    assert next_of(chair, at + MINUTE) is not Task.PAUSE

    chair.pressure_alarm = "high"
    assert chair.turn(at + MINUTE) is Task.PAUSE
    chair.pressure_alarm = ""
    for _ in chair.play(at + MINUTE, at + timedelta(hours=1)):
        if chair.facts.state is State.RUNNING:
            break

    paused_for = chair.facts.latest_at(e.Resumed) - at - MINUTE
    assert timedelta(minutes=20) <= paused_for < timedelta(minutes=23)


def test_a_pressure_that_stays_high_ends_the_infusion():
    chair, at = brought_to(State.RUNNING)
    chair.pressure_alarm = "high"

    for _ in chair.play(at + MINUTE, at + timedelta(minutes=40)):
        pass

    assert chair.visits()[Task.RESUME] == 0
    assert chair.visits()[Task.STOP_EARLY] == 1
    assert chair.facts.state in AFTER_END


@pytest.mark.parametrize(
    ("states", "state", "ends"),
    [
        (BEFORE_START, State.CHECKED_IN, Task.CANCEL),
        (GIVING, State.PAUSED, Task.FIND_STOPPED),
        (AFTER_END, State.RECOVERING, Task.LEAVE),
    ],
)
def test_a_visit_that_does_not_go_on_is_ended(states: frozenset[State], state: State, ends: Task):
    chair = seated()
    if state is State.CHECKED_IN:
        at = BEGIN
    else:
        chair, at = brought_to(State.RUNNING if state is State.PAUSED else state)

    assert next_of(chair, at + GIVE_UP[states] - timedelta(minutes=5)) is not Task.LEAVE
    assert next_of(chair, at + GIVE_UP[states] + timedelta(minutes=5)) is ends


@pytest.mark.parametrize(("state", "ends"), [(State.PREPARED, Task.CANCEL), (State.RUNNING, Task.STOP_EARLY)])
def test_consent_taken_back_ends_it(state: State, ends: Task):
    chair, at = brought_to(state)

    chair.write(e.ConsentWithdrawn, at)

    assert next_of(chair, at + SECOND) is ends
