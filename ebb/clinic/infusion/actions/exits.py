"""The ways out that need no discharge gate, the emergency, and the correction of a mistaken entry."""

from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, record, record_event
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import refusal
from ebb.pathway import events as e
from ebb.pathway.findings import refuse
from ebb.pathway.steps import GIVING


def cancel(infusion: Infusion, *, reason: str, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    """End a visit before the start. Drug already drawn is wasted in the cabinet's ledger."""
    return _leave(infusion, e.Cancelled, reason, by, at, timing)


def did_not_come(infusion: Infusion, *, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    return record_event(infusion, e.DidNotCome, by=by, at=at, **timing)


@transaction.atomic
def left_against_advice(
    infusion: Infusion, *, reason: str, by: UUID, at: datetime, **timing: Unpack[EntryTiming]
) -> Event:
    """Record that the patient left; while the drug is given, first that it was stopped, for the same reason.

    The stop is to be confirmed at the pump like any other, also when the patient is gone.
    """
    visit = hold(infusion)
    if reason.strip() and visit.state in GIVING:
        record(visit, e.Stopped, completed=False, reason=reason.strip(), at_once=True, by=by, at=at, **timing)
    return _leave(infusion, e.LeftAgainstAdvice, reason, by, at, timing)


def taken_by_ambulance(
    infusion: Infusion, *, reason: str, by: UUID, at: datetime, **timing: Unpack[EntryTiming]
) -> Event:
    """Record the hand-over to the ambulance; possible from any moment the patient is in the house."""
    return _leave(infusion, e.TakenByAmbulance, reason, by, at, timing)


def _leave(infusion: Infusion, kind: type[e.Event], reason: str, by: UUID, at: datetime, timing: EntryTiming) -> Event:
    refuse([] if reason.strip() else [refusal("visit.reason")])
    return record_event(infusion, kind, reason=reason.strip(), by=by, at=at, **timing)


def call_emergency(
    infusion: Infusion, *, text: str = "", by: UUID, at: datetime, **timing: Unpack[EntryTiming]
) -> Event:
    """Record the call at once; whatever else is to be said about it comes after. Starts the emergency clock."""
    return record_event(infusion, e.EmergencyCalled, text=text.strip(), at_once=True, by=by, at=at, **timing)


@transaction.atomic
def supersede(
    infusion: Infusion, *, event: Event, reason: str, by: UUID, at: datetime, **timing: Unpack[EntryTiming]
) -> Event:
    """Mark an earlier entry as a mistake. It stays readable and counts no more; what remains must still hold together.

    A stop is taken back only while nobody confirmed it at the pump: until then it is a mis-tap, afterwards it is a
    fact, and restarting needs a new order (section 3.4 [D]).
    """
    visit = hold(infusion)
    refuse([] if reason.strip() else [refusal("visit.reason")])
    return record(visit, e.Superseded, event_id=str(event.pk), reason=reason.strip(), by=by, at=at, **timing)
