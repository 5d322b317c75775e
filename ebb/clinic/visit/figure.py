"""The figure of a visit: rate, predicted concentration, vitals, scores and events on one time axis.

The page at the chair, the printed record and a replay draw the very same figure from a VisitSnapshot.
"""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.plan.expected import panels
from ebb.clinic.visit.curves import curves
from ebb.clinic.visit.event_marks import event_marks
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.visit.vital_panels import pressures, traces
from ebb.figure import ClockAxis, Figure, ScoreRow, Scores, Steps, StepSegment
from ebb.pathway import events as e
from ebb.pathway.flow import FlowSegment, segments
from ebb.pathway.scales import SCALES

BEFORE = timedelta(minutes=15)
# The shortest observation after the end [D] section 3.2, so that the fading is seen.
AFTER = timedelta(minutes=60)
LEAST = timedelta(minutes=30)


def visit_figure(seen: VisitSnapshot, *, width: int = 960) -> Figure:
    """The figure of this visit at the sheet's moment. Needs a patient who has arrived."""
    axis = axis_of(seen)
    return Figure(
        title=_("Infusion of {patient}").format(patient=seen.infusion.patient),
        description=description(seen),
        axis=axis,
        panels=[
            rate(seen),
            *panels(curves(seen, axis.start, axis.end)),
            traces(seen),
            pressures(seen),
            scores(seen),
            event_marks(seen),
        ],
        now=None if seen.over or seen.at >= axis.end else seen.at,
        width=width,
    )


def axis_of(seen: VisitSnapshot) -> ClockAxis:
    """From shortly before the start, or from arrival, to an hour after the expected or actual end."""
    started = seen.started_at
    start = max(seen.arrived_at, started - BEFORE) if started else seen.arrived_at
    end_of_drug = seen.ended_at or seen.amounts.ends_at or seen.at
    end = seen.left_at or max(end_of_drug + AFTER, seen.at)
    return ClockAxis(start, max(end, start + LEAST), timezone.get_current_timezone())


def description(seen: VisitSnapshot) -> str:
    """The figure in one sentence, for those who do not see it."""
    amounts = seen.amounts
    return _("{given} of {ordered} mg given by {clock}; {state}.").format(
        given=_plain(amounts.given.total_mg),
        ordered=_plain(amounts.ordered_mg),
        clock=timezone.localtime(seen.at).strftime("%H:%M"),
        state=seen.state.value,
    )


def rate(seen: VisitSnapshot) -> Steps:
    """What ran, in mg/h so that a stronger bag shows; pauses at zero, the rest of the order as planned."""
    ran = segments(seen.facts, seen.at)
    steps = [StepSegment(one.start, one.end, float(one.mg_per_h), label=_ml_per_h(one)) for one in ran]
    steps += [
        StepSegment(earlier.end, later.start, 0.0) for earlier, later in pairwise(ran) if later.start > earlier.end
    ]
    if ran and seen.paused_since and seen.at > ran[-1].end:
        steps.append(StepSegment(ran[-1].end, seen.at, 0.0))
    ends_at = seen.amounts.ends_at
    if ends_at and ends_at > seen.at:
        steps.append(StepSegment(seen.at, ends_at, float(seen.amounts.given.rate_mg_per_h), planned=True, label=""))
    return Steps(_("Rate"), "mg/h", sorted(steps, key=lambda step: step.start))


def _ml_per_h(segment: FlowSegment) -> str:
    return f"{segment.rate_ml_per_h.normalize():f} mL/h"


def scores(seen: VisitSnapshot) -> Scores:
    """A row a scale; what the ward must act on stands out, what was not asked is a dash."""
    rows = []
    for name, scale in SCALES.items():
        asked = [fact for fact in seen.facts if isinstance(fact, e.Scored) and fact.scale == name]
        values = [
            (
                fact.at,
                "–" if fact.score is None else str(fact.score),
                bool(scale.priority(fact.score, distress=fact.distress)),
            )
            for fact in asked
        ]
        rows.append(ScoreRow(name, _(scale.title), values))
    return Scores(_("Scores"), rows)


def _plain(number: Decimal) -> str:
    return f"{round(number, 1).normalize():f}"
