from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.pathway.orders import (
    ARITHMETIC_MG,
    Order,
    OrderError,
    WeightRule,
    calculate_dose,
    delivered_dose,
    dosing_weight_kg,
    same_rate,
)

SHORT = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40)
HOUR = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=60)
CRPS = Order(programme="B", rate_mg_per_kg_per_h=Decimal("0.35"), duration_min=240, cap_mg_per_h=Decimal(25))
FULL = Order(programme="A", rate_mg_per_kg_per_h=Decimal(1), duration_min=60)

VECTORS = [
    # order, kg, mg/mL, total mg, mg/h, mL/h, mL, capped from
    (SHORT, 80, 1, "40", "60", "60", "40", None),
    (HOUR, 70, 2, "35", "35", "17.5", "17.5", None),
    (CRPS, 70, 1, "98", "24.5", "24.5", "98", None),
    (CRPS, 100, 1, "100", "25", "25", "100", "140"),
    (FULL, 60, 2, "60", "60", "30", "30", None),
]

doses = st.decimals(min_value="0.05", max_value="3", places=3)
weights = st.decimals(min_value="35", max_value="200", places=1)
durations = st.integers(min_value=10, max_value=300)
solutions = st.sampled_from([Decimal(1), Decimal(2), Decimal(10)])


def close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= ARITHMETIC_MG.value


@pytest.mark.parametrize(("order", "kg", "solution", "mg", "mg_per_h", "ml_per_h", "ml", "capped_from"), VECTORS)
def test_it_calculates_the_published_vectors(
    order: Order, kg: int, solution: int, mg: str, mg_per_h: str, ml_per_h: str, ml: str, capped_from: str | None
) -> None:
    found = calculate_dose(order, Decimal(kg), Decimal(solution))

    assert close(found.total_mg, Decimal(mg))
    assert close(found.mg_per_h, Decimal(mg_per_h))
    assert close(found.ml_per_h, Decimal(ml_per_h))
    assert close(found.volume_ml, Decimal(ml))
    assert found.capped_from_mg == (Decimal(capped_from) if capped_from else None)


@given(dose=doses, weight=weights, minutes=durations, solution=solutions)
def test_backward_finds_the_order_again(dose: Decimal, weight: Decimal, minutes: int, solution: Decimal) -> None:
    order = Order(programme="A", dose_mg_per_kg=dose, duration_min=minutes)

    forward = calculate_dose(order, weight, solution)
    back = delivered_dose(forward.ml_per_h, solution, weight, minutes)

    assert back.total_mg is not None
    assert close(back.total_mg, dose * weight)
    assert close(back.mg_per_kg_per_h, order.rate.value)


def test_a_dose_and_a_rate_for_the_same_time_are_one_order() -> None:
    as_rate = Order(programme="A", rate_mg_per_kg_per_h=Decimal("0.75"), duration_min=40)

    assert close(calculate_dose(as_rate, Decimal(80), Decimal(1)).total_mg, Decimal(40))


def test_it_doses_on_the_smaller_of_weight_and_thirty_times_height_squared() -> None:
    assert dosing_weight_kg(Decimal(120), 170) == Decimal("86.7")
    assert dosing_weight_kg(Decimal(70), 170) == Decimal(70)
    assert dosing_weight_kg(Decimal(120), None, WeightRule.ACTUAL) == Decimal(120)


def test_it_asks_for_the_height_rather_than_dose_on_a_guess() -> None:
    with pytest.raises(OrderError, match="Measure the height"):
        dosing_weight_kg(Decimal(120), None)


def test_another_weight_needs_the_prescribers_reason() -> None:
    with pytest.raises(OrderError, match="Say why"):
        Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40, weight_rule=WeightRule.ACTUAL)


def test_an_order_says_a_dose_or_a_rate_and_never_both_or_none() -> None:
    with pytest.raises(OrderError, match="either"):
        Order(programme="A", duration_min=40)
    with pytest.raises(OrderError, match="either"):
        Order(programme="A", duration_min=40, dose_mg_per_kg=Decimal(1), rate_mg_per_kg_per_h=Decimal(1))


@pytest.mark.parametrize("dose", ["0", "-0.5", "NaN"])
def test_an_order_of_nothing_is_no_order(dose: str) -> None:
    with pytest.raises(OrderError, match="more than zero"):
        Order(programme="A", duration_min=40, dose_mg_per_kg=Decimal(dose))


def test_rates_agree_within_one_percent_and_no_further() -> None:
    assert same_rate(Decimal("60"), Decimal("59.4"))
    assert not same_rate(Decimal("60"), Decimal("59.39"))
    assert not same_rate(Decimal("60"), Decimal("6"))
