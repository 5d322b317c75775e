from typing import Any

import pytest

from ebb.pathway.tests.test_candidacy import levels

UNTESTED = dict.fromkeys(["alt_x_uln", "ast_x_uln", "alp_x_uln", "ggt_x_uln", "bilirubin_x_uln", "child_pugh"])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"child_pugh": "C"}, {"E12": "STOP present"}),
        ({"child_pugh": "B"}, {"E13": "OVERRIDE present"}),
        ({"alt_x_uln": 1.0}, {}),
        ({"alt_x_uln": 1.1}, {"E13": "OVERRIDE present"}),
        ({"ggt_x_uln": 2.9}, {"E13": "OVERRIDE present"}),
        ({"alt_x_uln": 3.0}, {"E14": "STOP present"}),
        ({"ast_x_uln": 3.0}, {"E14": "STOP present"}),
        ({"bilirubin_x_uln": 1.9}, {}),
        ({"bilirubin_x_uln": 2.0}, {"E14": "STOP present"}),
        ({"alp_x_uln": 3.0}, {"E14": "OVERRIDE present"}),
        ({"ggt_x_uln": 3.0, "alt_x_uln": 3.5}, {"E14": "STOP present"}),
    ],
)
def test_the_liver_speaks_at_its_levels(facts: dict[str, Any], expected: dict[str, str]) -> None:
    assert levels(**facts) == expected


def test_a_healthy_patient_needs_no_liver_test() -> None:
    assert levels(**UNTESTED) == {}


@pytest.mark.parametrize("reason", ["viral_hepatitis", "alcohol_misuse"])
def test_a_liver_at_risk_needs_its_tests(reason: str) -> None:
    assert levels(**UNTESTED, **{reason: True}) == {"E13": "OVERRIDE unknown", "E14": "STOP unknown"}


def test_liver_disease_needs_its_class_as_well() -> None:
    assert levels(**UNTESTED, liver_disease=True) == {
        "E12": "STOP unknown", "E13": "OVERRIDE unknown", "E14": "STOP unknown",
    }  # fmt: skip


def test_a_result_that_stops_does_so_whatever_else_is_missing() -> None:
    assert levels(**UNTESTED | {"alt_x_uln": 4.0}, liver_disease=True)["E14"] == "STOP present"
