"""One infusion from arrival to the way home, through the actions, in both kinds of chair."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.infusion.visit import chair_of, load, nurse_of
from ebb.clinic.record.anchors import make_anchor
from ebb.clinic.record.models import Entry
from ebb.clinic.record.verify import verify
from ebb.clinic.recovery import actions as recovery
from ebb.clinic.recovery.tests.recovering import recovered
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.steps import State


def whole_visit(cast: SimpleNamespace, at: datetime, chair: object) -> Infusion:
    """Started at `at`; a rate change, a pause, scores, a hand-over, the stop, recovery and home after two hours."""
    infusion, nurse = journey.running(cast, at, chair=chair), cast.nurse.pk
    if chair.connected:
        speak(infusion, at, seconds=6000, every_s=5)
    actions.change_rate(infusion, rate_ml_per_h=Decimal(48), reason="dizzy", by=nurse, at=after(at, 10))
    for scale, value in (("sedation", 1), ("dissociation", 2)):
        actions.score(infusion, scale=scale, value=value, by=nurse, at=after(at, 12))
    actions.score_same(infusion, scale="sedation", by=nurse, at=after(at, 14))
    actions.score(infusion, scale="pain", value=None, not_asked=True, by=nurse, at=after(at, 14))
    paused = actions.pause(infusion, reason="toilet", by=nurse, at=after(at, 15))
    actions.confirm_at_pump(infusion, event=paused, by=nurse, at=after(at, 15))
    actions.off_monitor(infusion, name="Ada Aunt", by=nurse, at=after(at, 15))
    actions.back_on_monitor(infusion, by=nurse, at=after(at, 20))
    actions.resume(infusion, by=nurse, at=after(at, 20))
    actions.offer_handover(infusion, to=cast.second_nurse, by=nurse, at=after(at, 30))
    actions.accept_handover(infusion, by=cast.second_nurse.pk, at=after(at, 31))
    actions.read_pump_volume(infusion, volume_ml=Decimal(38), by=cast.second_nurse.pk, at=after(at, 51))
    stop = actions.stop(infusion, completed=True, by=cast.second_nurse.pk, at=after(at, 52.5))
    actions.confirm_at_pump(infusion, event=stop, by=cast.second_nurse.pk, at=after(at, 53))
    recovery.begin_recovery(infusion, by=cast.second_nurse.pk, at=after(at, 54))
    recovered(cast, after(at, 120), infusion=infusion)
    recovery.discharge(infusion, name="Ada Aunt", by=cast.second_nurse.pk, at=after(at, 121))
    return journey.again(infusion)


@pytest.fixture(params=["chair", "plain_chair"], ids=["connected", "typed"])
def infusion(request: pytest.FixtureRequest, cast: SimpleNamespace, at: datetime) -> Infusion:
    return whole_visit(cast, at, getattr(cast, request.param))


def test_the_patient_goes_home_with_all_of_the_order(infusion: Infusion, at: datetime) -> None:
    seen = snapshot(infusion, after(at, 121))

    assert (seen.state, seen.amounts.given.total_mg) == (State.DISCHARGED, Decimal(40))
    assert (seen.amounts.remaining_mg, seen.to_complete, seen.open_alarms) == (Decimal(0), [], [])
    assert seen.amounts.pump_readings[-1].within_tolerance


def test_each_event_has_one_entry_and_the_record_proves_itself(infusion: Infusion, at: datetime) -> None:
    events = set(Event.objects.filter(infusion=infusion).values_list("pk", flat=True))

    told = [fact["id"] for entry in Entry.objects.all() for fact in entry.facts if fact["table"] == "infusion_event"]

    assert sorted(told) == sorted(events)
    make_anchor(at=after(at, 121), invented=True)  # the monitor's hours were invented at once, before the nurse's
    assert verify().faults == []


def test_what_is_stored_for_the_board_is_what_the_events_say(infusion: Infusion) -> None:
    facts = load(infusion).facts

    stored = (infusion.state, infusion.chair_id, infusion.nurse_id)

    assert stored == (facts.state.value, chair_of(facts), nurse_of(facts))
