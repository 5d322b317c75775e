"""Amounts keep their unit. Each `type: ignore` here is proof that mypy refuses the line too: an unneeded one is an
error under mypy --strict."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.pathway.quantities import (
    PRODUCTS,
    Hours,
    Kg,
    Mg,
    MgPerH,
    MgPerKg,
    MgPerKgPerH,
    MgPerMl,
    Minutes,
    Ml,
    MlPerH,
    QuantityError,
    shown,
)

numbers = st.decimals(min_value="0.01", max_value="9999", places=2)


def test_it_refuses_to_add_or_compare_across_units() -> None:
    with pytest.raises(TypeError, match="mg does not go with mL"):
        Mg.of(1) + Ml.of(1)  # type: ignore[operator]
    with pytest.raises(TypeError):
        Mg.of(1) < MgPerH.of(1)  # type: ignore[operator]  # noqa: B015
    with pytest.raises(TypeError):
        Mg.of(1) - Decimal(1)  # type: ignore[operator]
    with pytest.raises(TypeError):
        Mg.of(1).above(Ml.of(1))  # type: ignore[arg-type]


def test_it_refuses_products_that_mean_nothing() -> None:
    with pytest.raises(TypeError):
        Mg.of(1) * Kg.of(1)  # type: ignore[operator]
    with pytest.raises(TypeError):
        Ml.of(1) / MgPerMl.of(1)  # type: ignore[operator]
    with pytest.raises(TypeError):
        MgPerH.of(1) * Minutes.of(30)  # type: ignore[operator]


def test_it_knows_the_lawful_products_and_quotients() -> None:
    dose: Mg = MgPerKg.of("0.5") * Kg.of(80)
    rate: MgPerH = dose / Minutes.of(40).hours
    pump: MlPerH = rate / MgPerMl.of(2)
    volume: Ml = dose / MgPerMl.of(2)
    per_kg: MgPerKgPerH = rate / Kg.of(80)

    assert dose == Mg.of(40)
    assert shown(rate.value) == "60"
    assert shown(pump.value) == "30"
    assert volume == Ml.of(20)
    assert shown(per_kg.value) == "0.75"


@pytest.mark.parametrize("pair", PRODUCTS)
@given(left=numbers, right=numbers)
def test_a_quotient_undoes_its_product(pair: tuple[Any, Any], left: Decimal, right: Decimal) -> None:
    a, b = pair[0](left), pair[1](right)

    product = a * b

    assert type(product) is PRODUCTS[pair]
    assert abs((product / b).value - left) < Decimal("1e-18")
    assert abs((product / a).value - right) < Decimal("1e-18")


@pytest.mark.parametrize("number", ["-0.01", "NaN", "sNaN", "Infinity", "-Infinity"])
def test_it_refuses_what_cannot_be_an_amount(number: str) -> None:
    with pytest.raises(QuantityError):
        Mg.of(number)


def test_nobody_weighs_nothing_and_no_solution_is_empty() -> None:
    with pytest.raises(QuantityError):
        Kg.of(0)
    with pytest.raises(QuantityError):
        MgPerMl.of("0.0")
    assert Mg.of(0).value == 0


def test_a_difference_below_zero_is_refused_unless_asked_for_as_above() -> None:
    with pytest.raises(QuantityError):
        Mg.of(40) - Mg.of(41)

    assert Mg.of(40).above(Mg.of(41)) == Mg.of(0)
    assert Mg.of(41).above(Mg.of(40)) == Mg.of(1)


def test_it_takes_no_float_and_no_bare_number() -> None:
    with pytest.raises(TypeError):
        Mg.of(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Mg(40)  # type: ignore[arg-type]


def test_it_shows_its_unit_without_idle_zeros() -> None:
    assert str(MgPerKgPerH.of("0.7500")) == "0.75 mg/kg/h"
    assert str(MgPerH.of(100)) == "100 mg/h"
    assert str(Hours.of(2).minutes) == "120 min"
