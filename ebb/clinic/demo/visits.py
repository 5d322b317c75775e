"""Taking an invented patient through a visit by the same actions the ward's pages use, at moments of the past.

Each function says when it happens; the rules decide as they do for anyone, and a refusal ends the making of the
demonstration loudly.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from ebb.clinic.demo.body import AHEAD, Body, Levels, levels
from ebb.clinic.demo.clinic import Clinic
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.start import is_first
from ebb.clinic.infusion.visit import load
from ebb.clinic.people.models import User
from ebb.clinic.plan.models import Order
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.recovery import actions as recovery
from ebb.pathway.discharge_items import OBSERVE_FIRST_MIN, OBSERVE_MIN
from ebb.pathway.findings import Refused
from ebb.pathway.iv_site import WELL

ESCORT = "Otto Other"
STRENGTH = Decimal(1)  # mg/mL, the common hospital standard [S85]
PUMP_SHOWS_MORE_ML = Decimal("0.3")


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


HOME_AFTER_OBSERVATION = minutes(16)
TRY_HOME_MIN = (10, 5, 0)
HOME_READY = {
    "oriented": True, "patient_agrees": True, "walks_as_before": True, "sips_tolerated": True, "cannula_out": True,
    "escort_identified": True, "advice_given": True, "driving_understood": True,
}  # fmt: skip


@dataclass(frozen=True)
class AttendedVisit:
    """A visit in the hands of a nurse and of whoever checks with them."""

    clinic: Clinic
    infusion: Infusion
    nurse: User
    second: User
    body: Body

    @property
    def order(self) -> Order:
        return self.infusion.order

    @property
    def connected(self) -> bool:
        return self.infusion.chair is not None and self.infusion.chair.connected

    @cached_property
    def is_first(self) -> bool:
        """Whether this patient never had an infusion before. One query, once."""
        return is_first(self.infusion)

    def levels(self, at: datetime, until: datetime | None = None) -> Levels:
        return levels_of(self.infusion, at, until or at + AHEAD)


def levels_of(infusion: Infusion, at: datetime, until: datetime) -> Levels:
    """The drug a patient feels, from what was recorded by `at`. Two queries at most."""
    order = infusion.order
    return levels(
        load(infusion).facts, weight_kg=order.weight_kg, age=infusion.patient.age_on(timezone.localdate(at)),
        ordered_mg=calculated_dose(order).total_mg, at=at, until=until,
    )  # fmt: skip


def observe(visit: AttendedVisit, *, since: datetime, until: datetime, every_min: int, typed: bool) -> None:
    """Symptoms every so often, pain and nausea every other time, the vital signs too where nothing sends them."""
    felt = visit.levels(until)
    at, turn = since + minutes(every_min), 1
    while at <= until:
        score(visit, at=at, scales=("sedation", "dissociation"), felt=felt)
        actions.check_iv_site(visit.infusion, result=WELL, by=visit.nurse.pk, at=at + minutes(0.2))
        if turn % 2 == 0:
            score(visit, at=at + minutes(0.3), scales=("pain", "nausea"), felt=felt)
        if typed:
            chart(visit, at=at + minutes(0.6), felt=felt)
        at, turn = at + minutes(every_min), turn + 1


def complete(visit: AttendedVisit, *, at: datetime) -> None:
    """The ordered volume is in: stopped, looked at, and the pump's own volume read."""
    by = {"by": visit.nurse.pk}
    stopped = actions.stop(visit.infusion, completed=True, **by, at=at)
    confirm(visit, stopped, at=at + minutes(0.3))
    volume = (calculated_dose(visit.order, STRENGTH).volume_ml + PUMP_SHOWS_MORE_ML).quantize(Decimal("0.1"))
    actions.read_pump_volume(visit.infusion, volume_ml=volume, **by, at=at + minutes(0.6))


def confirm(visit: AttendedVisit, event: Event, *, at: datetime) -> None:
    actions.confirm_at_pump(visit.infusion, event=event, by=visit.nurse.pk, at=at)


def chart(visit: AttendedVisit, *, at: datetime, felt: Levels | None = None) -> None:
    """One set of vital signs as the monitor shows them, the pressure once it has settled."""
    level = felt.circulation_at(at) if felt else 0.0
    second = at.timestamp()
    shown = visit.body.continuous(second, level) | visit.body.settled_cuff(second, level)
    numbers = {name: Decimal(str(value)) for name, value in shown.items() if name != "nibp_mean_mmhg"}
    source = "monitor" if visit.connected else "typed"
    actions.chart_vitals(visit.infusion, source=source, temp_c=Decimal("36.6"), **numbers, by=visit.nurse.pk, at=at)


def score(visit: AttendedVisit, *, at: datetime, scales: tuple[str, ...], felt: Levels | None = None) -> None:
    """Symptom items, answered as this body would."""
    mind, plasma = (felt.mind_at(at), felt.plasma_at(at)) if felt else (0.0, 0.0)
    answers = {
        "sedation": 1 if mind > 120 else 0,
        "dissociation": visit.body.dissociation(mind, first_visit=visit.is_first),
        "pain": visit.body.pain_now(plasma),
        "nausea": 0,
    }
    for scale in scales:
        actions.score(visit.infusion, scale=scale, value=answers[scale], by=visit.nurse.pk, at=at)


def look_after(visit: AttendedVisit, *, at: datetime, awake: bool) -> None:
    """Vital signs, symptoms and Aldrete at one moment of recovery; full marks once awake."""
    felt = visit.levels(at, at + AHEAD)
    chart(visit, at=at, felt=felt)
    score(visit, at=at, scales=("sedation", "dissociation", "nausea", "pain"), felt=felt)
    score_aldrete(visit, at=at, awake=awake)


def score_aldrete(visit: AttendedVisit, *, at: datetime, awake: bool) -> None:
    items = {"activity": 2, "respiration": 2, "circulation": 2, "consciousness": 2 if awake else 1, "oxygen": 2}
    recovery.score_aldrete(visit.infusion, **items, by=visit.nurse.pk, at=at)


def find_ready(visit: AttendedVisit, *, at: datetime) -> None:
    """The discharge score with full marks, and everything else for the way home seen and done."""
    marks = {"vital_signs": 2, "walking": 2, "nausea": 2, "pain": 2}
    recovery.score_padss(visit.infusion, **marks, by=visit.nurse.pk, at=at)
    recovery.check_readiness(visit.infusion, **HOME_READY, by=visit.nurse.pk, at=at)


def ready_at(visit: AttendedVisit, stopped_at: datetime) -> datetime:
    """When the programme lets a patient go who was stopped then, with a moment to spare."""
    first = visit.is_first
    observed_min = OBSERVE_FIRST_MIN if first else OBSERVE_MIN[visit.order.programme]
    return stopped_at + minutes(observed_min) + HOME_AFTER_OBSERVATION


def go_home(visit: AttendedVisit, *, at: datetime) -> None:
    """Found well in the quarter of an hour before `at`, and sent home with the escort. Raises Refused where the gate
    does, after the pressure was measured twice more.
    """
    by = {"by": visit.nurse.pk}
    look_after(visit, at=at - minutes(15), awake=True)
    find_ready(visit, at=at - minutes(11))
    for wait in TRY_HOME_MIN:
        try:
            recovery.discharge(visit.infusion, name=ESCORT, **by, at=at - minutes(wait))
        except Refused:
            if wait == TRY_HOME_MIN[-1]:
                raise
            chart(visit, at=at - minutes(wait - 3), felt=visit.levels(at, at + AHEAD))
        else:
            return
