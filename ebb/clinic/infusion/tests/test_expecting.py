from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.plan.models import Plan
from ebb.clinic.record.actions import write_entry
from ebb.pathway.findings import Refused

A_DAY = timedelta(days=1)


def test_it_refuses_a_second_visit_on_one_day(cast: SimpleNamespace, at: datetime) -> None:
    first = journey.expected(cast, at)

    with nothing_written(), pytest.raises(Refused, match="infusion on this day already"):
        actions.expect_visit(order=first.order, expected_at=first.expected_at, by=cast.nurse.pk, at=at)


def test_a_day_nobody_came_on_is_free_again(cast: SimpleNamespace, at: datetime) -> None:
    first = journey.expected(cast, at)
    actions.cancel(first, reason="ill", by=cast.front_desk.pk, at=at)

    again = actions.expect_visit(order=first.order, expected_at=first.expected_at, by=cast.nurse.pk, at=at)

    assert again.order == first.order


def test_a_plan_has_only_so_many_infusions(cast: SimpleNamespace, at: datetime) -> None:
    order = journey.signed_order(cast, at)
    for number in range(order.plan.infusions):
        actions.expect_visit(order=order, expected_at=at + number * A_DAY, by=cast.nurse.pk, at=at)

    with nothing_written(), pytest.raises(Refused, match="All 5 infusions"):
        actions.expect_visit(order=order, expected_at=at + 9 * A_DAY, by=cast.nurse.pk, at=at)


def test_a_superseded_plan_gives_no_more_visits(cast: SimpleNamespace, at: datetime) -> None:
    order = journey.signed_order(cast, at)
    signed = {"diagnosis": "CRPS", "goal": "Walk", "infusions": 1, "signed_by": cast.prescriber, "signed_at": at}
    newer = Plan.objects.create(patient=cast.patient, supersedes=order.plan, **signed)
    write_entry(chain=cast.patient.pk, verb="plan signed", facts=[newer], by=cast.prescriber.pk, at=at)

    with nothing_written(), pytest.raises(Refused, match="newer plan"):
        actions.expect_visit(order=order, expected_at=at, by=cast.nurse.pk, at=at)
