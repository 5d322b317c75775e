"""What someone may do today, read from their dated credentials and never from their role."""

from collections.abc import Mapping, Set
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ebb.clinic.people.models import Credential

Kind = Credential.Kind

NURSING = frozenset({Kind.REGISTERED_NURSE, Kind.PHYSICIAN})
PHYSICIAN = frozenset({Kind.PHYSICIAN})
# A physician experienced with anaesthetics directs [S3]; ACLS [M] (section 3.1).
SUPERVISING = frozenset({Kind.PHYSICIAN, Kind.ACLS})
ANAESTHESIA = frozenset({Kind.ANAESTHESIA_TRAINED})


def held_by(person: UUID, at: datetime) -> set[str]:
    """The credentials someone holds that day. One query."""
    today = Credential.objects.on(timezone.localdate(at))
    return set(today.filter(user_id=person).values_list("kind", flat=True))


def physicians(at: datetime) -> frozenset[str]:
    """The ids of all who are physicians that day. One query."""
    today = Credential.objects.on(timezone.localdate(at)).filter(kind=Kind.PHYSICIAN)
    return frozenset(str(person) for person in today.values_list("user_id", flat=True))


def is_supervised(present: Mapping[UUID, Set[str]]) -> bool:
    """Whether one of those present may supervise."""
    return any(held >= SUPERVISING for held in present.values())


def anaesthesia_attends(present: Mapping[UUID, Set[str]]) -> bool:
    return any(held & ANAESTHESIA for held in present.values())
