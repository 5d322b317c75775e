"""When the patient came, when the drug ran and stood still, and when they left."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from ebb.clinic.lib.templatetags.ebb import clock, lasting
from ebb.clinic.printing.formatting import NOT_KNOWN, when
from ebb.clinic.visit.snapshot import VisitSnapshot


def times(seen: VisitSnapshot) -> list[tuple[str, str]]:
    ran, about = seen.facts.segments(seen.at), seen.started_at or seen.at
    return [
        (_("Arrived"), when(seen.arrived_at, about)),
        (_("Started"), when(seen.started_at, about)),
        (_("Paused"), _pauses(seen)),
        (_("Ended"), when(seen.ended_at, about)),
        (_("Drug ran"), lasting(sum((one.end - one.start for one in ran), timedelta()))),
        (_("Left"), when(seen.left_at, about)),
    ]


def pauses(seen: VisitSnapshot) -> Iterator[tuple[datetime, datetime | None]]:
    """The stretches between start and end in which no drug went in; the last is open while it lasts."""
    ran = seen.facts.segments(seen.at)
    yield from ((one.end, later.start) for one, later in pairwise(ran) if one.end < later.start)
    if ran and seen.paused_since and not seen.ended_at:
        yield ran[-1].end, None


def _pauses(seen: VisitSnapshot) -> str:
    """The stretch itself when there is one; how many and how long in all when there are more."""
    found = list(pauses(seen))
    if len(found) > 1:
        total = sum(((end or seen.at) - start for start, end in found), timedelta())
        return _("{length}, {count} times").format(length=lasting(total), count=len(found))
    return "".join(f"{clock(start)}–{clock(end) if end else ''}" for start, end in found) or NOT_KNOWN
