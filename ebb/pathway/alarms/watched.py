"""What is remembered of one side of one parameter, and how its alarm begins, climbs and ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ebb.pathway.alarms.facts import Change, Priority, Transition, rank
from ebb.pathway.alarms.limits import Limit


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A number, when it came, and until when it may stand for the present; `typed` when no monitor sent it."""

    value: float
    at: datetime
    holds_until: datetime
    typed: bool = False


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One side of one parameter between two samples.

    `since` tells for each limit from when the value has been beyond it; `well_since` from when it was back far
    enough to end the `active` alarm. `asked` is the cuff reading that waits for its repeat.
    """

    active: Priority | None = None
    acknowledged: bool = False
    last: Reading | None = None
    since: tuple[datetime | None, ...] = ()
    well_since: datetime | None = None
    asked: Reading | None = None


Stepped = tuple[Watched, list[Transition]]


def in_force(limits: Iterable[Limit], symptoms: bool) -> list[Limit]:
    """The limits that hold now."""
    return [limit for limit in limits if symptoms or not limit.with_symptoms]


def highest(priorities: Iterable[Priority | None]) -> Priority | None:
    return max(priorities, key=rank, default=None)


def recovered(limits: Iterable[Limit], memory: Watched, value: float) -> bool:
    """Whether the value is back far enough to end the active alarm."""
    return memory.active is not None and all(
        limit.recovered(value) for limit in limits if limit.priority is memory.active
    )


def climb(limits: Sequence[Limit], memory: Watched, to: Priority | None, value: float, at: datetime) -> Stepped:
    """Raise the alarm, or escalate it; what is not above the active alarm changes nothing."""
    if to is None or rank(to) <= rank(memory.active):
        return memory, []
    told = _transition(limits, to, "raised" if memory.active is None else "escalated", value, at)
    return replace(memory, active=to, acknowledged=False, well_since=None), [told]


def end(limits: Sequence[Limit], memory: Watched, value: float | None, at: datetime) -> Stepped:
    """Clear the active alarm."""
    if memory.active is None:
        return memory, []
    told = _transition(limits, memory.active, "cleared", value, at)
    return replace(memory, active=None, acknowledged=False, well_since=None), [told]


def noted(limits: Sequence[Limit], memory: Watched, at: datetime) -> Stepped:
    """Someone took note of the active alarm."""
    if memory.active is None or memory.acknowledged:
        return memory, []
    value = memory.last.value if memory.last else None
    return replace(memory, acknowledged=True), [_transition(limits, memory.active, "acknowledged", value, at)]


def _transition(
    limits: Sequence[Limit], priority: Priority, state: Change, value: float | None, at: datetime
) -> Transition:
    return Transition(
        at=at,
        parameter=limits[0].parameter,
        kind="clinical",
        cause=limits[0].side,
        priority=priority,
        state=state,
        value=value,
    )
