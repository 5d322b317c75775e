"""A number that comes all the time: it counts once it has stayed beyond a limit, and is over once it stayed back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ebb.pathway.alarms.condition import AlarmReading, Stepped, WatchedSide, highest, in_force, unknown
from ebb.pathway.alarms.inputs import Transition, rank
from ebb.pathway.alarms.limits import AlarmLimit

FLICKER = timedelta(seconds=15)  # [D] a drop-out shorter than this does not restart a delay


def take(limits: Sequence[AlarmLimit], side: WatchedSide, reading: AlarmReading, symptoms: bool) -> Stepped:
    """Remember a new value; what it leads to comes with time, at once where the delay is nothing."""
    broken = side.last is not None and reading.at - side.last.holds_until > FLICKER
    before = side.since if side.since and not broken else (None,) * len(limits)
    holding = in_force(limits, symptoms)
    since = tuple(
        _from(reading, earlier, limit.delay_s) if limit in holding and limit.beyond(reading.value) else None
        for limit, earlier in zip(limits, before, strict=True)
    )
    well_since = None
    if side.recovered(holding, reading.value):
        well_since = _from(reading, None if broken else side.well_since, max(limit.clear_s for limit in limits))
    return replace(side, last=reading, since=since, well_since=well_since), []


def forget(limits: Sequence[AlarmLimit], side: WatchedSide, at: datetime) -> Stepped:
    """The last value never was: what it led to ends, and nothing is known."""
    return unknown(side), side.end(at, side.last_value)[1]


def _from(reading: AlarmReading, earlier: datetime | None, wait_s: float) -> datetime:
    """From when a state counts. What somebody typed was looked at already and has waited enough."""
    if reading.typed:
        return reading.at - _seconds(wait_s)
    return earlier or reading.at


def due_at(limits: Sequence[AlarmLimit], side: WatchedSide) -> datetime | None:
    """When the value, if it stays as it is, next changes something; None when it does not or no longer holds."""
    if side.last is None:
        return None
    times = [since + _seconds(limit.delay_s) for limit, since in _waiting(limits, side)]
    if side.well_since:
        times.append(side.well_since + _clearing(limits, side))
    due = max(min(times), side.last.at) if times else None
    return due if due and due < side.last.holds_until else None


def wait(limits: Sequence[AlarmLimit], side: WatchedSide, at: datetime) -> Stepped:
    """What the present value leads to once the time is `at`."""
    if side.last is None:
        return side, []
    value = side.last.value
    steps: list[Transition] = []
    if side.well_since and side.well_since + _clearing(limits, side) <= at:
        side, steps = replace(side, well_since=None).end(at, value)
    ready = highest(limit.priority for limit, since in _waiting(limits, side) if since + _seconds(limit.delay_s) <= at)
    if ready is not None:
        side, more = replace(side, well_since=None).climb(ready, at, value)
        steps = steps + more
    return side, steps


def _waiting(limits: Sequence[AlarmLimit], side: WatchedSide) -> list[tuple[AlarmLimit, datetime]]:
    beyond = zip(limits, side.since, strict=False)
    return [(limit, since) for limit, since in beyond if since and limit.priority.rank > rank(side.active)]


def _clearing(limits: Sequence[AlarmLimit], side: WatchedSide) -> timedelta:
    return _seconds(max(limit.clear_s for limit in limits if limit.priority is side.active))


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
