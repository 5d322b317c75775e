"""The ways out that need no discharge gate, consent taken back, the emergency, and the correction of an entry."""

from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.facts import PREGNANCY_TEST, answers_of
from ebb.clinic.assessment.models import ConsentWithdrawal
from ebb.clinic.infusion.actions.recording import EntryTiming, hold, plain_action, record, record_event, require_reason
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.people.models import Patient
from ebb.pathway import events as e
from ebb.pathway.steps import GIVING

did_not_come = plain_action(e.DidNotCome)
# Whatever else is to be said about it comes after. Starts the emergency clock.
call_emergency = plain_action(e.EmergencyCalled, at_once=True)


def cancel(infusion: Infusion, *, reason: str, **timing: Unpack[EntryTiming]) -> Event:
    """End a visit before the start. Drug already drawn is wasted in the cabinet's ledger."""
    require_reason(reason)
    return record_event(infusion, e.Cancelled, reason=reason, **timing)


@transaction.atomic
def left_against_advice(infusion: Infusion, *, reason: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record that the patient left; while the drug is given, first that it was stopped, for the same reason.

    The stop is to be confirmed at the pump like any other, also when the patient is gone.
    """
    visit = hold(infusion)
    require_reason(reason)
    if visit.state in GIVING:
        record(visit, e.Stopped, completed=False, reason=reason, at_once=True, **timing)
    return record(visit, e.LeftAgainstAdvice, reason=reason, **timing)


def taken_by_ambulance(infusion: Infusion, *, reason: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record the hand-over to the ambulance; possible from any moment the patient is in the house."""
    require_reason(reason)
    return record_event(infusion, e.TakenByAmbulance, reason=reason, **timing)


@transaction.atomic
def supersede(infusion: Infusion, *, event: Event, reason: str, **timing: Unpack[EntryTiming]) -> Event:
    """Mark an earlier entry as a mistake. It stays readable and counts no more; what remains must still hold together.

    A stop is taken back only while nobody confirmed it at the pump: until then it is a mis-tap, afterwards it is a
    fact, and restarting needs a new order (section 3.4 [D]).
    """
    visit = hold(infusion)
    require_reason(reason)
    mark = record(visit, e.Superseded, event_id=str(event.pk), reason=reason, **timing)
    if event.kind == e.PregnancyTested.__name__ and event.result == "negative":
        _put_back_positive(visit, event, by=timing["by"], at=timing["at"])
    return mark


def _put_back_positive(visit: Visit, mistaken: Event, *, by: UUID, at: datetime) -> None:
    """In the file the test before a mistaken negative one stands again, unless a newer one answered it."""
    patient = visit.infusion.patient
    before = answers_of(patient, before=mistaken.written_at).get(PREGNANCY_TEST)
    tested_again = any(test.result == "negative" for test in visit.facts.all_of(e.PregnancyTested))
    if before is not None and before.word == "positive" and not tested_again:
        assessment.answer(patient=patient, answers={PREGNANCY_TEST: "positive"}, by=by, at=at)


@transaction.atomic
def withdraw_consent(
    *, patient: Patient, told_by: str, words: str = "", told_at: datetime | None = None, by: UUID, at: datetime
) -> ConsentWithdrawal:
    """Record that a patient took the consent back: in the file, and at the chair when the patient is in the house.

    It stops no pump: open pages of the visit say it at once, and whoever is there acts. What was said on the way here
    stands at the chair from the moment it is written.
    """
    withdrawal = assessment.withdraw_consent(
        patient=patient, told_by=told_by, words=words, told_at=told_at, by=by, at=at
    )
    here = Infusion.objects.present().filter(patient=patient).first()
    if here is not None:
        visit = hold(here)
        arrived_at = visit.facts.latest_at(e.CheckedIn)
        happened_at = withdrawal.told_at if arrived_at and withdrawal.told_at >= arrived_at else at
        statement = {"name": withdrawal.told_by, "text": withdrawal.words}
        record(visit, e.ConsentWithdrawn, **statement, happened_at=happened_at, at_once=True, by=by, at=at)
    return withdrawal
