"""An unanswered high alarm goes on to the next people: from the nurse of the chair to the other nurses on site, then to
the supervisors on site.

No source gives the time: IEC 60601-1-8 names the escalation of what nobody answers and leaves it to who runs the
system. A minute [D] is long enough for the nurse at the chair to tap, and short beside what a high alarm stands for.
A site can set its own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from ebb.pathway.alarms.answering import BEGINNINGS, AlarmStep, since_acknowledged
from ebb.pathway.alarms.inputs import Priority

PASS_ON_AFTER_S = 60  # [D]
SHORTEST_S, LONGEST_S = 15, 600  # [D] what a site may set


class Circle(StrEnum):
    """To whom it goes on, in this order."""

    NURSES = "nurses"
    SUPERVISORS = "supervisors"


CIRCLES = tuple(Circle)


class WrittenStep(AlarmStep, Protocol):
    """A step with its time, as it is written down."""

    @property
    def happened_at(self) -> datetime: ...


def next_circle(steps: Sequence[WrittenStep], at: datetime, *, after_s: int = PASS_ON_AFTER_S) -> Circle | None:
    """Who is to be told at `at`; None while there is still time, once somebody acknowledged it, or all were told.

    The time counts from when it became high, also of one that is over and waits for a name.
    """
    open_steps = since_acknowledged(steps)
    high = [step.happened_at for step in open_steps if step.state in BEGINNINGS and step.priority == Priority.HIGH]
    passed = sum(step.state == "passed on" for step in open_steps)
    if not high or passed == len(CIRCLES) or at < high[0] + timedelta(seconds=after_s) * (passed + 1):
        return None
    return CIRCLES[passed]
