"""The printed record: one visit on two pages, with the same figure as the page at the chair."""

from datetime import datetime
from uuid import UUID
from xml.etree import ElementTree

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load
from ebb.clinic.lib.templatetags.ebb import clock, full_day
from ebb.clinic.pdf.render import render
from ebb.clinic.printing import discharge, given, observations, order, signatures, timeline
from ebb.clinic.printing.formatting import hundredths
from ebb.clinic.printing.paper import Paper, paper, proof
from ebb.clinic.printing.people import People, people_of, supervisors_then, who
from ebb.clinic.printing.signatures import conclusion_then
from ebb.clinic.visit.figure import visit_figure
from ebb.clinic.visit.snapshot import VisitSnapshot, snapshot
from ebb.figure import Curves, Figure
from ebb.pathway.prediction import SHOWN

# So wide in pixels is the figure that its smallest words are 8 pt on the paper.
FIGURE_WIDTH = 768
# The marks of `ebb.pharmacology`: how far a model's numbers were checked.
MEANING: dict[str, str] = {
    "V": gettext_noop("[V]: numbers seen in the paper itself."),
    "V2": gettext_noop("[V2]: numbers as other authors copied them from the paper."),
    "D": gettext_noop("[D]: our own choice."),
}


def record_pdf(infusion: Infusion, at: datetime, *, by: UUID | None = None, size: Paper = "a4") -> bytes:
    """The record of a visit as it stands at `at`, as PDF/UA. `by` is who prints it. Writes nothing."""
    return render("printing", "record.typ", record_contents(infusion, at, by=by, size=size), at)


def record_contents(infusion: Infusion, at: datetime, *, by: UUID | None, size: Paper) -> dict[str, object]:
    """Everything the two pages say, in the reader's language."""
    seen = snapshot(infusion, at)
    visit = load(seen.infusion)
    conclusion, supervisors = conclusion_then(seen), supervisors_then(seen)
    alarm_steps = sorted((step for alarm in seen.alarms for step in alarm.steps), key=lambda step: step.pk)
    passed = [person for alarm in seen.alarms for one in alarm.passed_on for person in one.people]
    others = [seen.infusion.order.signed_by_id, *(step.by for step in alarm_steps), *passed, *supervisors, by]
    others += [conclusion.by_id] if conclusion else []
    people = people_of(seen, others, seen.started_at or at)
    day = full_day(timezone.localdate(seen.started_at or seen.arrived_at or at))
    about = _("Record of a ketamine infusion, {day}").format(day=day)
    return {
        **paper(seen, at, title=about, size=size, printed_by=people.name(by) if by else ""),
        "summary": summary(seen, people),
        "times": timeline.times(seen),
        "order": order.order(seen, people),
        "given": given.given(seen, people),
        "figure": figure(seen),
        "vitals": observations.vitals(seen, visit, people),
        "scores": observations.scores(seen, people),
        "alarms": observations.alarms(seen, people),
        "gaps": observations.gaps(seen),
        "overrides": signatures.overrides(seen, conclusion, people),
        "recovery": discharge.recovery(seen, people),
        "gate": discharge.gate(seen, visit),
        "timeline": timeline.timeline(seen, people),
        "signatures": signatures.signatures(seen, visit, people),
        "people": who(seen, people, supervisors),
        "proof": proof(seen.infusion, at),
    }


def summary(seen: VisitSnapshot, people: People) -> str:
    """The visit in one line: how much, how it ended, what stood out."""
    text = _("{patient} was given {given} of {ordered} mg. {way_home}. Alarms: {alarms}. Gaps in monitoring: {gaps}.")
    return text.format(
        patient=seen.infusion.patient,
        given=hundredths(seen.amounts.given.total_mg),
        ordered=hundredths(seen.amounts.ordered_mg),
        way_home=discharge.way_home(seen, people),
        alarms=len(seen.alarms),
        gaps=len(observations.unwatched(seen)),
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
    return {"svg": svg, "alt": alt, "share": height_to_width(svg), "notes": explained(drawn)}


def height_to_width(svg: str) -> float:
    """How tall the drawing is for its width, so that the paper can give it the room it needs."""
    _left, _top, width, height = ElementTree.fromstring(svg).attrib["viewBox"].split()
    return float(height) / float(width)


def explained(drawn: Figure) -> list[str]:
    """One sentence on the whole, and one a model: its source, how far that was checked, and its highest point."""
    lines = {line.name: line for panel in drawn.panels if isinstance(panel, Curves) for line in panel.lines}
    if not lines:
        return []
    sentences = [_("Predicted concentration: a prediction from the recorded rates, not a measurement.")]
    for model in SHOWN:
        if line := lines.get(model.title):
            at, highest = max(line.points, key=lambda point: point[1])
            sentences.append(_("{model} [{marks}], {source}: highest {ng} ng/mL at {clock}.").format(
                model=model.title, marks=", ".join(sorted(model.marks)), ng=f"{highest:.0f}", clock=clock(at),
                source=model.source))  # fmt: skip
    marks = {mark for model in SHOWN if model.title in lines for mark in model.marks}
    return [" ".join([*sentences, *(_(MEANING[mark]) for mark in sorted(marks))])]
