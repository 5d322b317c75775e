"""To whom an unanswered high alarm goes on, and when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from ebb.pathway.alarms.answering import holds, is_latched, unanswered
from ebb.pathway.alarms.passing_on import Circle, next_circle
from ebb.pathway.tests.chair import ARRIVAL


@dataclass(frozen=True)
class Step:
    state: str
    second: float = 0
    priority: str = "high"
    kind: str = "clinical"

    @property
    def happened_at(self) -> datetime:
        return ARRIVAL + timedelta(seconds=self.second)


RAISED, FIRST = Step("raised"), Step("passed on", 60)


def circle(second: float, *steps: Step, after_s: int = 60) -> Circle | None:
    return next_circle(steps, ARRIVAL + timedelta(seconds=second), after_s=after_s)


@pytest.mark.parametrize(
    ("second", "steps", "expected"),
    [
        (59, [RAISED], None),
        (60, [RAISED], Circle.NURSES),
        (119, [RAISED, FIRST], None),
        (120, [RAISED, FIRST], Circle.SUPERVISORS),
        (999, [RAISED, FIRST, Step("passed on", 120)], None),
        (60, [RAISED, Step("cleared", 20)], Circle.NURSES),
        (60, [RAISED, Step("acknowledged", 20)], None),
        (999, [RAISED, FIRST, Step("acknowledged", 70)], None),
        (60, [replace(RAISED, priority="medium")], None),
        (99, [replace(RAISED, priority="medium"), Step("escalated", 40)], None),
        (100, [replace(RAISED, priority="medium"), Step("escalated", 40)], Circle.NURSES),
        (159, [RAISED, Step("acknowledged", 20), Step("cleared", 30), Step("raised", 100)], None),
        (160, [RAISED, Step("acknowledged", 20), Step("cleared", 30), Step("raised", 100)], Circle.NURSES),
    ],
)
def test_it_goes_on_by_time_until_somebody_answers(second: float, steps: list[Step], expected: Circle | None) -> None:
    assert circle(second, *steps) == expected


def test_a_site_sets_its_own_time() -> None:
    assert circle(29, RAISED, after_s=30) is None
    assert circle(30, RAISED, after_s=30) == Circle.NURSES


def test_that_it_went_on_neither_raises_nor_answers_nor_ends_it() -> None:
    over = [RAISED, Step("cleared", 20), FIRST]

    assert holds([RAISED, FIRST])
    assert not holds(over)
    assert is_latched(over)
    assert unanswered(over) == [RAISED]
