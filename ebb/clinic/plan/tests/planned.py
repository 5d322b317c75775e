"""A signed plan for other tests, made through the actions; each takes cast and `at`."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

from ebb.clinic.plan import actions
from ebb.clinic.plan.models import Order
from ebb.clinic.plan.orders import Draft

# 0.5 mg/kg over 40 min for 70 kg: 35 mg, inside every limit of programme A.
USUAL = {
    "programme": "A", "infusions": 5, "duration_min": 40, "weight_kg": Decimal(70), "height_cm": Decimal(170),
    "dose_mg_per_kg": Decimal("0.5"),
}  # fmt: skip
CARE = {"diagnosis": "Complex regional pain syndrome (CRPS)", "goal": "Walk to the shop"}


def sign(cast: SimpleNamespace, at: datetime, *, reason: str = "", by: object = None, **changed: object) -> Order:
    """The prescriber signs the usual plan, but for what is `changed`."""
    return actions.sign_plan(
        patient=cast.patient, draft=Draft(**USUAL | changed), override_reason=reason,
        by=(by or cast.prescriber).pk, at=at, **CARE,
    )  # fmt: skip
