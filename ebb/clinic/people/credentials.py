"""What someone may do today, read from their dated credentials and never from their role; and who is on site."""

from collections import defaultdict
from datetime import datetime, time
from uuid import UUID

from django.utils import timezone

from ebb.clinic.people.models import Credential, Presence, Site

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


def on_site(site: Site | UUID, at: datetime) -> dict[UUID, set[str]]:
    """Who is in the house now, each with the credentials they hold today. Two queries."""
    day = timezone.localdate(at)
    morning = timezone.make_aware(datetime.combine(day, time.min))
    moves = Presence.objects.filter(site=site, happened_at__range=(morning, at)).order_by("happened_at", "id")
    here = dict(moves.values_list("person_id", "here"))
    present: dict[UUID, set[str]] = defaultdict(set)
    ids = [person for person, came in here.items() if came]
    for person, kind in Credential.objects.on(day).filter(user_id__in=ids).values_list("user_id", "kind"):
        present[person].add(kind)
    return present


def is_supervised(present: dict[UUID, set[str]]) -> bool:
    """Whether one of those present may supervise."""
    return any(held >= SUPERVISING for held in present.values())


def anaesthesia_attends(present: dict[UUID, set[str]]) -> bool:
    return any(held & ANAESTHESIA for held in present.values())
