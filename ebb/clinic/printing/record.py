"""The printed record: one visit on two pages, with the same figure as the page at the chair."""

from datetime import datetime
from uuid import UUID
from xml.etree import ElementTree

from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load
from ebb.clinic.lib.templatetags.ebb import clock, full_day
from ebb.clinic.pdf.render import render
from ebb.clinic.printing import discharge, given, observed, ordered, predicted, signed, times, watched
from ebb.clinic.printing.at_start import conclusion_then, supervisors_then
from ebb.clinic.printing.formatting import hundredths
from ebb.clinic.printing.paper import Paper, paper
from ebb.clinic.printing.people import People, people_of
from ebb.clinic.printing.proof import proof
from ebb.clinic.printing.timeline import timeline
from ebb.clinic.visit.figure import visit_figure
from ebb.clinic.visit.snapshot import VisitSnapshot, snapshot
from ebb.clinic.vitals.models import AlarmChange

# So wide in pixels is the figure that its smallest words are 8 pt on the paper.
FIGURE_WIDTH = 768


def record_pdf(infusion: Infusion, at: datetime, *, by: UUID | None = None, size: Paper = "a4") -> bytes:
    """The record of a visit as it stands at `at`, as PDF/UA. `by` is who prints it. Writes nothing."""
    return render("printing", "record.typ", told(infusion, at, by=by, size=size), at)


def told(infusion: Infusion, at: datetime, *, by: UUID | None, size: Paper) -> dict[str, object]:
    """Everything the two pages say, in the reader's language."""
    seen = snapshot(infusion, at)
    visit, changes = load(seen.infusion), watched.changes_of(seen)
    conclusion, supervisors = conclusion_then(seen), supervisors_then(seen)
    hands = [seen.infusion.order.signed_by_id, *(change.by for change in changes), *supervisors, by]
    hands += [conclusion.by_id] if conclusion else []
    people = people_of(visit, hands, seen.started_at or at)
    day = full_day(timezone.localdate(seen.started_at or seen.arrived_at or at))
    about = _("Record of a ketamine infusion, {day}").format(day=day)
    return {
        **paper(seen, at, title=about, size=size, printed_by=people.name(by) if by else ""),
        "summary": summary(seen, changes, people),
        "times": times.times(seen),
        "order": ordered.order(seen, people),
        "given": given.given(seen, people),
        "figure": figure(seen),
        "vitals": observed.vitals(seen, people),
        "scores": observed.scores(seen, people),
        "alarms": watched.alarms(changes, people),
        "gaps": watched.gaps(seen),
        "overrides": watched.overrides(seen, conclusion, people),
        "recovery": discharge.recovery(seen, people),
        "gate": discharge.gate(seen, visit),
        "timeline": timeline(seen, visit, people),
        "signatures": signed.signatures(seen, visit, people),
        "people": who(seen, people, supervisors),
        "proof": proof(seen.infusion, at),
    }


def who(seen: VisitSnapshot, people: People, supervisors: list[str]) -> str:
    """What the initials stand for, and who supervised."""
    if seen.started_at is None:
        return _("Initials: {legend}.").format(legend=people.legend())
    present = ", ".join(people.name(person) for person in supervisors) or _("nobody who may supervise")
    return _("Initials: {legend}. On site at the start to supervise: {present}.").format(
        legend=people.legend(), present=present
    )


def summary(seen: VisitSnapshot, changes: list[AlarmChange], people: People) -> str:
    """The visit in one line: how much, how it ended, what stood out."""
    told = _("{patient} was given {given} of {ordered} mg. {way_home}. Alarms: {alarms}. Gaps in monitoring: {gaps}.")
    return told.format(
        patient=seen.infusion.patient,
        given=hundredths(seen.amounts.given.total_mg),
        ordered=hundredths(seen.amounts.ordered_mg),
        way_home=discharge.way_home(seen, people),
        alarms=len({change.alarm for change in changes}),
        gaps=len(watched.silences(seen)),
    )


def figure(seen: VisitSnapshot) -> dict[str, object]:
    """The figure of the page at the chair, black on white, with what its predicted lines are; none before a start."""
    if seen.started_at is None:
        return {"svg": "", "alt": "", "share": 0, "notes": [_("No drug was started, so there is no figure.")]}
    drawn = visit_figure(seen, width=FIGURE_WIDTH)
    alt = _(
        "{description} One time axis from {start} to {end} with the rate, the predicted concentration, vitals, "
        "blood pressure, scores and events; the tables below hold their numbers."
    ).format(description=drawn.description, start=clock(drawn.axis.start), end=clock(drawn.axis.end))
    svg = drawn.svg(theme="print")
    return {"svg": svg, "alt": alt, "share": height_to_width(svg), "notes": predicted.explained(drawn)}


def height_to_width(svg: str) -> float:
    """How tall the drawing is for its width, so that the paper can give it the room it needs."""
    _left, _top, width, height = ElementTree.fromstring(svg).attrib["viewBox"].split()
    return float(height) / float(width)
