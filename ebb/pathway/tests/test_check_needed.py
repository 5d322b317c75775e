from decimal import Decimal

import pytest

from ebb.pathway import events as e
from ebb.pathway.orders import Order
from ebb.pathway.second_check import check_needed, checked
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

ORDER = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40)
START = happened(e.InfusionStarted, 10)
BAG = happened(e.ContainerPrepared, 0)
NURSE = happened(e.CheckEntered, 1)
SECOND = happened(e.CheckEntered, 2, by="nurse-2")


def test_a_start_and_every_new_container_need_two() -> None:
    assert check_needed(VisitFacts.of([]), ORDER, START, weight_kg=Decimal(80)) == "start"
    assert (
        check_needed(VisitFacts.of([START]), ORDER, happened(e.ContainerChanged, 20), weight_kg=Decimal(80))
        == "container"
    )


@pytest.mark.parametrize(
    ("present", "rate", "needed"),
    [
        ("60", "61", "increase"),
        ("60", "60.5", None),  # within 1 % of the order: the pump's rounding
        ("60", "30", None),
        ("30", "60", None),  # back to what was ordered
        ("30", "75", "increase"),
        ("90", "75", None),  # going down is never asked about
    ],
)
def test_an_increase_beyond_the_order_needs_two(present: str, rate: str, needed: str | None) -> None:
    events = [START, happened(e.RateChanged, 15, rate_ml_per_h=Decimal(present))]

    for kind in (e.RateChanged, e.Resumed):
        change = happened(kind, 20, rate_ml_per_h=Decimal(rate))
        assert check_needed(VisitFacts.of(events), ORDER, change, weight_kg=Decimal(80)) == needed


def test_a_stop_and_a_pause_never_wait_for_a_check() -> None:
    for kind in (e.Paused, e.Stopped):
        assert check_needed(VisitFacts.of([START]), ORDER, happened(kind, 20), weight_kg=Decimal(80)) is None


def test_two_people_must_have_checked_after_the_bag_was_made_up() -> None:
    assert checked(VisitFacts.of([BAG, NURSE, SECOND]), "bag 1") == (NURSE, SECOND)
    assert checked(VisitFacts.of([BAG, NURSE]), "bag 1") is None
    assert checked(VisitFacts.of([NURSE, SECOND]), "bag 1") is None
    assert checked(VisitFacts.of([BAG, NURSE, SECOND]), "bag 2") is None
    assert checked(VisitFacts.of([BAG, NURSE, SECOND, happened(e.ContainerPrepared, 3)]), "bag 1") is None


def test_twice_the_same_person_is_one_and_the_newer_entry_counts() -> None:
    again = happened(e.CheckEntered, 3, rate_ml_per_h=Decimal(6))

    assert checked(VisitFacts.of([BAG, NURSE, again]), "bag 1") is None
    second = happened(e.CheckEntered, 4, by="nurse-2")
    assert checked(VisitFacts.of([BAG, NURSE, again, second]), "bag 1") == (again, second)


def test_once_two_are_in_both_enter_again() -> None:
    again, other = happened(e.CheckEntered, 3), happened(e.CheckEntered, 4, by="nurse-2")

    assert checked(VisitFacts.of([BAG, NURSE, SECOND, again]), "bag 1") is None
    assert checked(VisitFacts.of([BAG, NURSE, SECOND, again, other]), "bag 1") == (again, other)


def test_a_withdrawn_check_does_not_count() -> None:
    gone = happened(e.Superseded, 4, event_id=SECOND.id)

    assert checked(VisitFacts.of([BAG, NURSE, SECOND, gone]), "bag 1") is None


def test_an_increase_asks_for_checks_of_its_own() -> None:
    later = [happened(e.CheckEntered, 20), happened(e.CheckEntered, 21, by="nurse-2")]

    assert checked(VisitFacts.of([BAG, NURSE, SECOND]), "bag 1", since=minute(10)) is None
    assert checked(VisitFacts.of([BAG, NURSE, SECOND, *later]), "bag 1", since=minute(10)) == tuple(later)
