"""Drugs given beside the infusion."""

from decimal import Decimal
from typing import Unpack

from django.db import transaction

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, plain_action, record, require_place, require_reason
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import refusing_bad_amounts, require_confirmation
from ebb.clinic.infusion.start import open_for_more
from ebb.clinic.people.credentials import PHYSICIAN, held_by
from ebb.clinic.plan.orders import calculated_dose, programme_of
from ebb.pathway import events as e
from ebb.pathway.amounts import given
from ebb.pathway.findings import refuse
from ebb.pathway.limits import judge_bolus

# A rescue drug above all: nothing about it is weighed before it is written.
give_adjunct = plain_action(e.AdjunctGiven, at_once=True)


@transaction.atomic
def give_bolus(
    infusion: Infusion, *, dose_mg: Decimal, duration_min: Decimal, reason: str, confirmed: bool = False,
    **timing: Unpack[EntryTiming],
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
            session_mg=calculated_dose(order).total_mg + given(visit.facts, timing["at"]).boluses_mg,
            by_physician=bool(held_by(timing["by"], timing["at"]) & PHYSICIAN),
        )
    require_reason(reason)
    refuse(open_for_more(visit, timing["at"]))
    require_confirmation(found, confirmed=confirmed)
    return record(visit, e.BolusGiven, dose_mg=dose_mg, duration_min=duration_min, reason=reason, **timing)
