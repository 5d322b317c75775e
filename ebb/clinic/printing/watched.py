"""Alarms with who answered them, gaps in the monitoring, and what was signed although a rule spoke against it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ebb.clinic.assessment.models import Conclusion
from ebb.clinic.lib.templatetags.ebb import clock
from ebb.clinic.printing.formatting import NOT_KNOWN, brief, lead, to_the_second, when
from ebb.clinic.printing.people import People
from ebb.clinic.printing.schedule_times import stay
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway import events as e

State = AlarmChange.State


def changes_of(seen: VisitSnapshot) -> list[AlarmChange]:
    """Every step of every alarm of the visit. One query."""
    return list(AlarmChange.objects.filter(infusion=seen.infusion.pk).order_by("id"))


def alarms(changes: Iterable[AlarmChange], people: People) -> dict[str, object]:
    """A row an alarm: raised, taken note of by whom, cleared."""
    steps: dict[UUID, list[AlarmChange]] = {}
    for change in changes:
        steps.setdefault(change.alarm, []).append(change)
    rows = [_alarm(one, people) for one in sorted(steps.values(), key=lambda one: one[0].happened_at)]
    head = [_("Raised"), _("Priority"), _("Alarm"), _("Acknowledged"), _("Cleared")]
    return {"title": _("Alarms"), "head": head, "rows": rows, "notes": [] if rows else [_("None was raised.")]}


def _alarm(steps: list[AlarmChange], people: People) -> list[str]:
    first, taken = steps[0], _first(steps, State.ACKNOWLEDGED)
    escalated, cleared = _first(steps, State.ESCALATED), _first(steps, State.CLEARED)
    priority = _(first.priority)
    if escalated:
        priority = _("{priority}, escalated {clock}").format(priority=priority, clock=clock(escalated.happened_at))
    who = f"{clock(taken.happened_at)}, {people.initials(taken.by)}" if taken else _("nobody")
    return [
        clock(first.happened_at), priority, first.text, who,
        clock(cleared.happened_at) if cleared else _("still open"),
    ]  # fmt: skip


def _first(steps: Iterable[AlarmChange], state: str) -> AlarmChange | None:
    return next((step for step in steps if step.state == state), None)


def gaps(seen: VisitSnapshot) -> dict[str, object]:
    """Where nothing came from the monitor for longer than its own beat explains."""
    rows = [[f"{to_the_second(since)}–{to_the_second(until)}", brief(until - since)] for since, until in silences(seen)]
    notes = [] if rows else [_gapless(seen)]
    return {"title": _("Gaps in monitoring"), "head": [_("From, to"), _("For")], "rows": rows, "notes": notes}


def silences(seen: VisitSnapshot) -> list[tuple[datetime, datetime]]:
    """The gaps while the patient was here."""
    start, end = stay(seen)
    found = [(max(gap.start, start), min(gap.end or end, end)) for gap in seen.gaps]
    return [(since, until) for since, until in found if since < until]


def _gapless(seen: VisitSnapshot) -> str:
    if seen.arrived_at is None:
        return NOT_KNOWN
    if not seen.series.last_id:
        return _("No monitor was connected: every number was read and typed by a person.")
    return _("None: the monitor's messages came without a break.")


def overrides(seen: VisitSnapshot, conclusion: Conclusion | None, people: People) -> dict[str, object]:
    """What a physician let stand, and why: at the assessment, before the start and at the way home."""
    about = seen.started_at or seen.at
    rows = [
        [when(conclusion.written_at, about), lead(row.said, row.reason), people.initials(conclusion.by_id)]
        for row in (conclusion.overrides.order_by("id") if conclusion else ())
    ]
    for fact in seen.facts:
        if isinstance(fact, e.FindingOverridden):
            rows.append([clock(fact.at), lead(fact.finding, fact.reason), people.initials(fact.by)])
        elif isinstance(fact, e.Discharged) and fact.reason:
            rows.append([clock(fact.at), lead(_("Discharge"), fact.reason), people.initials(fact.by)])
    head = [_("Time"), _("Let stand, and why"), _("By")]
    return {"title": _("Overrides"), "head": head, "rows": rows, "notes": [] if rows else [_("None.")]}
