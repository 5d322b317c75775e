"""When the patient came, when the drug ran and stood still, when they left, and what happened in between.

What stands in a table of its own is not repeated.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from ebb.clinic.lib.templatetags.ebb import clock, lasting
from ebb.clinic.printing.formatting import NOT_KNOWN, lead, when
from ebb.clinic.printing.people import People
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.visit.timeline import TimelineEntry
from ebb.pathway import events as e

IN_TABLES = {
    kind.__name__
    for kind in (
        e.VitalsCharted,
        e.Scored,
        e.AldreteScored,
        e.PadssScored,
        e.ReadinessChecked,
        e.ContainerPrepared,
        e.CheckEntered,
    )
}


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


def stay(seen: VisitSnapshot) -> tuple[datetime, datetime]:
    """From arrival to the way home, or up to now."""
    return seen.arrived_at or seen.at, seen.left_at or seen.at


def timeline(seen: VisitSnapshot, people: People) -> dict[str, object]:
    """Every entry but those the tables hold; an entry taken back stays, struck, and says so in words."""
    lines = {line.id: line for line in seen.timeline}
    rows = [
        [clock(line.happened_at), _what(line, lines), people.initials(line.by)]
        for line in seen.timeline
        if _belongs(line)
    ]
    notes = [_("Times are when it happened. What was written more than a minute later says when, and why.")]
    return {"title": _("Timeline"), "head": [_("Time"), _("What happened"), _("By")], "rows": rows, "notes": notes}


def _belongs(line: TimelineEntry) -> bool:
    plain_entry = line.written_at is None and line.superseded_by is None and not line.locked_tablet
    return not (line.kind in IN_TABLES and plain_entry)


def _what(line: TimelineEntry, lines: Mapping[int, TimelineEntry]) -> dict[str, object]:
    parts = [_about(lines[line.about])] if line.about in lines else []
    parts = [*parts, *filter(None, [line.detail, *_how_it_was_written(line)])]
    after = _("taken back as a mistake") if line.superseded_by else ""
    return lead(line.title, "; ".join(parts), struck=bool(line.superseded_by), after=after)


def _about(other: TimelineEntry) -> str:
    return _("about “{title}”, {clock}").format(title=other.title, clock=clock(other.happened_at))


def _how_it_was_written(line: TimelineEntry) -> Iterator[str]:
    if line.written_at is not None:
        yield _("written {clock}").format(clock=clock(line.written_at))
    if line.late_reason:
        yield _("late: {why}").format(why=line.late_reason)
    if line.locked_tablet:
        yield _("at once, from the ward tablet")
