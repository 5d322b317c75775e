from decimal import Decimal

import pytest

from ebb.pathway import events as e
from ebb.pathway.programmes import EXTENDED, SHORT, Programme
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.titration import judge_step
from ebb.pathway.visit_facts import VisitFacts

START = happened(e.InfusionStarted, 0, rate_ml_per_h=Decimal(40))


def step(events: list[e.Event], rate: str, at: float, programme: Programme = SHORT, charted: bool = True) -> list[str]:
    chart = [happened(e.Scored, at, id="chart", scale="sedation", score=1)] if charted else []
    found = judge_step(
        VisitFacts.of([START, *events, *chart]),
        programme,
        rate_ml_per_h=Decimal(rate),
        weight_kg=Decimal(80),
        at=minute(at),
    )
    return [finding.id for finding in found]


@pytest.mark.parametrize(("rate", "finds"), [("50", []), ("50.5", []), ("51", ["L-step-soft-high"]), ("30", [])])
def test_a_short_infusion_goes_up_by_a_quarter(rate: str, finds: list[str]) -> None:
    assert step([], rate, 15) == finds


@pytest.mark.parametrize(("rate", "finds"), [("48", []), ("49", ["L-step-soft-high"])])
def test_an_extended_one_goes_up_by_a_tenth_of_a_milligram_per_kilogram(rate: str, finds: list[str]) -> None:
    assert step([], rate, 40, EXTENDED) == finds


def test_two_small_steps_make_one_until_the_interval_is_over() -> None:
    first = [happened(e.RateChanged, 15, rate_ml_per_h=Decimal(50))]

    assert step(first, "60", 20) == ["L-step-soft-high"]
    assert step(first, "60", 25) == []


def test_it_goes_up_only_after_sedation_was_scored() -> None:
    def after(*scores: e.Event) -> list[str]:
        return step(list(scores), "45", 15, charted=False)

    assert after() == ["L-step-assessment"]
    assert after(happened(e.Scored, 4, scale="sedation", score=1)) == ["L-step-assessment"]
    assert after(happened(e.Scored, 14, scale="pain")) == ["L-step-assessment"]
    assert after(happened(e.Scored, 14, scale="sedation", score=None, not_asked=True)) == ["L-step-assessment"]
    assert after(happened(e.Scored, 14, scale="sedation", score=1)) == []


def test_a_score_from_before_the_last_increase_says_nothing_about_it() -> None:
    scored = happened(e.Scored, 18, scale="sedation", score=1)
    raised = happened(e.RateChanged, 20, rate_ml_per_h=Decimal(42))

    assert step([scored, raised], "43", 25, charted=False) == ["L-step-assessment"]


def test_going_down_or_on_as_before_asks_nothing() -> None:
    paused = [happened(e.Paused, 12)]

    assert step([], "20", 15, charted=False) == []
    assert step(paused, "40", 15, charted=False) == []
    assert step(paused, "60", 15) == ["L-step-soft-high"]


def test_a_stronger_bag_counts_in_milligrams() -> None:
    stronger = [happened(e.ContainerChanged, 5, rate_ml_per_h=Decimal(20))]

    assert step(stronger, "25", 30) == []
    assert step(stronger, "26", 30) == ["L-step-soft-high"]
