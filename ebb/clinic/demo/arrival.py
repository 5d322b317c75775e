"""From the door to the running pump: each thing that is asked, measured, made up and checked before an infusion.

Each function does one of them at one moment, by the action of the ward's page; `arrive`, `prepare` and `begin` put
them at moments of the past.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from ebb.clinic.demo.cabinet import lot_in_use
from ebb.clinic.demo.clinic import VIALS, be_supervised
from ebb.clinic.demo.visits import ESCORT, STRENGTH, AttendedVisit, chart, minutes, score
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.visit import load
from ebb.clinic.people.models import Chair, User
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.setup.practice import may_conceive
from ebb.pathway import events as e
from ebb.pathway.day_questions import DAY_QUESTIONS

IDENTIFIERS = "full name, date of birth"
BAG = "bag 1"
DRAWN = {"vial_mg_per_ml": VIALS["strength_mg_per_ml"], "drawn_ml": Decimal(2)}
DILUENT_ML = Decimal(98)
ARRIVES_BEFORE = timedelta(minutes=45)


def arrive(visit: AttendedVisit, chair: Chair, *, at: datetime) -> None:
    """Seated, identified, asked, weighed, with a vein and monitors on, all within a quarter of an hour."""
    check_in(visit, chair, at=at)
    review_day(visit, at=at + minutes(2))
    weigh(visit, at=at + minutes(3))
    state_intake(visit, at=at + minutes(4))
    name_escort(visit, at=at + minutes(4.5))
    if may_conceive(visit.infusion.patient, at):
        test_pregnancy(visit, at=at + minutes(6))
    put_monitors_on(visit, chair, at=at + minutes(7))
    place_cuff(visit, at=at + minutes(7.5))
    chart(visit, at=at + minutes(9))
    place_cannula(visit, at=at + minutes(11))
    set_comfort(visit, at=at + minutes(13))
    check_rescue_kit(visit, at=at + minutes(14))
    chart(visit, at=at + minutes(15))
    score(visit, at=at + minutes(16), scales=("sedation", "dissociation", "pain", "nausea"))


def check_in(visit: AttendedVisit, chair: Chair, *, at: datetime) -> None:
    actions.check_in(visit.infusion, chair=chair, identifiers=IDENTIFIERS, by=visit.nurse.pk, at=at)


def review_day(visit: AttendedVisit, *, at: datetime) -> None:
    actions.review_day(visit.infusion, **_answers_of_today(visit, at), by=visit.nurse.pk, at=at)


def weigh(visit: AttendedVisit, *, at: datetime) -> None:
    weight_kg = visit.order.weight_kg + Decimal("0.2")
    actions.measure_weight(visit.infusion, weight_kg=weight_kg, by=visit.nurse.pk, at=at)


def state_intake(visit: AttendedVisit, *, at: datetime) -> None:
    eaten = {"clear_fluid_at": at - timedelta(hours=3), "solid_food_at": at - timedelta(hours=12)}
    actions.state_intake(visit.infusion, **eaten, by=visit.nurse.pk, at=at)


def name_escort(visit: AttendedVisit, *, at: datetime) -> None:
    actions.name_escort(visit.infusion, name=ESCORT, phone="555 0101", by=visit.nurse.pk, at=at)


def test_pregnancy(visit: AttendedVisit, *, at: datetime) -> None:
    actions.record_pregnancy_test(visit.infusion, result="negative", by=visit.nurse.pk, at=at)


def put_monitors_on(visit: AttendedVisit, chair: Chair, *, at: datetime) -> None:
    actions.monitors_on(visit.infusion, connected=chair.connected, by=visit.nurse.pk, at=at)


def place_cuff(visit: AttendedVisit, *, at: datetime) -> None:
    actions.place_cuff(visit.infusion, limb="right arm", by=visit.nurse.pk, at=at)


def place_cannula(visit: AttendedVisit, *, at: datetime) -> None:
    vein = {"site": "forearm", "limb": "left arm", "gauge": 22, "patent": True}
    actions.try_cannula(visit.infusion, **vein, by=visit.nurse.pk, at=at)


def set_comfort(visit: AttendedVisit, *, at: datetime) -> None:
    comfort = {"light": "dim", "sound": "own music", "blanket": True, "call_button_tested": True}
    actions.set_comfort(visit.infusion, **comfort, by=visit.nurse.pk, at=at)


def check_rescue_kit(visit: AttendedVisit, *, at: datetime) -> None:
    actions.check_rescue_kit(visit.infusion, by=visit.nurse.pk, at=at)


def prepare(visit: AttendedVisit, *, at: datetime, ml_per_h: Decimal | None = None) -> None:
    """A bag drawn up at `at`, checked blind by two, mixed, and the time-out, within a quarter of an hour."""
    draw_up(visit, at=at, ml_per_h=ml_per_h)
    check(visit, visit.nurse, at=at + minutes(3))
    check(visit, visit.second, at=at + minutes(6))
    read_label(visit, at=at + minutes(8))
    hold_time_out(visit, at=at + minutes(10))


def draw_up(visit: AttendedVisit, *, at: datetime, ml_per_h: Decimal | None = None) -> None:
    rate = ml_per_h or calculated_dose(visit.order, STRENGTH).ml_per_h
    actions.prepare_container(
        visit.infusion, container=BAG, lot=lot_in_use(visit.clinic, at=at), **DRAWN, diluent_ml=DILUENT_ML,
        rate_ml_per_h=rate, confirmed=True, by=visit.nurse.pk, at=at,
    )  # fmt: skip


def check(visit: AttendedVisit, checker: User, *, at: datetime) -> None:
    """One person's own numbers, worked out from what was drawn up last."""
    made = load(visit.infusion).facts.latest(e.ContainerPrepared)
    actions.enter_check(
        visit.infusion, container=made.container, weight_kg=visit.order.weight_kg, concentration_mg_per_ml=STRENGTH,
        rate_ml_per_h=made.rate_ml_per_h, volume_ml=calculated_dose(visit.order, STRENGTH).volume_ml, **DRAWN,
        by=checker.pk, at=at,
    )  # fmt: skip


def read_label(visit: AttendedVisit, *, at: datetime) -> None:
    made = load(visit.infusion).facts.latest(e.ContainerPrepared)
    label = {"container": made.container, "concentration_mg_per_ml": STRENGTH}
    actions.check_label(visit.infusion, **label, by=visit.second.pk, at=at)


def hold_time_out(visit: AttendedVisit, *, at: datetime) -> None:
    actions.hold_time_out(visit.infusion, identifiers=IDENTIFIERS, by=visit.nurse.pk, at=at)


def declare_prepared(visit: AttendedVisit, *, at: datetime) -> None:
    be_supervised(visit.clinic, at)
    actions.declare_prepared(visit.infusion, by=visit.nurse.pk, at=at)


def start(visit: AttendedVisit, *, at: datetime) -> None:
    """With a supervisor on site."""
    be_supervised(visit.clinic, at)
    actions.start_infusion(visit.infusion, by=visit.nurse.pk, at=at)


def begin(visit: AttendedVisit, chair: Chair, *, started_at: datetime, ml_per_h: Decimal | None = None) -> None:
    """From the door to the running pump."""
    arrived_at = started_at - ARRIVES_BEFORE
    arrive(visit, chair, at=arrived_at)
    prepare(visit, at=arrived_at + minutes(25), ml_per_h=ml_per_h)
    declare_prepared(visit, at=started_at - minutes(2))
    start(visit, at=started_at)


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
