from decimal import Decimal

import pytest

from ebb.pathway.entered import Unreadable, read, read_weight
from ebb.pathway.quantities import Hours, Kg, Mg, MgPerKg, MgPerKgPerH, MgPerMl, Minutes, MlPerH, QuantityError


def test_it_reads_a_number_with_its_unit() -> None:
    assert read("0.5 mg/kg", MgPerKg) == MgPerKg.of("0.5")
    assert read(" 60ml/hr ", MlPerH) == MlPerH.of(60)
    assert read("2 MG / ML", MgPerMl) == MgPerMl.of(2)
    assert read("40 min", Minutes) == Minutes.of(40)
    assert read("4 hr", Hours) == Hours.of(4)


def test_pounds_are_converted_only_because_they_were_said() -> None:
    assert read_weight("176 lb") == Kg.of("79.83225712")
    assert read_weight("176 kg") == Kg.of(176)


def test_a_weight_without_a_unit_is_asked_back() -> None:
    with pytest.raises(Unreadable, match="has no unit"):
        read_weight("176")


@pytest.mark.parametrize("spelling", ["12.5 mcg/kg/min", "12.5 µg/kg/min", "12.5 μg/kg/min"])
def test_micrograms_a_minute_become_milligrams_an_hour(spelling: str) -> None:
    assert read(spelling, MgPerKgPerH).value == Decimal("0.75")


@pytest.mark.parametrize("text", ["", "mg", "1,000 mg", "0,5 mg", "1e3 mg", "NaN mg", "5 - 6 mg", "5 mg mg", "1" * 40])
def test_it_refuses_what_could_be_read_two_ways(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text, Mg)


def test_it_refuses_the_unit_of_something_else() -> None:
    with pytest.raises(Unreadable, match="mg/kg/h"):
        read("0.5 mg/kg/h", MgPerKg)


def test_it_refuses_a_negative_weight() -> None:
    with pytest.raises(QuantityError, match="never below zero"):
        read_weight("-80 kg")
