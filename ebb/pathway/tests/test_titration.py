from decimal import Decimal

import pytest

from ebb.pathway import events as e
from ebb.pathway.programmes import EXTENDED, SHORT, Programme
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.titration import is_increase, judge_increase

STARTED = happened(e.InfusionStarted, 30, rate_ml_per_h=Decimal(40))
SEEN = happened(e.Scored, 38, scale="sedation", score=1)


def ids(rate: str, at: float, *events: e.Event, programme: Programme = SHORT) -> list[str]:
    told = [STARTED, *events]
    judged = judge_increase(programme, told, rate_ml_per_h=Decimal(rate), weight_kg=Decimal(80), at=minute(at))
    return [finding.id for finding in judged]


def test_a_quarter_more_after_ten_minutes_and_a_look_is_free() -> None:
    assert ids("50", 40, SEEN) == []


@pytest.mark.parametrize(
    ("rate", "at", "events", "expected"),
    [
        ("50.1", 40, [SEEN], ["T-step"]),
        ("50", 39, [SEEN], ["T-too-soon"]),
        ("50", 40, [], ["T-assessment"]),
        ("50", 40, [happened(e.Scored, 38, scale="sedation", score=None, not_asked=True)], ["T-assessment"]),
        ("50", 40, [happened(e.Scored, 38, scale="pain", score=4)], ["T-assessment"]),
    ],
)
def test_each_step_waits_for_size_time_and_a_look(
    rate: str, at: float, events: list[e.Event], expected: list[str]
) -> None:
    assert ids(rate, at, *events) == expected


def test_going_down_is_never_judged() -> None:
    assert ids("10", 31) == []
    assert not is_increase([STARTED], Decimal(10), minute(31))


def test_a_look_before_the_last_increase_does_not_count() -> None:
    raised = happened(e.RateChanged, 41, rate_ml_per_h=Decimal(50))

    assert ids("60", 52, SEEN, raised) == ["T-assessment"]


def test_going_back_up_is_a_step_like_any_other() -> None:
    lowered = happened(e.RateChanged, 45, rate_ml_per_h=Decimal(20))

    assert ids("40", 56, SEEN, lowered) == ["T-step"]


def test_the_extended_programme_climbs_by_its_own_step() -> None:
    assert ids("48", 60, SEEN, programme=EXTENDED) == []
    assert ids("48.1", 60, SEEN, programme=EXTENDED) == ["T-step"]
    assert ids("48", 59, SEEN, programme=EXTENDED) == ["T-too-soon"]


def test_an_increase_is_told_in_milligrams_when_the_bag_was_changed() -> None:
    changed = happened(
        e.ContainerChanged, 41, container="bag 2", concentration_mg_per_ml=Decimal(2), rate_ml_per_h=Decimal(20)
    )

    assert ids("25", 41, SEEN, changed) == []
    assert ids("26", 41, SEEN, changed) == ["T-step"]
