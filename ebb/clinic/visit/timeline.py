"""Everything that was written about a visit, in words, in the order it happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext

from ebb.clinic.infusion import event_labels
from ebb.clinic.infusion.checking import still_blind
from ebb.clinic.infusion.models import KINDS, Event
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.people.models import SYSTEM, Chair, Tablet, User
from ebb.pathway import events as e
from ebb.pathway.adjuncts import usual_exceeded

WRITTEN_APART = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One entry as a page tells it.

    `by` is the id of who wrote it, `who` the name. `written_at` is None unless it was written more than a minute after
    it happened. `superseded_by` is the id of the entry that took it back, `about` that of the entry it speaks of.
    `usual_max_mg` is there where a drug was given at more than three times it.
    """

    id: int
    kind: str
    by: str
    who: str
    title: str
    detail: str
    happened_at: datetime
    written_at: datetime | None
    late_reason: str
    locked_tablet: bool
    superseded_by: int | None
    about: int | None
    usual_max_mg: Decimal | None

    @property
    def may_be_corrected(self) -> bool:
        """A mark is never taken back, nor is anything taken back twice."""
        return self.superseded_by is None and self.kind != e.Superseded.__name__


def names_of(people: Iterable[UUID | str | None], site: UUID) -> dict[str, str]:
    """The names of these people and of the site's chairs, by id as text. One query.

    Where something was recorded at once the ward tablet stands for who did it.
    """
    ids = {UUID(str(person)) for person in people if person} - {SYSTEM}
    known = [User.objects.filter(pk__in=ids), Tablet.objects.filter(pk__in=ids), Chair.objects.filter(site=site)]
    users, *others = (rows.order_by().values_list("pk", "name") for rows in known)
    return {str(SYSTEM): "Ebb"} | {str(pk): name for pk, name in users.union(*others, all=True)}


def timeline_of(visit: Visit, names: Mapping[str, str]) -> list[TimelineEntry]:
    """The entries by the time they happened; what was superseded stays, and says by what.

    A blind check shows its numbers once another person has entered theirs.
    """
    rows, blind = visit.rows, still_blind(visit)
    withdrawn = {row.event_id: row.pk for row in rows if row.kind == e.Superseded.__name__}
    return sorted(
        (_line(row, names, withdrawn.get(str(row.pk)), str(row.pk) in blind) for row in rows),
        key=lambda line: (line.happened_at, line.id),
    )


def to_complete(lines: Iterable[TimelineEntry], rows: Iterable[Event]) -> list[TimelineEntry]:
    """What was recorded in a hurry and still lacks its reason or its author, or a dose nobody looked at again.

    A note about it completes it. A drug is recorded first and asked about after: a rescue never waits.
    """
    lines, rows = list(lines), {row.pk: row for row in rows}
    noted = {line.about for line in lines if line.kind == e.Noted.__name__}
    asked = [line for line in lines if line.usual_max_mg is not None or _lacks(rows[line.id])]
    return [line for line in asked if line.id not in noted and not line.superseded_by]


def _lacks(row: Event) -> bool:
    if row.locked_tablet:
        return True
    unfinished = row.kind == e.Stopped.__name__ and not row.completed
    return (unfinished or row.kind == e.Paused.__name__) and not row.reason


def _line(row: Event, names: Mapping[str, str], superseded_by: int | None, blind: bool) -> TimelineEntry:
    apart = row.written_at - row.happened_at > WRITTEN_APART
    return TimelineEntry(
        id=row.pk,
        kind=row.kind,
        by=str(row.by),
        who=names.get(str(row.by), ""),
        title=event_labels.title(KINDS[row.kind]),
        detail=f"{row.container}, {gettext('blind')}" if blind else event_labels.detail(row, names),
        happened_at=row.happened_at,
        written_at=row.written_at if apart else None,
        late_reason=row.late_reason or "",
        locked_tablet=bool(row.locked_tablet),
        superseded_by=superseded_by,
        about=int(row.event_id) if row.event_id else None,
        usual_max_mg=usual_exceeded(row.as_fact()) if row.kind == e.AdjunctGiven.__name__ else None,
    )
