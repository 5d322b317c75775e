"""How many enquiries wait for an answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from ebb.clinic.enquiry.models import Enquiry, EnquiryQuerySet
from ebb.clinic.people.models import Site

SETTLED_AFTER = timedelta(minutes=1)
"""Far longer than any transaction lasts: what was asked before then is committed, or never will be."""


MOST_LEFT = 500
"""How many open ones are asked for by number; where more wait, looking back again is no worse."""


class Waiting:
    """Counts the open enquiries of a site. What was answered stays answered, so each process looks back only once.

    For each site it keeps up to where it has looked, and which were still open there.
    """

    def __init__(self) -> None:
        self._seen: dict[UUID, tuple[int, frozenset[int]]] = {}

    def count(self, site: Site, at: datetime) -> int:
        """Two queries, three while older ones wait."""
        looked_to, left = self._seen.get(site.pk, (0, frozenset()))
        here = Enquiry.objects.filter(site=site)
        settled = here.filter(asked_at__lt=at - SETTLED_AFTER).order_by("-asked_at").values_list("pk", flat=True)
        look_to = max(looked_to, settled.first() or 0)
        # Asked for apart, each is answered from an index; both in one condition made SQLite read them all.
        found = [pk for those in (Q(pk__gt=looked_to), Q(pk__in=left)) for pk in _open(here.filter(those))]
        still = frozenset(pk for pk in found if pk <= look_to)
        if len(still) <= MOST_LEFT:
            self._seen[site.pk] = look_to, still
        return len(found)


def _open(enquiries: EnquiryQuerySet) -> Iterable[int]:
    return enquiries.open().order_by("pk").values_list("pk", flat=True)


waiting = Waiting()
