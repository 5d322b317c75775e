"""Taking an invented patient through a visit by the same actions the ward's pages use, at moments of the past.

Each function says when it happens; the rules decide as they do for anyone, and a refusal ends the making of the
demonstration loudly.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from ebb.clinic.demo.body import Body
from ebb.clinic.demo.house import Clinic, be_supervised
from ebb.clinic.demo.levels import AHEAD, Levels, levels
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.start import is_first
from ebb.clinic.infusion.visit import load
from ebb.clinic.people.models import Chair, User
from ebb.clinic.plan.models import Order
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.setup.practice import may_conceive

ESCORT = "Otto Other"
IDENTIFIERS = "full name, date of birth"
BAG = "bag 1"
STRENGTH = Decimal(1)  # mg/mL, the common hospital standard [S85]
BAG_ML = Decimal(100)
PUMP_SHOWS_MORE_ML = Decimal("0.3")
ARRIVES_BEFORE = timedelta(minutes=45)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@dataclass(frozen=True)
class Attended:
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


def arrive(visit: Attended, chair: Chair, *, at: datetime) -> None:
    """Seated, identified, asked, weighed, with a vein and monitors on, all within a quarter of an hour."""
    infusion, by = visit.infusion, {"by": visit.nurse.pk}
    actions.check_in(infusion, chair=chair, identifiers=IDENTIFIERS, **by, at=at)
    actions.review_day(infusion, **_asked_today(visit, at), **by, at=at + minutes(2))
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
    ask(visit, at=at + minutes(16), scales=("sedation", "dissociation", "pain", "nausea"))


def prepare(visit: Attended, *, at: datetime, ml_per_h: Decimal | None = None) -> None:
    """A bag made up at `at`, checked blind by two, and the time-out, within a quarter of an hour."""
    infusion, by = visit.infusion, {"by": visit.nurse.pk}
    ordered = calculated_dose(visit.order, STRENGTH)
    rate = ml_per_h or ordered.ml_per_h
    actions.prepare_container(
        infusion, container=BAG, lot="DEMO-24", concentration_mg_per_ml=STRENGTH, volume_ml=BAG_ML,
        rate_ml_per_h=rate, confirmed=True, **by, at=at,
    )  # fmt: skip
    for wait, checker in ((3, visit.nurse), (6, visit.second)):
        actions.enter_check(
            infusion, container=BAG, weight_kg=visit.order.weight_kg, concentration_mg_per_ml=STRENGTH,
            rate_ml_per_h=rate, volume_ml=ordered.volume_ml, by=checker.pk, at=at + minutes(wait),
        )  # fmt: skip
    actions.hold_time_out(infusion, identifiers=IDENTIFIERS, **by, at=at + minutes(10))


def start(visit: Attended, *, at: datetime) -> None:
    """Declared ready just before, with a supervisor on site, and started."""
    be_supervised(visit.clinic, at - minutes(2))
    actions.declare_prepared(visit.infusion, by=visit.nurse.pk, at=at - minutes(2))
    be_supervised(visit.clinic, at)
    actions.start_infusion(visit.infusion, by=visit.nurse.pk, at=at)


def begin(visit: Attended, chair: Chair, *, started_at: datetime, ml_per_h: Decimal | None = None) -> None:
    """From the door to the running pump."""
    arrived_at = started_at - ARRIVES_BEFORE
    arrive(visit, chair, at=arrived_at)
    prepare(visit, at=arrived_at + minutes(25), ml_per_h=ml_per_h)
    start(visit, at=started_at)


def observe(visit: Attended, *, since: datetime, until: datetime, every_min: int, typed: bool) -> None:
    """Symptoms every so often, pain and nausea every other time, the vital signs too where nothing sends them."""
    felt = visit.levels(until)
    at, turn = since + minutes(every_min), 1
    while at <= until:
        ask(visit, at=at, scales=("sedation", "dissociation"), felt=felt)
        if turn % 2 == 0:
            ask(visit, at=at + minutes(0.3), scales=("pain", "nausea"), felt=felt)
        if typed:
            chart(visit, at=at + minutes(0.6), felt=felt)
        at, turn = at + minutes(every_min), turn + 1


def complete(visit: Attended, *, at: datetime) -> None:
    """The ordered volume is in: stopped, looked at, and the pump's own volume read."""
    by = {"by": visit.nurse.pk}
    stopped = actions.stop(visit.infusion, completed=True, **by, at=at)
    confirm(visit, stopped, at=at + minutes(0.3))
    volume = (calculated_dose(visit.order, STRENGTH).volume_ml + PUMP_SHOWS_MORE_ML).quantize(Decimal("0.1"))
    actions.read_pump_volume(visit.infusion, volume_ml=volume, **by, at=at + minutes(0.6))


def confirm(visit: Attended, event: Event, *, at: datetime) -> None:
    actions.confirm_at_pump(visit.infusion, event=event, by=visit.nurse.pk, at=at)


def chart(visit: Attended, *, at: datetime, felt: Levels | None = None) -> None:
    """One set of vital signs as the monitor shows them, the pressure once it has settled."""
    level = felt.circulation_at(at) if felt else 0.0
    second = at.timestamp()
    shown = visit.body.continuous(second, level) | visit.body.settled_cuff(second, level)
    numbers = {name: Decimal(str(value)) for name, value in shown.items() if name != "nibp_mean_mmhg"}
    connected = visit.infusion.chair is not None and visit.infusion.chair.connected
    source = "monitor" if connected else "typed"
    actions.chart_vitals(visit.infusion, source=source, temp_c=Decimal("36.6"), **numbers, by=visit.nurse.pk, at=at)


def ask(visit: Attended, *, at: datetime, scales: tuple[str, ...], felt: Levels | None = None) -> None:
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


def _asked_today(visit: Attended, at: datetime) -> dict[str, object]:
    return {
        "has_capacity": True,
        "childbearing_potential": may_conceive(visit.infusion.patient, at),
        "takes_insulin_or_sulfonylurea": False,
        "activity_before": 2,
        "usual_oxygen": False,
    }
