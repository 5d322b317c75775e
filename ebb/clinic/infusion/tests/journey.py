"""A visit for other tests, made through the actions: `arrived`, `ready_to_start`, `running`, `stopped` and on.

Each takes the cast and the moment it is about: `running(cast, at)` was started at `at`.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.db import transaction

from ebb.clinic.assessment.tests.assessed import consented
from ebb.clinic.controlled_drugs.actions import count_opening
from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.people.actions import come_on_site, register_patient
from ebb.clinic.people.models import Chair, Patient
from ebb.clinic.plan.models import Order, Plan
from ebb.clinic.record.actions import write_entry
from ebb.pathway.day_questions import DAY_QUESTIONS

IDENTIFIERS = "full name, date of birth"
BAG = "bag 1"
NOTHING_NEW = {"last_doses": "none"} | {question.name: False for question in DAY_QUESTIONS}
LOT = "K123"
VIAL = {"vial_mg_per_ml": Decimal(50), "drawn_ml": Decimal(1)}
FROM_VIAL = {"lot": LOT, **VIAL, "diluent_ml": Decimal(49)}  # 50 mL of 1 mg/mL
STRONGER = {"lot": LOT, "vial_mg_per_ml": Decimal(50), "drawn_ml": Decimal(2), "diluent_ml": Decimal(48)}  # 2 mg/mL
CHECK = {
    "weight_kg": Decimal(80), "concentration_mg_per_ml": Decimal(1), "rate_ml_per_h": Decimal(60), **VIAL,
}  # fmt: skip
RESTING = {
    "hr_per_min": Decimal(72), "spo2_percent": Decimal(97), "rr_per_min": Decimal(14),
    "nibp_sys_mmhg": Decimal(128), "nibp_dia_mmhg": Decimal(78), "temp_c": Decimal("36.6"),
}  # fmt: skip


def before(at: datetime, minutes: float) -> datetime:
    return at - timedelta(minutes=minutes)


def after(at: datetime, minutes: float) -> datetime:
    return at + timedelta(minutes=minutes)


def again(infusion: Infusion) -> Infusion:
    """The visit as the database has it now."""
    return Infusion.objects.get(pk=infusion.pk)


def another_patient(cast: SimpleNamespace, at: datetime, number: str = "20001") -> Patient:
    """Someone else at the same site."""
    return register_patient(
        site=cast.site, number=number, given_name="Otto", family_name="Other", born_on=date(1960, 7, 1),
        sex="male", by=cast.front_desk.pk, at=at,
    )  # fmt: skip


@transaction.atomic
def signed_order(cast: SimpleNamespace, at: datetime, *, patient: Patient | None = None, **changed: object) -> Order:
    """40 mg over 40 minutes for 80 kg under programme A, signed by the prescriber."""
    who = {"patient": patient or cast.patient}
    signed = {"signed_by": cast.prescriber, "signed_at": at}
    plan = Plan.objects.create(diagnosis="CRPS", goal="Walk to the shop", infusions=5, **who, **signed)
    values = {
        "programme": "A", "programme_version": "1", "dose_mg_per_kg": Decimal("0.5"), "duration_min": 40,
        "weight_kg": Decimal(80), **changed,
    }  # fmt: skip
    order = Order.objects.create(plan=plan, **who, **values, **signed)
    write_entry(chain=who["patient"].pk, verb="plan signed", facts=[plan, order], by=cast.prescriber.pk, at=at)
    return order


def expected(cast: SimpleNamespace, at: datetime, **order: object) -> Infusion:
    """A visit planned at `at` for an hour later."""
    signed = signed_order(cast, at, **order)
    return actions.expect_visit(order=signed, expected_at=after(at, 60), by=cast.front_desk.pk, at=at)


def arrived(cast: SimpleNamespace, at: datetime, *, chair: Chair | None = None, **order: object) -> Infusion:
    """Checked in at `at` by the nurse, having been expected then."""
    infusion = expected(cast, before(at, 60), **order)
    actions.check_in(infusion, chair=chair or cast.chair, identifiers=IDENTIFIERS, by=cast.nurse.pk, at=at)
    return again(infusion)


def prepare_patient(cast: SimpleNamespace, infusion: Infusion, at: datetime) -> None:
    """Everything about the patient and the place that a start asks for."""
    by = {"by": cast.nurse.pk, "at": at}
    actions.review_day(
        infusion, has_capacity=True, childbearing_potential=False, takes_insulin_or_sulfonylurea=False,
        **NOTHING_NEW, **by,
    )  # fmt: skip
    consented(cast, at, patient=infusion.patient)
    actions.measure_weight(infusion, weight_kg=Decimal(80), **by)
    actions.state_intake(infusion, clear_fluid_at=before(at, 180), solid_food_at=before(at, 720), **by)
    actions.name_escort(infusion, name="Ada Aunt", phone="555 0100", **by)
    actions.try_cannula(infusion, site="forearm", limb="left arm", gauge=22, patent=True, **by)
    actions.place_cuff(infusion, limb="right arm", **by)
    actions.set_comfort(infusion, light="dim", sound="own music", blanket=True, call_button_tested=True, **by)
    actions.monitors_on(infusion, connected=infusion.chair.connected, **by)
    actions.check_rescue_kit(infusion, **by)
    actions.chart_vitals(infusion, **RESTING, **by)
    for scale in ("sedation", "dissociation", "pain", "nausea"):
        actions.score(infusion, scale=scale, value=5 if scale == "pain" else 0, **by)


def count_vials(cast: SimpleNamespace, at: datetime) -> None:
    """Vials of 50 mg/mL counted into the cabinet, unless they were."""
    vial = {"lot": LOT, "strength_mg_per_ml": VIAL["vial_mg_per_ml"], "volume_ml": Decimal(10)}
    if not LedgerLine.objects.filter(site=cast.site, **vial).exists():
        people = {"witness": cast.nurse.pk, "by": cast.administrator.pk}
        count_opening(site=cast.site, **vial, vials=20, **people, at=at)


def draw_up(cast: SimpleNamespace, infusion: Infusion, at: datetime, **changed: object) -> Event:
    """A bag of 50 mL of 1 mg/mL from a counted vial, not yet mixed."""
    count_vials(cast, at)
    bag = {"container": BAG, **FROM_VIAL, "rate_ml_per_h": Decimal(60), **changed}
    return actions.prepare_container(infusion, **bag, by=cast.nurse.pk, at=at)


def check_twice(cast: SimpleNamespace, infusion: Infusion, at: datetime, **changed: object) -> None:
    """Both enter the same numbers, blind."""
    numbers = {"container": BAG, **CHECK, "volume_ml": Decimal(40), **changed}
    for checker in (cast.nurse, cast.second_nurse):
        actions.enter_check(infusion, **numbers, by=checker.pk, at=at)


def read_label(
    cast: SimpleNamespace, infusion: Infusion, at: datetime, *, container: str = BAG, mg_per_ml: Decimal = Decimal(1)
) -> Event:
    """Mixed, and its label read by the second nurse."""
    label = {"container": container, "concentration_mg_per_ml": mg_per_ml}
    return actions.check_label(infusion, **label, by=cast.second_nurse.pk, at=at)


def prepare_bag(cast: SimpleNamespace, infusion: Infusion, at: datetime) -> None:
    """A bag of 50 mL drawn up, checked blind by two, mixed, its label read, and the time-out held."""
    draw_up(cast, infusion, at)
    check_twice(cast, infusion, at)
    read_label(cast, infusion, at)
    actions.hold_time_out(infusion, identifiers=IDENTIFIERS, by=cast.nurse.pk, at=at)


def ready_to_start(cast: SimpleNamespace, at: datetime, **arrival: object) -> Infusion:
    """Prepared at `at`, twenty minutes after check-in, with the prescriber on site."""
    come_on_site(site=cast.site, person=cast.prescriber, by=cast.prescriber.pk, at=before(at, 60))
    infusion = arrived(cast, before(at, 20), **arrival)
    prepare_patient(cast, infusion, before(at, 10))
    prepare_bag(cast, infusion, before(at, 5))
    actions.declare_prepared(infusion, by=cast.nurse.pk, at=at)
    return again(infusion)


def running(cast: SimpleNamespace, at: datetime, **arrival: object) -> Infusion:
    """Started at `at`."""
    infusion = ready_to_start(cast, at, **arrival)
    actions.start_infusion(infusion, by=cast.nurse.pk, at=at)
    return again(infusion)


def stopped(cast: SimpleNamespace, at: datetime, **arrival: object) -> Infusion:
    """Completed at `at`, having run for forty minutes, and confirmed at the pump."""
    infusion = running(cast, before(at, 40), **arrival)
    stop = actions.stop(infusion, completed=True, by=cast.nurse.pk, at=at)
    actions.confirm_at_pump(infusion, event=stop, by=cast.nurse.pk, at=at)
    return again(infusion)
