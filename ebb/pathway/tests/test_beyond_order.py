from decimal import Decimal

import pytest

from ebb.pathway import events as e
from ebb.pathway.alarms import Priority
from ebb.pathway.beyond_order import beyond_order, limits_beyond
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

ORDER = Decimal(40)
START = happened(e.InfusionStarted, 0)


@pytest.mark.parametrize(
    ("minutes", "over", "priority"),
    [
        (39, None, None), (40, None, None), (41, 1, Priority.LOW), (42, 2, Priority.LOW), (43, 3, Priority.MEDIUM),
        (44, 4, Priority.MEDIUM), (45, 5, Priority.HIGH), (120, 80, Priority.HIGH),
    ],
)  # fmt: skip
def test_it_grows_with_what_went_in_beyond_the_order(minutes: int, over: int | None, priority: Priority | None) -> None:
    found = beyond_order(ORDER, VisitFacts.of([START]), minute(minutes))

    assert (found.over_mg if found else None) == over
    assert (found.priority if found else None) == priority


def test_a_bolus_goes_beside_the_order() -> None:
    bolus = happened(e.BolusGiven, 10)

    assert beyond_order(ORDER, VisitFacts.of([START, bolus]), minute(40)) is None


def test_its_limits_are_the_same_shares() -> None:
    assert [(limit.priority, limit.bound) for limit in limits_beyond(ORDER)] == [
        (Priority.LOW, 0), (Priority.MEDIUM, 2), (Priority.HIGH, 4),
    ]  # fmt: skip
