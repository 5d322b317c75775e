"""Drugs given beside the infusion."""

from datetime import datetime
from decimal import Decimal
from typing import Unpack
from uuid import UUID

from django.db import transaction

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, record, record_event, require_place
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import refusal, refusing_bad_amounts, require_confirmation
from ebb.clinic.infusion.start import withdrawn
from ebb.clinic.people.credentials import PHYSICIAN, held_by
from ebb.clinic.plan.orders import calculated_dose, programme_of
from ebb.pathway import events as e
from ebb.pathway.amounts import given
from ebb.pathway.findings import refuse
from ebb.pathway.limits import judge_bolus


@transaction.atomic
def give_bolus(
    infusion: Infusion, *, dose_mg: Decimal, duration_min: Decimal, reason: str, confirmed: bool = False,
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record a bolus given by a physician, within its own limit and the session's total.

    Beyond a soft limit the physician is asked once more.
    """
    visit = hold(infusion)
    require_place(visit, e.BolusGiven)
    order = visit.infusion.order
    with refusing_bad_amounts():
        found = judge_bolus(
            programme_of(order),
            dose_mg=dose_mg,
            duration_min=duration_min,
            weight_kg=order.weight_kg,
            session_mg=calculated_dose(order).total_mg + given(visit.facts, at).boluses_mg,
            by_physician=bool(held_by(by, at) & PHYSICIAN),
        )
    refuse([*withdrawn(visit), *([] if reason.strip() else [refusal("visit.reason")])])
    require_confirmation(found, confirmed=confirmed)
    bolus = {"dose_mg": dose_mg, "duration_min": duration_min, "reason": reason.strip()}
    return record(visit, e.BolusGiven, **bolus, by=by, at=at, **timing)


def give_adjunct(
    infusion: Infusion, *, drug: str, dose: Decimal, unit: str, route: str, reason: str = "",
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record another drug at once, a rescue drug above all; nothing about it is weighed before it is written."""
    what = {"drug": drug.strip(), "dose": dose, "unit": unit, "route": route, "reason": reason.strip()}
    return record_event(infusion, e.AdjunctGiven, **what, at_once=True, by=by, at=at, **timing)
