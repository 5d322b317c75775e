"""A running infusion, as far as the stream looks at it."""

import pytest

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.plan.models import Order, Plan


@pytest.fixture
def infusion(cast, at):
    signed = {"signed_by": cast.prescriber, "signed_at": at}
    plan = Plan.objects.create(patient=cast.patient, diagnosis="CRPS", goal="walk", infusions=1, **signed)
    order = Order.objects.create(
        plan=plan, patient=cast.patient, programme="A", programme_version="1", dose_mg_per_kg="0.5", duration_min=40,
        weight_kg="70", **signed,
    )  # fmt: skip
    return Infusion.objects.create(
        site=cast.site, patient=cast.patient, order=order, expected_at=at, chair=cast.chair, state="running"
    )
