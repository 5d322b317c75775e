"""What someone may do today, read from their dated credentials and never from their role."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ebb.clinic.infusion.refusals import refusal
from ebb.clinic.people.models import Credential
from ebb.pathway.findings import Finding

Kind = Credential.Kind

NURSING = frozenset({Kind.REGISTERED_NURSE, Kind.PHYSICIAN})
PHYSICIAN = frozenset({Kind.PHYSICIAN})


def held_by(person: UUID, at: datetime) -> set[str]:
    """The credentials someone holds that day. One query."""
    today = Credential.objects.on(timezone.localdate(at))
    return set(today.filter(user_id=person).values_list("kind", flat=True))


def lacking(person: UUID, at: datetime, any_of: frozenset[str]) -> list[Finding]:
    """Why this person may not, empty when one of the credentials is theirs today. One query."""
    if held_by(person, at) & any_of:
        return []
    return [refusal("visit.credential", needed=" or ".join(sorted(any_of)))]
