from decimal import Decimal

import pytest

from ebb.pathway.findings import Level
from ebb.pathway.orders import Order
from ebb.pathway.second_check import judge_as_ordered

ORDER = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40)


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
