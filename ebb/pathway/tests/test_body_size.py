from decimal import Decimal

import pytest

from ebb.pathway.body_size import judge_body, judge_weight
from ebb.pathway.findings import Level
from ebb.pathway.quantities import QuantityError


def test_pounds_typed_as_kilograms_are_caught_by_range_and_by_change() -> None:
    found = judge_weight(Decimal(176), Decimal(80))

    assert [finding.id for finding in found] == ["L-weight-soft-high", "L-weight-changed", "L-weight-pounds"]
    assert found[1].text == "176 kg differs from the last weight, 80 kg, by 120 %."
    assert found[2].text == "176 kg would fit the last weight if it were pounds: 176 lb is 79.8 kg."


def test_pounds_are_caught_by_change_alone_when_the_range_would_let_them_pass() -> None:
    found = judge_weight(Decimal(110), Decimal(50))

    assert [finding.id for finding in found] == ["L-weight-changed", "L-weight-pounds"]
    assert found[0].level is Level.OVERRIDE


@pytest.mark.parametrize(
    ("kg", "fires"),
    [
        ("34.9", "L-weight-hard-low"),
        ("35", "L-weight-soft-low"),
        ("45", None),
        ("120", None),
        ("120.1", "L-weight-soft-high"),
        ("200", "L-weight-soft-high"),
        ("200.1", "L-weight-hard-high"),
        ("7", "L-weight-hard-low"),
        ("700", "L-weight-hard-high"),
    ],
)
def test_a_weight_has_a_range(kg: str, fires: str | None) -> None:
    assert [finding.id for finding in judge_weight(Decimal(kg))] == ([fires] if fires else [])


def test_ten_percent_is_no_change_and_a_little_more_is() -> None:
    assert judge_weight(Decimal(88), Decimal(80)) == []
    assert judge_weight(Decimal(72), Decimal(80)) == []
    assert [finding.id for finding in judge_weight(Decimal("88.1"), Decimal(80))] == ["L-weight-changed"]


def test_a_weight_that_cannot_be_is_an_error_and_no_question() -> None:
    with pytest.raises(QuantityError):
        judge_weight(Decimal(-80))


@pytest.mark.parametrize(
    ("kg", "cm", "fires"),
    [
        ("50", "119.9", ["L-height-soft-low"]),
        ("50", "120", []),
        ("100", "220", []),
        ("100", "220.1", ["L-height-soft-high"]),
        ("40", "170", ["L-bmi-soft-low"]),
        ("40.5", "170", []),
        ("173", "170", []),
        ("174", "170", ["L-bmi-soft-high"]),
    ],
)
def test_a_body_is_asked_about_beyond_its_limits_and_not_at_them(kg: str, cm: str, fires: list[str]) -> None:
    found = judge_body(Decimal(kg), Decimal(cm))

    assert [finding.id for finding in found if finding.level is Level.OVERRIDE] == fires


def test_inches_typed_as_centimetres_are_asked_about() -> None:
    asked, hint = judge_body(Decimal(70), Decimal(65))

    assert asked.text == "The height of 65 cm is below the soft limit of 120 cm."
    assert hint.text == "65 would be a height in inches: 65 in is 165 cm."


def test_pounds_typed_as_kilograms_are_caught_by_the_height() -> None:
    found = judge_body(Decimal(110), Decimal(165))

    assert [finding.text for finding in found] == ["110 kg is a body mass index of 40; 110 lb, 49.9 kg, would be 18."]
    assert judge_body(Decimal(95), Decimal(165)) == []


def test_no_height_at_all_is_no_height() -> None:
    with pytest.raises(QuantityError):
        judge_body(Decimal(70), Decimal(0))
