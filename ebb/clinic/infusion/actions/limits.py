"""The patient's own alarm limits: signed with the start, and changed later by whoever signs anew and says why."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Unpack

from django.db import transaction

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, record, require_place, require_reason
from ebb.clinic.infusion.models import DayReview, Event, Infusion
from ebb.clinic.infusion.visit import Visit, baseline_of
from ebb.pathway import events as e
from ebb.pathway.alarms.personal import bounds_findings, proposed_bounds, signed_bounds
from ebb.pathway.findings import refuse

Limits = Mapping[str, Decimal]
NO_LIMITS: Limits = {}


def limits_to_sign(visit: Visit, review: DayReview | None, limits: Limits) -> dict[str, Decimal]:
    """All limits of the patient: as given, else as signed, else as proposed. Those that cannot be are refused."""
    baseline = baseline_of(visit, review)
    bounds = {**proposed_bounds(baseline), **signed_bounds(visit.facts), **limits}
    refuse(bounds_findings(bounds, baseline))
    return bounds


@transaction.atomic
def sign_limits(infusion: Infusion, *, limits: Limits, reason: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record other limits for the patient from now on."""
    visit = hold(infusion)
    require_place(visit, e.LimitsSigned)
    require_reason(reason)
    bounds = limits_to_sign(visit, infusion.latest_review(), limits)
    return record(visit, e.LimitsSigned, **bounds, reason=reason, **timing)
