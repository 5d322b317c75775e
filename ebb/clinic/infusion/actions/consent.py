"""The patient says no, before the infusion or in the middle of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.models import ConsentWithdrawal
from ebb.clinic.infusion.actions.recording import hold, record
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.models import Patient
from ebb.pathway import events as e


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
