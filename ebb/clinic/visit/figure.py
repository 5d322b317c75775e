"""The figure of a visit: rate, predicted concentration, vitals, scores and events on one time axis.

The page at the chair, the printed record and a replay draw the very same figure from a VisitSnapshot.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.plan.prediction import panels
from ebb.clinic.visit.figure_panels import event_marks, pressures, rate, scores, traces
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.figure import ClockAxis, Figure
from ebb.pathway import events as e
from ebb.pathway.prediction import SHOWN, Curve, predicted
from ebb.pathway.visit_facts import VisitFacts
from ebb.pharmacology import Model

BEFORE = timedelta(minutes=15)
# The shortest observation after the end [D] section 3.2, so that the fading is seen.
AFTER = timedelta(minutes=60)
LEAST = timedelta(minutes=30)
DAYS_A_YEAR = Decimal("365.25")


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


def curves(seen: VisitSnapshot, start: datetime, end: datetime) -> list[Curve[datetime]]:
    """What the models expect between two moments, as it is known at the snapshot's."""
    at, ordered_mg = min(seen.at, end), seen.amounts.ordered_mg
    return expected_curves(seen.infusion, seen.facts, start, end, at, ordered_mg=ordered_mg, models=SHOWN)


def expected_curves(
    infusion: Infusion, facts: VisitFacts, start: datetime, end: datetime, at: datetime, *,
    ordered_mg: Decimal, models: Sequence[Model], every_min: float = 1.0,
) -> list[Curve[datetime]]:  # fmt: skip
    """What the models expect of this patient as it is known at `at`, by the weight measured today if there is one."""
    weighed = facts.latest(e.WeightMeasured)
    lived: timedelta = timezone.localdate(at) - infusion.patient.born_on
    return predicted(
        facts,
        weight_kg=weighed.weight_kg if weighed else infusion.order.weight_kg,
        age_y=float(lived.days / DAYS_A_YEAR),
        from_=start,
        to=end,
        at=at,
        models=models,
        ordered_mg=ordered_mg,
        every_min=every_min,
    )


def _plain(number: Decimal) -> str:
    return f"{round(number, 1).normalize():f}"
