from datetime import UTC, datetime

import pytest

from ebb.pathway.alarms import Priority, Transition
from ebb.pathway.alarms.answering import holds, is_latched, unanswered
from ebb.pathway.alarms.inputs import Change, Kind


def steps(*states: Change, priority: str = "high", kind: Kind = "clinical") -> list[Transition]:
    at = datetime(2027, 3, 9, tzinfo=UTC)
    return [
        Transition(at=at, parameter="x", kind=kind, cause="low", priority=Priority(priority), state=state)
        for state in states
    ]


@pytest.mark.parametrize(
    ("states", "latched"),
    [
        (["raised"], False),
        (["raised", "cleared"], True),
        (["raised", "acknowledged", "cleared"], False),
        (["raised", "cleared", "acknowledged"], False),
        (["raised", "acknowledged", "escalated", "cleared"], True),
        (["raised", "cleared", "acknowledged", "raised"], False),
        (["raised", "cleared", "acknowledged", "raised", "cleared"], True),
    ],
)
def test_a_high_alarm_that_is_over_waits_for_a_name(states: list[Change], latched: bool) -> None:
    assert is_latched(steps(*states)) is latched


@pytest.mark.parametrize(("priority", "kind"), [("medium", "clinical"), ("low", "clinical"), ("medium", "technical")])
def test_no_other_alarm_waits_once_it_is_over(priority: str, kind: Kind) -> None:
    assert not is_latched(steps("raised", "cleared", priority=priority, kind=kind))


def test_a_high_alarm_that_went_on_lower_waits_all_the_same() -> None:
    assert is_latched([*steps("raised", "cleared"), *steps("raised", "cleared", priority="medium")])


def test_acknowledging_ends_nothing_and_begins_nothing() -> None:
    assert holds(steps("raised", "acknowledged"))
    assert not holds(steps("raised", "cleared", "acknowledged"))
    assert len(unanswered(steps("raised", "acknowledged", "escalated", "cleared"))) == 1
