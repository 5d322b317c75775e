"""From the stopped pump to the way home, by the actions."""

from datetime import datetime

from ebb.clinic.demo.levels import AHEAD
from ebb.clinic.demo.visits import ESCORT, Attended, ask, chart, minutes
from ebb.clinic.infusion.start import is_first
from ebb.clinic.recovery import actions
from ebb.pathway.discharge_items import OBSERVE_FIRST_MIN, OBSERVE_MIN
from ebb.pathway.findings import Refused

GONE_AFTER = minutes(16)
AGAIN_MIN = (10, 5, 0)
HOME_READY = {
    "oriented": True, "patient_agrees": True, "walks_as_before": True, "sips_tolerated": True, "cannula_out": True,
    "escort_identified": True, "advice_given": True, "driving_understood": True,
}  # fmt: skip


def discharge_against(visit: Attended, refused: Refused, *, at: datetime) -> None:
    """The prescriber looks at the patient and lets them go against what is still open."""
    actions.discharge(
        visit.infusion, name=ESCORT, against=[finding.id for finding in refused.findings],
        reason="Seen by me: well, and as at arrival", by=visit.clinic.prescriber.pk, at=at,
    )  # fmt: skip


def begin_recovery(visit: Attended, *, at: datetime) -> None:
    actions.begin_recovery(visit.infusion, by=visit.nurse.pk, at=at)


def look_after(visit: Attended, *, at: datetime, awake: bool) -> None:
    """Vital signs, symptoms and Aldrete at one moment of recovery; full marks once awake."""
    felt = visit.levels(at, at + AHEAD)
    chart(visit, at=at, felt=felt)
    ask(visit, at=at + minutes(0.5), scales=("sedation", "dissociation", "nausea", "pain"), felt=felt)
    items = {"activity": 2, "respiration": 2, "circulation": 2, "consciousness": 2 if awake else 1, "oxygen": 2}
    actions.score_aldrete(visit.infusion, **items, by=visit.nurse.pk, at=at + minutes(1))


def ready_at(visit: Attended, stopped_at: datetime) -> datetime:
    """When the programme lets a patient go who was stopped then, with a moment to spare."""
    first = is_first(visit.infusion)
    observed_min = OBSERVE_FIRST_MIN if first else OBSERVE_MIN[visit.order.programme]
    return stopped_at + minutes(observed_min) + GONE_AFTER


def go_home(visit: Attended, *, at: datetime) -> None:
    """Found well in the quarter of an hour before `at`, and sent home with the escort. Raises Refused where the gate
    does, after the pressure was measured twice more.
    """
    by = {"by": visit.nurse.pk}
    look_after(visit, at=at - minutes(15), awake=True)
    marks = {"vital_signs": 2, "walking": 2, "nausea": 2, "pain": 2}
    actions.score_padss(visit.infusion, **marks, **by, at=at - minutes(12))
    actions.check_readiness(visit.infusion, **HOME_READY, **by, at=at - minutes(11))
    for wait in AGAIN_MIN:
        try:
            actions.discharge(visit.infusion, name=ESCORT, **by, at=at - minutes(wait))
        except Refused:
            if wait == AGAIN_MIN[-1]:
                raise
            chart(visit, at=at - minutes(wait - 3), felt=visit.levels(at, at + AHEAD))
        else:
            return
