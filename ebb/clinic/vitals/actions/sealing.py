"""Entries in the record over what monitors said: one for each chair's minute, so that no row can be changed unseen."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby, takewhile
from uuid import UUID

from django.db import transaction

from ebb.clinic.people.models import SYSTEM, Chair, Site
from ebb.clinic.record.actions import seal_batch
from ebb.clinic.vitals.models import Message, ProcessPosition

GRACE = timedelta(seconds=5)
"""A message is stamped when it arrives and committed a moment later."""

MOST_ROWS = 300
"""Keeps one transaction near the 50 ms that a writer may hold the database; a digest takes some 0.1 ms."""


def seal_minutes(*, at: datetime, by: UUID = SYSTEM, most: int = MOST_ROWS) -> int:
    """Seal the oldest messages whose minute is over and that have no entry yet; how many rows that were.

    0 when there is nothing to do. Call it again until then: it takes at most `most` rows at a time, in the order of
    their numbers, so what is sealed is always everything up to one row. Running it twice seals nothing twice.
    """
    before = ProcessPosition.objects.filter(pk="sealed").values_list("message", flat=True).first() or 0
    over = (at - GRACE).replace(second=0, microsecond=0)
    rows = Message.objects.filter(pk__gt=before).order_by("pk")[:most]
    rows = list(takewhile(lambda row: row.received_at < over, rows))
    if rows:
        _seal(rows, before, by, at)
    return len(rows)


@transaction.atomic
def _seal(rows: list[Message], before: int, by: UUID, at: datetime) -> None:
    ProcessPosition.objects.get_or_create(pk="sealed", defaults={"at": at})
    sealed = ProcessPosition.objects.select_for_update().get(pk="sealed")
    if sealed.message != before:
        return
    sites = dict(Chair.objects.values_list("pk", "site_id"))
    nobodys = Site.objects.order_by("name", "pk").values_list("pk", flat=True).first() or SYSTEM

    def belongs(row: Message) -> tuple[str, datetime]:
        chain = row.file or sites.get(row.chair_id, nobodys)
        return str(chain), row.received_at.replace(second=0, microsecond=0)

    for (chain, _), minute in _grouped(rows, belongs):
        seal_batch(chain=UUID(chain), verb="samples", rows=minute, by=by, at=at)
    sealed.message, sealed.at = rows[-1].pk, at
    sealed.save()


def _grouped(rows: Iterable[Message], key: object) -> Iterable[tuple[tuple[str, datetime], list[Message]]]:
    for name, group in groupby(sorted(rows, key=key), key=key):
        yield name, list(group)
