from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.record.verify import verify
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused
from ebb.pathway.steps import GONE, State

Reach = Callable[[SimpleNamespace, datetime], object]


@pytest.mark.parametrize(
    ("reach", "leave", "state"),
    [
        (journey.expected, actions.did_not_come, State.DID_NOT_COME),
        (journey.expected, actions.cancel, State.CANCELLED),
        (journey.arrived, actions.cancel, State.CANCELLED),
        (journey.ready_to_start, actions.cancel, State.CANCELLED),
        (journey.arrived, actions.left_against_advice, State.LEFT_AGAINST_ADVICE),
        (journey.ready_to_start, actions.left_against_advice, State.LEFT_AGAINST_ADVICE),
        (journey.stopped, actions.left_against_advice, State.LEFT_AGAINST_ADVICE),
        (journey.arrived, actions.taken_by_ambulance, State.TAKEN_BY_AMBULANCE),
        (journey.running, actions.taken_by_ambulance, State.TAKEN_BY_AMBULANCE),
        (journey.stopped, actions.taken_by_ambulance, State.TAKEN_BY_AMBULANCE),
    ],
)
def test_every_exit_needs_no_gate(
    cast: SimpleNamespace, at: datetime, reach: Reach, leave: Callable[..., object], state: State
) -> None:
    infusion = reach(cast, at)
    reason = {} if leave is actions.did_not_come else {"reason": "had to"}

    leave(infusion, **reason, by=cast.nurse.pk, at=after(at, 1))

    left = journey.again(infusion)
    assert (left.state, left.chair) == (state.value, None)
    assert state in GONE
    assert verify().faults == []


@pytest.mark.parametrize("leave", [actions.cancel, actions.left_against_advice, actions.taken_by_ambulance])
def test_leaving_needs_a_reason(cast: SimpleNamespace, at: datetime, leave: Callable[..., object]) -> None:
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused, match="No reason"):
        leave(infusion, reason=" ", by=cast.nurse.pk, at=after(at, 1))


@pytest.mark.parametrize("pauses", [False, True])
def test_who_leaves_while_the_drug_runs_is_recorded_in_one_go_and_the_pump_waits_to_be_seen(
    cast: SimpleNamespace, at: datetime, pauses: bool
) -> None:
    infusion = journey.running(cast, at)
    if pauses:
        actions.pause(infusion, by=cast.nurse.pk, at=after(at, 1))

    actions.left_against_advice(infusion, reason="wants to go", by=cast.nurse.pk, at=after(at, 2))

    seen = snapshot(infusion, after(at, 5))
    stop = Event.objects.get(infusion=infusion, kind="Stopped")
    assert (seen.state, seen.ended_at, seen.amounts.given.rate_mg_per_h) == (State.LEFT_AGAINST_ADVICE, after(at, 2), 0)
    assert (stop.completed, stop.reason) == (False, "wants to go")
    assert seen.unconfirmed.id == stop.pk
    actions.confirm_at_pump(infusion, event=stop, by=cast.nurse.pk, at=after(at, 6))
    assert snapshot(infusion, after(at, 7)).unconfirmed is None


def test_the_page_leads_from_the_running_pump_to_its_confirmation(cast, client_of) -> None:
    infusion = journey.running(cast, timezone.now() - timedelta(minutes=5))
    nurse, page = client_of(cast.nurse), reverse("infusion", args=[infusion.pk])
    assert "Record: left against advice" in nurse.get(page).content.decode()

    answer = nurse.post(reverse("do", args=[infusion.pk, "left"]), {"form_key": uuid4(), "reason": "wants to go"})

    assert answer.url == page
    assert "Is it so at the pump?" in nurse.get(page).content.decode()


def test_an_emergency_is_recorded_at_once_and_the_ambulance_ends_the_drug(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    actions.call_emergency(infusion, by=cast.nurse.pk, at=after(at, 9), happened_at=after(at, 2), locked_tablet=True)
    actions.taken_by_ambulance(infusion, reason="chest pain", by=cast.nurse.pk, at=after(at, 12))

    assert journey.again(infusion).state == State.TAKEN_BY_AMBULANCE.value
