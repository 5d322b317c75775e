"""A visit for other tests, made through the actions: `arrived(cast, at)`, `ready_to_start(cast, at)` and so on."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

from ebb.clinic.infusion.actions import arrival
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.actions import register_patient
from ebb.clinic.people.models import Patient
from ebb.clinic.plan.models import Order, Plan
from ebb.clinic.record.actions import write_entry

IDENTIFIERS = "full name, date of birth"


def signed_order(cast: SimpleNamespace, at: datetime, **changed: object) -> Order:
    """40 mg over 40 minutes for 80 kg under programme A, signed by the prescriber."""
    signed = {"signed_by": cast.prescriber, "signed_at": at}
    plan = Plan.objects.create(patient=cast.patient, diagnosis="CRPS", goal="Walk to the shop", infusions=5, **signed)
    values = {
        "programme": "A", "programme_version": "1", "dose_mg_per_kg": Decimal("0.5"), "duration_min": 40,
        "weight_kg": Decimal(80), **changed,
    }  # fmt: skip
    order = Order.objects.create(plan=plan, patient=cast.patient, **values, **signed)
    write_entry(chain=cast.patient.pk, verb="plan signed", facts=[plan, order], by=cast.prescriber.pk, at=at)
    return order


def expected(cast: SimpleNamespace, at: datetime, **order: object) -> Infusion:
    """A visit planned for an hour after `at`."""
    signed = signed_order(cast, at, **order)
    return arrival.expect_visit(order=signed, expected_at=at + timedelta(hours=1), by=cast.front_desk.pk, at=at)


def arrived(cast: SimpleNamespace, at: datetime, *, chair: object = None, **order: object) -> Infusion:
    """Checked in at `at` by the nurse."""
    infusion = expected(cast, at - timedelta(days=1), **order)
    seat = chair or cast.chair
    arrival.check_in(infusion, chair=seat, identifiers=IDENTIFIERS, by=cast.nurse.pk, at=at)
    return again(infusion)


def again(infusion: Infusion) -> Infusion:
    """The visit as the database has it now."""
    return Infusion.objects.get(pk=infusion.pk)


def another_patient(cast: SimpleNamespace, at: datetime) -> Patient:
    """Someone else at the same site."""
    return register_patient(
        site=cast.site, number="20001", given_name="Otto", family_name="Other", born_on=date(1960, 7, 1),
        sex="male", by=cast.front_desk.pk, at=at,
    )  # fmt: skip
