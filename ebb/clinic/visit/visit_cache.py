"""Visits as they stand, read row by row only once in each process.

Twenty chairs have some 1,600 entries, and the board and the page of each chair are asked for all day. Entries are
facts: they never change, and those of one visit are numbered in the order they were committed, for its row is held
while they are written.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from uuid import UUID

from django.db import connection
from django.db.models import Q

from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.visit import Visit

MOST = 100


class VisitCache:
    """The rows this process has read, the latest used first to stay. Its threads take turns."""

    def __init__(self) -> None:
        self._rows: OrderedDict[UUID, tuple[Event, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, infusion: Infusion) -> Visit:
        """The visit as it stands. One query, and a second where rows are new."""
        return self.of_all([infusion])[0]

    def of_all(self, infusions: Sequence[Infusion]) -> list[Visit]:
        """Each as it stands. One query, and a second where rows are new."""
        with self._lock:
            known = {infusion.pk: self._rows.get(infusion.pk, ()) for infusion in infusions}
            found = {pk: (*rows, *new) for (pk, rows), new in zip(known.items(), _new(known), strict=True)}
            # Inside a transaction rows may be our own and still be rolled back.
            if not connection.in_atomic_block:
                self._keep(found)
        return [Visit(infusion, list(found[infusion.pk])) for infusion in infusions]

    def _keep(self, found: dict[UUID, tuple[Event, ...]]) -> None:
        for pk, rows in found.items():
            self._rows[pk] = rows
            self._rows.move_to_end(pk)
        while len(self._rows) > max(MOST, len(found)):
            self._rows.popitem(last=False)


def _new(known: dict[UUID, tuple[Event, ...]]) -> list[list[Event]]:
    """What came after the rows we have, a list for each visit."""
    found: dict[UUID, list[Event]] = {pk: [] for pk in known}
    wanted = Q()
    for pk, rows in known.items():
        wanted |= Q(infusion=pk, pk__gt=rows[-1].pk if rows else 0)
    rows = Event.objects.filter(wanted).order_by("pk")
    # Where rows are known mostly none is new, and to ask that first costs a fifth of asking for some eighty columns.
    if wanted and (not any(known.values()) or rows.exists()):
        for row in rows:
            found[row.infusion_id].append(row)
    return list(found.values())


visit_cache = VisitCache()
