import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway import events as e
from ebb.pathway.orders import Order
from ebb.pathway.second_check import Agreement, compare, expected_for
from ebb.pathway.tests.chair import happened

ORDER = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40)
BAG = happened(e.ContainerPrepared, 0, volume_ml=Decimal(100))
NURSE = happened(e.CheckEntered, 1)
SECOND = happened(e.CheckEntered, 2, by="nurse-2")


def reasons(first: e.CheckEntered, second: e.CheckEntered, **told: Any) -> list[str]:
    answer = compare(first, second, **{"order": ORDER, "container": BAG, "weight_kg": Decimal(80), **told})
    return [] if isinstance(answer, Agreement) else [finding.id for finding in answer]


def test_two_people_and_the_order_agree() -> None:
    answer = compare(NURSE, SECOND, order=ORDER, container=BAG, weight_kg=Decimal(80))

    assert isinstance(answer, Agreement)
    assert (answer.first_by, answer.second_by) == ("nurse-1", "nurse-2")
    assert answer.expected.mg_per_kg_per_h == Decimal("0.75")


def test_one_person_is_not_two() -> None:
    assert reasons(NURSE, replace(SECOND, by="nurse-1")) == ["C-same-person"]


@pytest.mark.parametrize(
    ("field", "wrong", "finding"),
    [
        ("weight_kg", "176", "C-people-weight"),
        ("concentration_mg_per_ml", "10", "C-people-concentration"),
        ("rate_ml_per_h", "600", "C-people-rate"),
        ("rate_ml_per_h", "6", "C-people-rate"),
        ("volume_ml", "400", "C-people-volume"),
    ],
)
def test_it_says_which_number_differs(field: str, wrong: str, finding: str) -> None:
    differs = replace(SECOND, **{field: Decimal(wrong)})

    assert reasons(NURSE, differs) == [finding]
    assert reasons(differs, NURSE) == [finding]


def test_it_shows_no_number_of_anyone() -> None:
    rates = [("60", "6"), ("600", "600"), ("60.5", "60.5")]
    weight = {"60.5": Decimal("79.3")}

    for one, other in rates:
        both = {"weight_kg": weight.get(one, Decimal(80))}
        first, second = (
            replace(check, rate_ml_per_h=Decimal(rate), **both) for check, rate in ((NURSE, one), (SECOND, other))
        )
        answer = compare(first, second, order=ORDER, container=BAG, weight_kg=Decimal(80))

        assert not isinstance(answer, Agreement)
        assert not re.search(r"\d", answer[0].text + answer[0].remedy)


FROM_VIAL = {"vial_mg_per_ml": Decimal(50), "drawn_ml": Decimal(2)}


@pytest.mark.parametrize(
    ("field", "wrong", "finding"),
    [
        ("vial_mg_per_ml", "100", "C-people-vial-strength"),
        ("drawn_ml", "2.03", "C-people-volume-drawn"),
        ("drawn_ml", "2.02", None),
    ],
)
def test_before_it_is_mixed_both_read_vial_and_syringe(field: str, wrong: str, finding: str | None) -> None:
    bag, first = replace(BAG, **FROM_VIAL, diluent_ml=Decimal(98)), replace(NURSE, **FROM_VIAL)
    second = replace(SECOND, **{**FROM_VIAL, field: Decimal(wrong)})

    assert reasons(first, second, container=bag) == ([finding] if finding else [])


def test_a_vial_both_misread_meets_the_container_as_recorded() -> None:
    bag = replace(BAG, **FROM_VIAL)
    same = {**FROM_VIAL, "vial_mg_per_ml": Decimal(10)}

    assert reasons(replace(NURSE, **same), replace(SECOND, **same), container=bag) == ["C-order-vial-strength"]


def test_a_vial_nobody_read_is_no_agreement_unless_it_is_mixed_already() -> None:
    bag = replace(BAG, **FROM_VIAL)

    assert reasons(NURSE, SECOND, container=bag) == ["C-order-vial-strength", "C-order-volume-drawn"]
    assert reasons(replace(NURSE, **FROM_VIAL), SECOND, container=bag) == [
        "C-people-vial-strength", "C-people-volume-drawn",
    ]  # fmt: skip
    assert reasons(NURSE, SECOND, container=bag, mixed=True) == []


def test_two_people_who_make_the_same_mistake_meet_the_order() -> None:
    same = {"rate_ml_per_h": Decimal(600)}

    assert reasons(replace(NURSE, **same), replace(SECOND, **same)) == ["C-order-rate"]


def test_the_same_wrong_weight_is_caught_by_the_order() -> None:
    same = {"weight_kg": Decimal(176)}

    assert reasons(replace(NURSE, **same), replace(SECOND, **same)) == ["C-order-weight"]


def test_a_percent_is_rounding_and_more_is_not() -> None:
    assert reasons(NURSE, replace(SECOND, rate_ml_per_h=Decimal("59.4"))) == []
    assert reasons(NURSE, replace(SECOND, rate_ml_per_h=Decimal("59.3"))) == ["C-people-rate"]


def test_small_differences_may_not_add_up() -> None:
    drift = {"weight_kg": Decimal("79.3"), "rate_ml_per_h": Decimal("60.5")}

    assert reasons(replace(NURSE, **drift), replace(SECOND, **drift)) == ["C-backward"]


def test_checks_of_another_or_an_earlier_container_do_not_count() -> None:
    assert reasons(NURSE, replace(SECOND, container="bag 2")) == ["C-container"]
    assert reasons(replace(NURSE, at=happened(e.Noted, -1).at), SECOND) == ["C-before-prepared"]


def test_after_a_change_of_bag_only_the_rest_is_to_go_in() -> None:
    bag = happened(e.ContainerPrepared, 0, container="bag 2", concentration_mg_per_ml=Decimal(2))

    expected = expected_for(ORDER, bag, weight_kg=Decimal(80), remaining_mg=Decimal(10), rate_mg_per_h=Decimal(30))

    assert expected.rate_ml_per_h == 15
    assert expected.volume_ml == 5
    assert expected.mg_per_kg_per_h == Decimal("0.375")


def test_a_small_syringe_gives_no_more_than_it_holds() -> None:
    syringe = happened(e.ContainerPrepared, 0, volume_ml=Decimal(20))

    assert expected_for(ORDER, syringe, weight_kg=Decimal(80)).volume_ml == 20
