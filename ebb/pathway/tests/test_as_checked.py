from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway import events as e
from ebb.pathway.as_checked import judge_as_checked, judge_as_ordered
from ebb.pathway.findings import Level
from ebb.pathway.orders import Order
from ebb.pathway.second_check import Agreement, expected_for
from ebb.pathway.tests.chair import happened

ORDER = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40)
AGREED = Agreement(
    container="bag 1",
    first_by="nurse-1",
    second_by="nurse-2",
    expected=expected_for(ORDER, happened(e.ContainerPrepared, 0), weight_kg=Decimal(80)),
)


@pytest.mark.parametrize(
    ("told", "finds"),
    [
        ({}, []),
        ({"rate_ml_per_h": Decimal("60.5")}, []),
        ({"rate_ml_per_h": Decimal(600)}, ["C-set-rate"]),
        ({"concentration_mg_per_ml": Decimal(2)}, ["C-set-concentration"]),
        ({"container": "bag 2"}, ["C-set-container"]),
    ],
)
def test_the_pump_starts_as_it_was_checked(told: dict[str, Any], finds: list[str]) -> None:
    found = judge_as_checked(happened(e.InfusionStarted, 10, **told), AGREED)

    assert [finding.id for finding in found] == finds


def test_it_says_both_numbers() -> None:
    [finding] = judge_as_checked(happened(e.InfusionStarted, 10, rate_ml_per_h=Decimal(600)), AGREED)

    assert finding.text == "The rate at the pump is 600 mL/h; two people checked 60 mL/h."


@pytest.mark.parametrize(
    ("rate", "finds"),
    [
        ("60", []),
        ("60.5", []),
        ("61", [("O-rate-above", Level.STOP)]),
        ("30", [("O-rate-below", Level.CAUTION)]),
    ],
)
def test_more_than_ordered_is_refused_and_less_remarked_on(rate: str, finds: list[tuple[str, Level]]) -> None:
    found = judge_as_ordered(
        ORDER, rate_ml_per_h=Decimal(rate), concentration_mg_per_ml=Decimal(1), weight_kg=Decimal(80)
    )

    assert [(finding.id, finding.level) for finding in found] == finds
