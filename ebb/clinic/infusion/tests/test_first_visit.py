"""Whether a plan is for a first visit is read from the record; nobody ticks it."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.assessment.tests.assessed import eligible
from ebb.clinic.infusion.tests import journey
from ebb.clinic.plan.actions import limits_of
from ebb.clinic.plan.orders import Draft
from ebb.clinic.plan.tests.planned import USUAL, sign

STRONG = Draft(**USUAL | {"dose_mg_per_kg": Decimal("0.6"), "duration_min": 60})


@pytest.mark.parametrize(("visit", "first"), [(journey.ready_to_start, True), (journey.running, False)])
def test_a_first_visit_is_one_before_any_start(cast: SimpleNamespace, at: datetime, visit: object, first: bool) -> None:
    visit(cast, at)

    found = {finding.id for finding in limits_of(cast.patient, STRONG, journey.after(at, 5))}

    assert ("L-start-soft-high" in found) is first


def test_the_order_keeps_what_the_record_said(cast: SimpleNamespace, at: datetime) -> None:
    eligible(cast, at)
    before = sign(cast, at)
    journey.running(cast, at)

    after = sign(cast, journey.after(at, 5), reason="weighed again")

    assert (before.first_visit, after.first_visit) == (True, False)
