"""What happened, in the order it happened. What stands in a table of its own is not told twice."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ebb.clinic.infusion.sheet import Sheet
from ebb.clinic.infusion.timeline import Line
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.lib.templatetags.ebb import clock
from ebb.clinic.recovery.printing.people import People
from ebb.pathway import events as e

IN_TABLES = {
    kind.__name__
    for kind in (e.VitalsCharted, e.Scored, e.AldreteScored, e.PadssScored, e.ReadinessChecked, e.CheckEntered)
}


def timeline(seen: Sheet, visit: Visit, people: People) -> dict[str, object]:
    """Every entry but those the tables hold; an entry taken back stays, struck, and says so in words."""
    by = {row.pk: row.by for row in visit.rows}
    lines = {line.id: line for line in seen.timeline}
    rows = [[_when(line), _what(line, lines), people.initials(by[line.id])] for line in seen.timeline if _belongs(line)]
    notes = [_("Two times: when it happened, and when it was written if that was more than a minute later.")]
    return {"title": _("Timeline"), "head": [_("Time"), _("What happened"), _("By")], "rows": rows, "notes": notes}


def _belongs(line: Line) -> bool:
    plain_entry = line.written_at is None and line.superseded_by is None and not line.locked_tablet
    return not (line.kind in IN_TABLES and plain_entry)


def _when(line: Line) -> str:
    if line.written_at is None:
        return clock(line.happened_at)
    return _("{happened}, written {written}").format(happened=clock(line.happened_at), written=clock(line.written_at))


def _what(line: Line, lines: Mapping[int, Line]) -> dict[str, object]:
    told = list(filter(None, [line.detail, line.late_reason and _("late: {why}").format(why=line.late_reason)]))
    if line.locked_tablet:
        told.append(_("from a locked tablet"))
    if line.about in lines:
        told.insert(0, _("about “{title}”, {clock}").format(
            title=lines[line.about].title, clock=clock(lines[line.about].happened_at)))  # fmt: skip
    return {"lead": line.title, "text": "; ".join(told), "struck": bool(line.superseded_by), "after": _taken_back(line)}


def _taken_back(line: Line) -> str:
    return _("taken back as a mistake") if line.superseded_by else ""
