"""Whether somebody answered an alarm. A high one stays until somebody's name stands to it, also when it is over."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from ebb.pathway.alarms.inputs import Priority

BEGINNINGS = ("raised", "escalated")
"""The steps that say anew that something is wrong. That an alarm was acknowledged, or passed on to other people,
neither begins nor ends it."""


class AlarmStep(Protocol):
    """One step of one alarm, as the machine gave it or as it is written down."""

    @property
    def state(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def kind(self) -> str: ...


Step = TypeVar("Step", bound=AlarmStep)


def holds(steps: Sequence[AlarmStep]) -> bool:
    """Whether what raised the alarm goes on; acknowledging ends nothing."""
    return next((step.state != "cleared" for step in reversed(steps) if step.state in (*BEGINNINGS, "cleared")), False)


def unanswered(steps: Sequence[Step]) -> list[Step]:
    """The steps by which it was raised or escalated and nobody has acknowledged since."""
    return [step for step in since_acknowledged(steps) if step.state in BEGINNINGS]


def since_acknowledged(steps: Sequence[Step]) -> list[Step]:
    """What happened since somebody last acknowledged it."""
    since: list[Step] = []
    for step in steps:
        since = [] if step.state == "acknowledged" else [*since, step]
    return since


def is_latched(steps: Sequence[AlarmStep]) -> bool:
    """Whether the alarm is over and still waits for a name: a clinical one that was high."""
    high = [step for step in unanswered(steps) if step.kind == "clinical" and step.priority == Priority.HIGH]
    return bool(high) and not holds(steps)
