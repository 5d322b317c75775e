"""Who is responsible for the chair: a hand-over counts when the receiver accepts it."""

from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, record
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import missing_credential, refusal
from ebb.clinic.infusion.visit import offered_to
from ebb.clinic.people.credentials import NURSING
from ebb.clinic.people.models import User
from ebb.pathway import events as e
from ebb.pathway.findings import refuse


@transaction.atomic
def offer_handover(infusion: Infusion, *, to: User, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    """Offer the chair to another nurse. Until it is accepted nothing changes."""
    visit = hold(infusion)
    refuse(missing_credential(to.pk, at, NURSING))
    works_here = to.memberships.filter(site=visit.infusion.site_id).exists()
    refuse([] if works_here else [refusal("visit.other-site", thing=to.name)])
    return record(visit, e.HandoverOffered, to=to.pk, by=by, at=at, **timing)


@transaction.atomic
def accept_handover(infusion: Infusion, *, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    """Take over the chair that was offered; from now on its alarms are yours."""
    visit = hold(infusion)
    refuse(missing_credential(by, at, NURSING))
    refuse([] if offered_to(visit.facts) == by else [refusal("visit.not-offered")])
    return record(visit, e.HandoverAccepted, by=by, at=at, **timing)
