from decimal import Decimal

import pytest

from ebb.pathway import events as e
from ebb.pathway.containers import awaits_label, judge_label, judge_volume, mix
from ebb.pathway.quantities import QuantityError
from ebb.pathway.tests.chair import happened
from ebb.pathway.visit_facts import VisitFacts

FROM_VIAL = {"vial_mg_per_ml": Decimal(50), "drawn_ml": Decimal(2), "diluent_ml": Decimal(38)}


@pytest.mark.parametrize(
    ("vial", "drawn", "diluent", "mg_per_ml", "ml"),
    [
        ("50", "1", "49", "1", "50"),
        ("10", "5", "45", "1", "50"),
        ("100", "0.5", "49.5", "1", "50"),
        ("100", "5", "45", "10", "50"),  # the same syringe from the wrong vial: ten times as much
        ("10", "5", "0", "10", "5"),
        ("50", "1", "49.3", "0.994", "50.3"),
    ],
)
def test_the_strength_is_calculated(vial: str, drawn: str, diluent: str, mg_per_ml: str, ml: str) -> None:
    mixed = mix(vial_mg_per_ml=Decimal(vial), drawn_ml=Decimal(drawn), diluent_ml=Decimal(diluent))

    assert (mixed.concentration_mg_per_ml, mixed.volume_ml) == (Decimal(mg_per_ml), Decimal(ml))


@pytest.mark.parametrize(("drawn", "diluent"), [("0", "0"), ("0", "50"), ("-1", "50"), ("1", "-1"), ("NaN", "1")])
def test_nothing_drawn_makes_no_container(drawn: str, diluent: str) -> None:
    with pytest.raises(QuantityError):
        mix(vial_mg_per_ml=Decimal(50), drawn_ml=Decimal(drawn), diluent_ml=Decimal(diluent))


@pytest.mark.parametrize(("drawn", "asked"), [("0.5", True), ("3.46", True), ("3.5", False), ("5", False)])
def test_less_than_the_order_needs_is_asked_about(drawn: str, asked: bool) -> None:
    mixed = mix(vial_mg_per_ml=Decimal(10), drawn_ml=Decimal(drawn), diluent_ml=9 * Decimal(drawn))

    assert bool(judge_volume(mixed, container="bag 1", remaining_mg=Decimal(35))) is asked


def test_the_question_names_both_volumes() -> None:
    mixed = mix(vial_mg_per_ml=Decimal(10), drawn_ml=Decimal("0.5"), diluent_ml=Decimal("4.5"))

    [asked] = judge_volume(mixed, container="bag 1", remaining_mg=Decimal(35))

    assert asked.text == "bag 1 holds 5 mL; 35 mL of it are to go in."


@pytest.mark.parametrize(("label", "right"), [("1", True), ("1.01", True), ("1.02", False), ("10", False)])
def test_the_label_says_what_was_mixed(label: str, right: bool) -> None:
    made = happened(e.ContainerPrepared, 0, **FROM_VIAL)

    assert (judge_label(made, Decimal(label)) == []) is right


def test_a_label_is_read_for_each_container_made_from_a_vial() -> None:
    made, read = happened(e.ContainerPrepared, 0, **FROM_VIAL), happened(e.LabelChecked, 5)
    other, again = happened(e.LabelChecked, 5, container="bag 2"), happened(e.ContainerPrepared, 6, **FROM_VIAL)

    assert awaits_label(VisitFacts.of([made]), made)
    assert awaits_label(VisitFacts.of([made, other]), made)
    assert not awaits_label(VisitFacts.of([made, read]), made)
    assert awaits_label(VisitFacts.of([made, read, again]), again)


def test_a_container_typed_by_its_strength_waits_for_no_label() -> None:
    typed = happened(e.ContainerPrepared, 0)

    assert not awaits_label(VisitFacts.of([typed]), typed)
