"""Monitors that speak for a bed to which no chair is bound."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from ebb.clinic.vitals.models import Message


@dataclass(frozen=True)
class UnassignedBed:
    """A bed label that nobody has bound to a chair, and what came from it."""

    bed: str
    messages: int
    first_at: datetime
    last_at: datetime


def unassigned_beds(since: datetime) -> list[UnassignedBed]:
    """The beds heard of since then that no chair was bound to, the latest first. One query."""
    rows = (
        Message.objects.unassigned()
        .filter(received_at__gte=since)
        .values("bed")
        .annotate(messages=Count("id"), first_at=Min("received_at"), last_at=Max("received_at"))
        .order_by("-last_at")
    )
    return [UnassignedBed(**row) for row in rows]
