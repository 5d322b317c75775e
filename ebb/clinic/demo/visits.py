"""Taking an invented patient through a visit by the same actions the ward's pages use, at moments of the past.

Each function says when it happens; the rules decide as they do for anyone, and a refusal ends the making of the
demonstration loudly.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from ebb.clinic.demo.body import AHEAD, Body, Levels, levels
from ebb.clinic.demo.clinic import VIALS, Clinic, be_supervised
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.start import is_first
from ebb.clinic.infusion.visit import load
from ebb.clinic.people.models import Chair, User
from ebb.clinic.plan.models import Order
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.recovery import actions as recovery
from ebb.clinic.setup.practice import may_conceive
from ebb.pathway.day_questions import DAY_QUESTIONS
from ebb.pathway.discharge_items import OBSERVE_FIRST_MIN, OBSERVE_MIN
from ebb.pathway.findings import Refused
from ebb.pathway.iv_site import WELL

ESCORT = "Otto Other"
IDENTIFIERS = "full name, date of birth"
BAG = "bag 1"
STRENGTH = Decimal(1)  # mg/mL, the common hospital standard [S85]
DRAWN = {"vial_mg_per_ml": VIALS["strength_mg_per_ml"], "drawn_ml": Decimal(2)}
DILUENT_ML = Decimal(98)
PUMP_SHOWS_MORE_ML = Decimal("0.3")
ARRIVES_BEFORE = timedelta(minutes=45)


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

    def levels(self, at: datetime, until: datetime | None = None) -> Levels:
        return levels_of(self.infusion, at, until or at + AHEAD)


def levels_of(infusion: Infusion, at: datetime, until: datetime) -> Levels:
    """The drug a patient feels, from what was recorded by `at`. Two queries at most."""
    order = infusion.order
    return levels(
        load(infusion).facts, weight_kg=order.weight_kg, age=infusion.patient.age_on(timezone.localdate(at)),
        ordered_mg=calculated_dose(order).total_mg, at=at, until=until,
    )  # fmt: skip


def arrive(visit: AttendedVisit, chair: Chair, *, at: datetime) -> None:
    """Seated, identified, asked, weighed, with a vein and monitors on, all within a quarter of an hour."""
    infusion, by = visit.infusion, {"by": visit.nurse.pk}
    actions.check_in(infusion, chair=chair, identifiers=IDENTIFIERS, **by, at=at)
    actions.review_day(infusion, **_answers_of_today(visit, at), **by, at=at + minutes(2))
    actions.measure_weight(infusion, weight_kg=visit.order.weight_kg + Decimal("0.2"), **by, at=at + minutes(3))
    eaten = {"clear_fluid_at": at - timedelta(hours=3), "solid_food_at": at - timedelta(hours=12)}
    actions.state_intake(infusion, **eaten, **by, at=at + minutes(4))
    actions.name_escort(infusion, name=ESCORT, phone="555 0101", **by, at=at + minutes(4.5))
    if may_conceive(infusion.patient, at):
        actions.record_pregnancy_test(infusion, result="negative", **by, at=at + minutes(6))
    actions.monitors_on(infusion, connected=chair.connected, **by, at=at + minutes(7))
    actions.place_cuff(infusion, limb="right arm", **by, at=at + minutes(7.5))
    chart(visit, at=at + minutes(9))
    actions.try_cannula(infusion, site="forearm", limb="left arm", gauge=22, patent=True, **by, at=at + minutes(11))
    comfort = {"light": "dim", "sound": "own music", "blanket": True, "call_button_tested": True}
    actions.set_comfort(infusion, **comfort, **by, at=at + minutes(13))
    actions.check_rescue_kit(infusion, **by, at=at + minutes(14))
    chart(visit, at=at + minutes(15))
    score(visit, at=at + minutes(16), scales=("sedation", "dissociation", "pain", "nausea"))


def prepare(visit: AttendedVisit, *, at: datetime, ml_per_h: Decimal | None = None) -> None:
    """A bag drawn up at `at`, checked blind by two, mixed, and the time-out, within a quarter of an hour."""
    infusion, by = visit.infusion, {"by": visit.nurse.pk}
    ordered = calculated_dose(visit.order, STRENGTH)
    rate = ml_per_h or ordered.ml_per_h
    actions.prepare_container(
        infusion, container=BAG, lot=VIALS["lot"], **DRAWN, diluent_ml=DILUENT_ML, rate_ml_per_h=rate, confirmed=True,
        **by, at=at,
    )  # fmt: skip
    for wait, checker in ((3, visit.nurse), (6, visit.second)):
        actions.enter_check(
            infusion, container=BAG, weight_kg=visit.order.weight_kg, concentration_mg_per_ml=STRENGTH,
            rate_ml_per_h=rate, volume_ml=ordered.volume_ml, **DRAWN, by=checker.pk, at=at + minutes(wait),
        )  # fmt: skip
    label = {"container": BAG, "concentration_mg_per_ml": STRENGTH}
    actions.check_label(infusion, **label, by=visit.second.pk, at=at + minutes(8))
    actions.hold_time_out(infusion, identifiers=IDENTIFIERS, **by, at=at + minutes(10))


def start(visit: AttendedVisit, *, at: datetime) -> None:
    """Declared ready just before, with a supervisor on site, and started."""
    be_supervised(visit.clinic, at - minutes(2))
    actions.declare_prepared(visit.infusion, by=visit.nurse.pk, at=at - minutes(2))
    be_supervised(visit.clinic, at)
    actions.start_infusion(visit.infusion, by=visit.nurse.pk, at=at)


def begin(visit: AttendedVisit, chair: Chair, *, started_at: datetime, ml_per_h: Decimal | None = None) -> None:
    """From the door to the running pump."""
    arrived_at = started_at - ARRIVES_BEFORE
    arrive(visit, chair, at=arrived_at)
    prepare(visit, at=arrived_at + minutes(25), ml_per_h=ml_per_h)
    start(visit, at=started_at)


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
    connected = visit.infusion.chair is not None and visit.infusion.chair.connected
    source = "monitor" if connected else "typed"
    actions.chart_vitals(visit.infusion, source=source, temp_c=Decimal("36.6"), **numbers, by=visit.nurse.pk, at=at)


def score(visit: AttendedVisit, *, at: datetime, scales: tuple[str, ...], felt: Levels | None = None) -> None:
    """Symptom items, answered as this body would."""
    mind, plasma = (felt.mind_at(at), felt.plasma_at(at)) if felt else (0.0, 0.0)
    answers = {
        "sedation": 1 if mind > 120 else 0,
        "dissociation": visit.body.dissociation(mind, first_visit=is_first(visit.infusion)),
        "pain": visit.body.pain_now(plasma),
        "nausea": 0,
    }
    for number, scale in enumerate(scales):
        value = answers[scale]
        actions.score(visit.infusion, scale=scale, value=value, by=visit.nurse.pk, at=at + minutes(0.1 * number))


def _answers_of_today(visit: AttendedVisit, at: datetime) -> dict[str, object]:
    return {
        "has_capacity": True,
        "childbearing_potential": may_conceive(visit.infusion.patient, at),
        "takes_insulin_or_sulfonylurea": False,
        "activity_before": 2,
        "usual_oxygen": False,
        "last_doses": "none",
        **{question.name: False for question in DAY_QUESTIONS},
    }


def look_after(visit: AttendedVisit, *, at: datetime, awake: bool) -> None:
    """Vital signs, symptoms and Aldrete at one moment of recovery; full marks once awake."""
    felt = visit.levels(at, at + AHEAD)
    chart(visit, at=at, felt=felt)
    score(visit, at=at + minutes(0.5), scales=("sedation", "dissociation", "nausea", "pain"), felt=felt)
    items = {"activity": 2, "respiration": 2, "circulation": 2, "consciousness": 2 if awake else 1, "oxygen": 2}
    recovery.score_aldrete(visit.infusion, **items, by=visit.nurse.pk, at=at + minutes(1))


def ready_at(visit: AttendedVisit, stopped_at: datetime) -> datetime:
    """When the programme lets a patient go who was stopped then, with a moment to spare."""
    first = is_first(visit.infusion)
    observed_min = OBSERVE_FIRST_MIN if first else OBSERVE_MIN[visit.order.programme]
    return stopped_at + minutes(observed_min) + HOME_AFTER_OBSERVATION


def go_home(visit: AttendedVisit, *, at: datetime) -> None:
    """Found well in the quarter of an hour before `at`, and sent home with the escort. Raises Refused where the gate
    does, after the pressure was measured twice more.
    """
    by = {"by": visit.nurse.pk}
    look_after(visit, at=at - minutes(15), awake=True)
    marks = {"vital_signs": 2, "walking": 2, "nausea": 2, "pain": 2}
    recovery.score_padss(visit.infusion, **marks, **by, at=at - minutes(12))
    recovery.check_readiness(visit.infusion, **HOME_READY, **by, at=at - minutes(11))
    for wait in TRY_HOME_MIN:
        try:
            recovery.discharge(visit.infusion, name=ESCORT, **by, at=at - minutes(wait))
        except Refused:
            if wait == TRY_HOME_MIN[-1]:
                raise
            chart(visit, at=at - minutes(wait - 3), felt=visit.levels(at, at + AHEAD))
        else:
            return
