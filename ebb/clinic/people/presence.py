"""Who is on site: from when someone came until they leave, whatever the day.

Who forgot to say that they left is asked about after 16 hours without a word, and until that is answered does not count
for a start from rest. While an infusion of the site runs or is paused they count: nobody is dropped in the middle
of one (SAFETY.md, H17). The 16 hours are the clinic's own policy [D]: longer than any shift, shorter than a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone

from ebb.clinic.people.models import Presence, Site, User

CONFIRM_AFTER = timedelta(hours=16)


@dataclass(frozen=True)
class Stay:
    """Someone came, or last confirmed that they are here, and has not left since; with their credentials of the day."""

    person: UUID
    name: str
    since_at: datetime
    credentials: frozenset[str] = frozenset()

    def is_unconfirmed(self, at: datetime) -> bool:
        """Whether to ask if they are still here."""
        return at - self.since_at >= CONFIRM_AFTER

    def left_at(self, clock: time, zone: ZoneInfo) -> datetime:
        """When they left, if it was at this time of the day: the first such moment after they came, in UTC."""
        since_at = self.since_at.astimezone(zone)
        left_at = datetime.combine(since_at, clock, zone)
        return (left_at if left_at > since_at else left_at + timedelta(days=1)).astimezone(UTC)


def counted(stays: Iterable[Stay], at: datetime, *, infusion_running: bool) -> list[Stay]:
    """Those that count as on site. `infusion_running`: an infusion of the site runs or is paused."""
    return [stay for stay in stays if infusion_running or not stay.is_unconfirmed(at)]


def stays_at(site: Site, at: datetime) -> list[Stay]:
    """Everyone who came to this site before `at` and had not left by then, by name. One query."""
    moves = Presence.objects.filter(site=site, person=OuterRef("pk"), happened_at__lte=at)
    newest = moves.order_by("-happened_at", "-id")
    staff = User.objects.filter(memberships__site=site).distinct().order_by("name", "pk")
    here = staff.annotate(
        here=Subquery(newest.values("here")[:1]), since_at=Subquery(newest.values("happened_at")[:1])
    ).filter(here=True)
    day = timezone.localdate(at)
    no_end = Q(credentials__until_on__isnull=True) | Q(credentials__until_on__gte=day)
    today = FilteredRelation("credentials", condition=no_end & Q(credentials__from_on__lte=day))
    rows = here.annotate(today=today).values_list("pk", "name", "since_at", "today__kind")
    return [
        Stay(person, name, since_at, frozenset(kind for *_, kind in theirs if kind))
        for (person, name, since_at), theirs in groupby(rows, key=lambda row: row[:3])
    ]
