"""Who is in the house: starting or raising an infusion needs a supervisor on site."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ebb.clinic.infusion.models import Presence
from ebb.clinic.infusion.refusals import refusal, refuse
from ebb.clinic.people.models import Site, User
from ebb.clinic.record.actions import write_entry


def come_on_site(*, site: Site, person: User, by: UUID, at: datetime) -> Presence:
    """Record that someone is in the house from now until they leave or the day ends."""
    return _move(site, person, True, by, at)


def leave_site(*, site: Site, person: User, by: UUID, at: datetime) -> Presence:
    return _move(site, person, False, by, at)


@transaction.atomic
def _move(site: Site, person: User, here: bool, by: UUID, at: datetime) -> Presence:
    refuse([] if person.memberships.filter(site=site).exists() else [refusal("visit.other-site", thing=person.name)])
    moved = Presence.objects.create(site=site, person=person, here=here, happened_at=at, by=by)
    write_entry(chain=site.pk, verb="came on site" if here else "left the site", facts=[moved], by=by, at=at)
    return moved
