"""What was observed: the tables of vitals and scores, the alarms with who answered them, gaps in the monitoring."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from ebb.clinic.infusion.monitor_messages import messages_between
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.lib.templatetags.ebb import clock, plain
from ebb.clinic.printing.formatting import NOT_KNOWN, brief, to_the_second, whole
from ebb.clinic.printing.people import People
from ebb.clinic.printing.readings import MARKS, Extreme, Reading, chosen, sent, typed
from ebb.clinic.printing.timeline import stay
from ebb.clinic.visit.alarms import Alarm, PassedOn
from ebb.clinic.visit.outages import OUTAGES
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway import events as e
from ebb.pathway.alarms.answering import BEGINNINGS, holds
from ebb.pathway.scales import SCALES

State = AlarmChange.State


def vitals(seen: VisitSnapshot, visit: Visit, people: People) -> dict[str, object]:
    """The readings chosen for print, and of how many. One query."""
    charted, monitor = typed(seen), sent(seen, *stay(seen))
    shown = chosen(seen, charted, monitor)
    head = [_("Time"), _("HR\n/min"), _("SpO2\n%"), _("RR\n/min"), _("BP\nmmHg"), _("Temp.\n°C"), _("Read by")]
    rows = [_row(reading, marked, people) for reading, marked in shown.items()]
    if monitor.has_carbon_dioxide:
        head.insert(4, _("EtCO2\nmmHg"))
        for row, reading in zip(rows, shown, strict=True):
            row.insert(4, whole(reading.etco2_mmhg))
    notes = [_how_many(len(shown), len(charted) + messages_between(visit, *stay(seen)))]
    return {"title": _("Vitals"), "head": head, "rows": rows, "notes": notes}


def _row(reading: Reading, marked: Sequence[Extreme], people: People) -> list[str]:
    pressure = f"{whole(reading.sys_mmhg)}/{whole(reading.dia_mmhg)}" if reading.sys_mmhg is not None else NOT_KNOWN
    source = people.initials(reading.by) if reading.by else _("monitor")
    return [
        clock(reading.at),
        whole(reading.hr_per_min),
        whole(reading.spo2_percent),
        whole(reading.rr_per_min),
        pressure,
        plain(reading.temp_c),
        ", ".join([source, *(_(MARKS[extreme]) for extreme in marked)]),
    ]


def _how_many(shown: int, taken: int) -> str:
    if shown == taken:
        return _("All {taken} readings.").format(taken=taken)
    return _(
        "{shown} of {taken} readings: all that were typed, the monitor's at the moments the schedule asks for, "
        "those around each alarm, and the extremes."
    ).format(shown=shown, taken=f"{taken:,}")


def scores(seen: VisitSnapshot, people: People) -> dict[str, object]:
    """A row for each time that something was asked; a scale left out then is blank, one skipped says so."""
    answers: dict[tuple[datetime, str], dict[str, str]] = {}
    for fact in seen.facts.all_of(e.Scored):
        minute = fact.at.replace(second=0, microsecond=0)
        answers.setdefault((minute, fact.by), {})[fact.scale] = _score(fact)
    head = [_("Time"), *(_(scale.title) for scale in SCALES.values()), _("By")]
    rows = [
        [clock(at), *(scored.get(name, "") for name in SCALES), people.initials(by)]
        for (at, by), scored in answers.items()
    ]
    tops = ", ".join(f"{_(scale.title).lower()} 0–{scale.highest}" for scale in SCALES.values())
    notes = [_("{tops}; 0 is none or awake.").format(tops=tops)]
    return {"title": _("Scores"), "head": head, "rows": rows, "notes": notes}


def _score(fact: e.Scored) -> str:
    score = _("not asked") if fact.score is None else str(fact.score)
    return _("{score}, distressed").format(score=score) if fact.distress else score


def alarms(seen: VisitSnapshot, people: People) -> dict[str, object]:
    """A row an alarm: raised, taken note of by whom, cleared."""
    raised = sorted(seen.alarms, key=lambda alarm: (alarm.steps[0].happened_at, alarm.steps[0].pk))
    rows = [_alarm(alarm, people) for alarm in raised]
    head = [_("Raised"), _("Priority"), _("Alarm"), _("Acknowledged"), _("Cleared")]
    return {"title": _("Alarms"), "head": head, "rows": rows, "notes": [] if rows else [_("None was raised.")]}


def _alarm(alarm: Alarm, people: People) -> list[str]:
    steps = alarm.steps
    first, taken = steps[0], _first(steps, State.ACKNOWLEDGED)
    escalated = _first(steps, State.ESCALATED)
    cleared = None if holds(steps) else _first(reversed(steps), State.CLEARED)
    priority = _(first.priority)
    if escalated:
        priority = _("{priority}, escalated {clock}").format(priority=priority, clock=clock(escalated.happened_at))
    who = f"{clock(taken.happened_at)}, {people.initials(taken.by)}" if taken else _("nobody")
    said = [_said(steps), *(_passed_on(one, people) for one in alarm.passed_on)]
    return [
        clock(first.happened_at), priority, "; ".join(said), who,
        clock(cleared.happened_at) if cleared else _("still open"),
    ]  # fmt: skip


def _passed_on(passed: PassedOn, people: People) -> str:
    """That nobody answered it in time, and to whom it went on."""
    to = ", ".join(people.initials(person) for person in passed.people) or _("nobody else was on site")
    return _("passed on {clock}: {to}").format(clock=to_the_second(passed.at), to=to)


def _said(steps: Sequence[AlarmChange]) -> str:
    """The number that raised it, and each other one that made it grow or raised it again, with its time."""
    said = [steps[0].text]
    for step in steps[1:]:
        if step.state in BEGINNINGS and step.text != steps[0].text:
            said.append(f"{clock(step.happened_at)} {step.text}")
    return "; ".join(said)


def _first(steps: Iterable[AlarmChange], state: str) -> AlarmChange | None:
    return next((step for step in steps if step.state == state), None)


def gaps(seen: VisitSnapshot) -> dict[str, object]:
    """Where nothing came from the monitor for longer than its own beat explains, and where nobody watched."""
    rows = [
        [
            f"{words} since {to_the_second(since)}"
            if until is None
            else f"{words} {to_the_second(since)} to {to_the_second(until)}",
            brief((until or seen.at) - since),
        ]
        for since, until, words in unwatched(seen)
    ]
    notes = [] if rows else [_gapless(seen)]
    return {"title": _("Gaps in monitoring"), "head": [_("From, to"), _("For")], "rows": rows, "notes": notes}


def unwatched(seen: VisitSnapshot) -> list[tuple[datetime, datetime | None, str]]:
    """The gaps while the patient was here, each in words; without an end where nobody watches yet."""
    start, end = stay(seen)
    found = [(max(gap.start, start), min(gap.end or end, end), _("monitor silent")) for gap in seen.gaps]
    found += [(one.began_at, one.ended_at, _(OUTAGES[one.process])) for one in seen.outages]
    still = {(one.began_at, one.ended_at, _(OUTAGES[one.process])) for one in seen.outages if one.pk is None}
    return [
        (since, None if (since, until, words) in still and until == seen.at else until, words)
        for since, until, words in sorted(gap for gap in found if gap[0] < gap[1])
    ]


def _gapless(seen: VisitSnapshot) -> str:
    if seen.arrived_at is None:
        return NOT_KNOWN
    if not seen.series.last_id:
        return _("No monitor was connected: every number was read and typed by a person.")
    return _("None: the monitor's messages came without a break.")
