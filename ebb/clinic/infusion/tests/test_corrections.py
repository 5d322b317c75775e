from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.events import Superseded
from ebb.pathway.findings import Refused
from ebb.pathway.steps import State

MISTAP = {"reason": "wrong button"}


def test_a_mistapped_stop_is_taken_back_without_a_new_order(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    stopped = actions.stop(infusion, completed=True, by=cast.nurse.pk, at=after(at, 10))

    taken_back = actions.supersede(infusion, event=stopped, **MISTAP, by=cast.nurse.pk, at=after(at, 11))

    seen = snapshot(infusion, after(at, 20))
    line = next(line for line in seen.timeline if line.id == stopped.pk)
    assert (seen.state, seen.amounts.given.total_mg) == (State.RUNNING, Decimal(20))
    assert journey.again(infusion).state == State.RUNNING.value
    assert line.superseded_by == taken_back.pk


def test_a_stop_seen_at_the_pump_stands(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.stopped(cast, at)
    stopped = Event.objects.get(infusion=infusion, kind="Stopped")

    with nothing_written(), pytest.raises(Refused, match="confirmed at the pump and stands"):
        actions.supersede(infusion, event=stopped, **MISTAP, by=cast.nurse.pk, at=after(at, 1))


def test_a_confirmation_by_mistake_does_not_open_the_stop_again(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.stopped(cast, at)
    confirmed = Event.objects.get(infusion=infusion, kind="ConfirmedAtPump")

    with nothing_written(), pytest.raises(Refused, match="confirmed at the pump and stands"):
        actions.supersede(infusion, event=confirmed, **MISTAP, by=cast.nurse.pk, at=after(at, 1))


def test_what_later_entries_rest_on_cannot_be_taken_back(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    paused = actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))
    actions.resume(infusion, by=cast.nurse.pk, at=after(at, 12))

    with nothing_written(), pytest.raises(Refused, match="leave the later “Resumed” without its place"):
        actions.supersede(infusion, event=paused, **MISTAP, by=cast.nurse.pk, at=after(at, 13))


def test_it_says_why_and_only_once(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    noted = actions.note(infusion, text="other patient", by=cast.nurse.pk, at=after(at, 1))
    by = {"by": cast.nurse.pk, "at": after(at, 2)}

    with nothing_written(), pytest.raises(Refused, match="No reason"):
        actions.supersede(infusion, event=noted, reason=" ", **by)
    taken_back = actions.supersede(infusion, event=noted, **MISTAP, **by)
    with nothing_written(), pytest.raises(Refused, match="already marked as a mistake"):
        actions.supersede(infusion, event=noted, **MISTAP, **by)
    with nothing_written(), pytest.raises(Refused, match="cannot be taken back"):
        actions.supersede(infusion, event=taken_back, **MISTAP, **by)


def test_no_way_of_writing_takes_a_taking_back_back(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    noted = actions.note(infusion, text="other patient", by=cast.nurse.pk, at=after(at, 1))
    mark = actions.supersede(infusion, event=noted, **MISTAP, by=cast.nurse.pk, at=after(at, 2))

    with nothing_written(), pytest.raises(Refused, match="cannot be taken back"):
        actions.record_event(infusion, Superseded, event_id=str(mark.pk), **MISTAP, by=cast.nurse.pk, at=after(at, 3))

    lines = {line.id: line for line in snapshot(infusion, after(at, 3)).timeline}
    assert not lines[noted.pk].may_be_corrected
    assert not lines[mark.pk].may_be_corrected


def test_another_visits_entry_is_not_in_reach(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    other = journey.arrived(cast, at, chair=cast.plain_chair, patient=journey.another_patient(cast, at))
    theirs = actions.note(other, text="x", by=cast.nurse.pk, at=after(at, 1))

    with nothing_written(), pytest.raises(Refused, match="no such entry in this visit"):
        actions.supersede(infusion, event=theirs, **MISTAP, by=cast.nurse.pk, at=after(at, 2))
    with nothing_written(), pytest.raises(Refused, match="no such entry in this visit"):
        actions.note(infusion, text="x", about=theirs, by=cast.nurse.pk, at=after(at, 2))
