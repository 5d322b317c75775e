"""One alarm as it stands: how it begins, climbs, is acknowledged and ends; and what is remembered of a value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from ebb.pathway.alarms.inputs import Cause, Change, Kind, Priority, Transition, rank
from ebb.pathway.alarms.limits import AlarmLimit


@dataclass(frozen=True, kw_only=True)
class AlarmCondition:
    """`active` is its present priority, None while it is silent."""

    parameter: str
    cause: Cause
    active: Priority | None = None
    acknowledged: bool = False

    kind: ClassVar[Kind]

    def climb(self, to: Priority | None, at: datetime, value: float | None = None) -> tuple[Self, list[Transition]]:
        """Raise the alarm, or escalate it; what is not above the active alarm changes nothing."""
        if to is None or rank(to) <= rank(self.active):
            return self, []
        change: Change = "raised" if self.active is None else "escalated"
        return replace(self, active=to, acknowledged=False), [self.transition(change, to, at, value)]

    def end(self, at: datetime, value: float | None = None) -> tuple[Self, list[Transition]]:
        """Clear the active alarm."""
        if self.active is None:
            return self, []
        silent = replace(self, active=None, acknowledged=False)
        return silent, [self.transition("cleared", self.active, at, value)]

    def acknowledge(self, at: datetime, value: float | None = None) -> tuple[Self, list[Transition]]:
        """Someone took note of the active alarm."""
        if self.active is None or self.acknowledged:
            return self, []
        return replace(self, acknowledged=True), [self.transition("acknowledged", self.active, at, value)]

    def transition(self, change: Change, priority: Priority, at: datetime, value: float | None) -> Transition:
        """One step of this alarm."""
        return Transition(
            at=at,
            parameter=self.parameter,
            kind=self.kind,
            cause=self.cause,
            priority=priority,
            state=change,
            value=value,
        )


@dataclass(frozen=True, kw_only=True)
class AlarmReading:
    """A number, when it came, and until when it may stand for the present; `typed` when no monitor sent it."""

    value: float
    at: datetime
    holds_until: datetime
    typed: bool = False


@dataclass(frozen=True, kw_only=True)
class WatchedSide(AlarmCondition):
    """One side of one parameter between two samples; its cause is the side.

    `since` says for each limit from when the value has been beyond it; `well_since` from when it was back far enough
    to end the active alarm. `unconfirmed` is the cuff reading that waits for its repeat.
    """

    last: AlarmReading | None = None
    since: tuple[datetime | None, ...] = ()
    well_since: datetime | None = None
    unconfirmed: AlarmReading | None = None

    kind = "clinical"

    @property
    def last_value(self) -> float | None:
        return self.last.value if self.last else None

    def recovered(self, limits: Iterable[AlarmLimit], value: float) -> bool:
        """Whether the value is back far enough to end the active alarm."""
        return self.active is not None and all(
            limit.recovered(value) for limit in limits if limit.priority is self.active
        )


Stepped = tuple[WatchedSide, list[Transition]]


def unknown(side: WatchedSide) -> WatchedSide:
    """The same side, of which nothing is known."""
    return WatchedSide(parameter=side.parameter, cause=side.cause)


def in_force(limits: Iterable[AlarmLimit], symptoms: bool) -> list[AlarmLimit]:
    """The limits that hold now."""
    return [limit for limit in limits if symptoms or not limit.with_symptoms]


def highest(priorities: Iterable[Priority | None]) -> Priority | None:
    return max(priorities, key=rank, default=None)
