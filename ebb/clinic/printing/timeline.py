"""What happened, in the order it happened. What stands in a table of its own is not told twice."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from ebb.clinic.infusion.visit import Visit
from ebb.clinic.lib.templatetags.ebb import clock
from ebb.clinic.printing.formatting import lead
from ebb.clinic.printing.people import People
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.visit.timeline import TimelineEntry
from ebb.pathway import events as e

IN_TABLES = {
    kind.__name__
    for kind in (e.VitalsCharted, e.Scored, e.AldreteScored, e.PadssScored, e.ReadinessChecked, e.CheckEntered)
}


def timeline(seen: VisitSnapshot, visit: Visit, people: People) -> dict[str, object]:
    """Every entry but those the tables hold; an entry taken back stays, struck, and says so in words."""
    by = {row.pk: row.by for row in visit.rows}
    lines = {line.id: line for line in seen.timeline}
    rows = [
        [clock(line.happened_at), _what(line, lines), people.initials(by[line.id])]
        for line in seen.timeline
        if _belongs(line)
    ]
    notes = [_("Times are when it happened. What was written more than a minute later says when, and why.")]
    return {"title": _("Timeline"), "head": [_("Time"), _("What happened"), _("By")], "rows": rows, "notes": notes}


def _belongs(line: TimelineEntry) -> bool:
    plain_entry = line.written_at is None and line.superseded_by is None and not line.locked_tablet
    return not (line.kind in IN_TABLES and plain_entry)


def _what(line: TimelineEntry, lines: Mapping[int, TimelineEntry]) -> dict[str, object]:
    told = [_about(lines[line.about])] if line.about in lines else []
    told = [*told, *filter(None, [line.detail, *_how_it_was_written(line)])]
    after = _("taken back as a mistake") if line.superseded_by else ""
    return lead(line.title, "; ".join(told), struck=bool(line.superseded_by), after=after)


def _about(other: TimelineEntry) -> str:
    return _("about “{title}”, {clock}").format(title=other.title, clock=clock(other.happened_at))


def _how_it_was_written(line: TimelineEntry) -> Iterator[str]:
    if line.written_at is not None:
        yield _("written {clock}").format(clock=clock(line.written_at))
    if line.late_reason:
        yield _("late: {why}").format(why=line.late_reason)
    if line.locked_tablet:
        yield _("at once, from the ward tablet")
