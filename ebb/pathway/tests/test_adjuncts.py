"""What a drug beside the infusion is, by ingredient and route: clinical reference 2.4."""

from decimal import Decimal

import pytest

from ebb.pathway import events as e
from ebb.pathway.adjuncts import ORDER_SET, USUAL_MAX_MG, usual_exceeded, wait_after
from ebb.pathway.candidacy.medicines import match
from ebb.pathway.tests.chair import happened


def given(drug: str, route: str = "IV", dose: str = "1", unit: str = "mg") -> e.AdjunctGiven:
    adjunct: e.AdjunctGiven = happened(e.AdjunctGiven, 0, drug=drug, route=route, dose=Decimal(dose), unit=unit)
    return adjunct


@pytest.mark.parametrize(
    ("drug", "route", "minutes"),
    [
        ("midazolam", "IV", 60), ("Versed 2 mg", "IM", 60), ("Versed", "SL", 90), ("midazolam", "nasal", 120),
        ("lorazepam", "PO", 90), ("Ativan", "SL", 90), ("clonidine", "PO", 120), ("Catapres", "SL", 90),
        ("clonidine", "IV", 60), ("labetalol", "IV", 60), ("Hydralazine", "IM", 60), ("Fentanyl", "IV", 60),
        ("diphenhydramine", "PO", 90), ("xylazoline mix", "IV", 120), ("midazolan", "IV", 120),
        ("Narcan", "nasal", 120), ("naloxone", "IV", 120), ("Anexate", "IV", 120),
    ],
)  # fmt: skip
def test_it_waits_by_ingredient_and_route(drug: str, route: str, minutes: int) -> None:
    wait = wait_after(given(drug, route))

    assert wait is not None
    assert wait.minutes == minutes


@pytest.mark.parametrize("drug", ["ondansetron", "Zofran 4 mg", "oxygen", "glycopyrrolate", "Paracetamol 1 g"])
def test_a_drug_known_to_need_no_wait_needs_none(drug: str) -> None:
    assert wait_after(given(drug)) is None


def test_only_a_reversal_is_called_one() -> None:
    narcan, versed = wait_after(given("Narcan", "nasal")), wait_after(given("Versed"))

    assert [wait.is_reversal for wait in (narcan, versed) if wait] == [True, False]


@pytest.mark.parametrize(
    ("drug", "dose", "unit", "route", "asked"),
    [
        ("midazolam", "6", "mg", "IV", None), ("midazolam", "6.1", "mg", "IV", "2"), ("Versed", "20", "mg", "IM", "2"),
        ("clonidine", "300", "µg", "PO", None), ("clonidine", "0.31", "mg", "PO", "0.1"),
        ("naloxone", "0.4", "mg", "IV", "0.1"), ("Narcan", "4", "mg", "nasal", None),
        ("ondansetron", "1", "g", "IV", "4"), ("paracetamol", "1", "g", "IV", None),
        ("midazolam", "9", "mL", "IV", None),
    ],
)  # fmt: skip
def test_it_asks_about_more_than_three_times_the_usual(
    drug: str, dose: str, unit: str, route: str, asked: str | None
) -> None:
    assert usual_exceeded(given(drug, route, dose, unit)) == (Decimal(asked) if asked else None)


def test_every_drug_that_is_offered_is_understood() -> None:
    assert match([*ORDER_SET, *USUAL_MAX_MG]).unmatched == ()
