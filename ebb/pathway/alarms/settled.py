"""A number that comes all the time: it counts once it has stayed beyond a limit, and is over once it stayed back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ebb.pathway.alarms.facts import Transition, rank
from ebb.pathway.alarms.limits import Limit
from ebb.pathway.alarms.watched import Reading, Stepped, Watched, climb, end, highest, in_force, recovered

FLICKER = timedelta(seconds=15)  # [D] a drop-out shorter than this does not restart a delay


def take(limits: Sequence[Limit], memory: Watched, reading: Reading, symptoms: bool) -> Stepped:
    """Remember a new value; what it leads to comes with time, at once where the delay is nothing."""
    broken = memory.last is not None and reading.at - memory.last.holds_until > FLICKER
    before = memory.since if memory.since and not broken else (None,) * len(limits)
    holding = in_force(limits, symptoms)
    since = tuple(
        _from(reading, earlier, limit.delay_s) if limit in holding and limit.beyond(reading.value) else None
        for limit, earlier in zip(limits, before, strict=True)
    )
    well_since = None
    if recovered(holding, memory, reading.value):
        well_since = _from(reading, None if broken else memory.well_since, max(limit.clear_s for limit in limits))
    return replace(memory, last=reading, since=since, well_since=well_since), []


def forget(limits: Sequence[Limit], memory: Watched, at: datetime) -> Stepped:
    """The last value never was: what it led to ends, and nothing is known."""
    _, told = end(limits, memory, memory.last.value if memory.last else None, at)
    return Watched(), told


def _from(reading: Reading, earlier: datetime | None, wait_s: float) -> datetime:
    """From when a state counts. What somebody typed was looked at already and has waited enough."""
    if reading.typed:
        return reading.at - _seconds(wait_s)
    return earlier or reading.at


def due_at(limits: Sequence[Limit], memory: Watched) -> datetime | None:
    """When the value, if it stays as it is, next changes something; None when it does not or no longer holds."""
    if memory.last is None:
        return None
    times = [since + _seconds(limit.delay_s) for limit, since in _waiting(limits, memory)]
    if memory.well_since:
        times.append(memory.well_since + _clearing(limits, memory))
    due = max(min(times), memory.last.at) if times else None
    return due if due and due < memory.last.holds_until else None


def wait(limits: Sequence[Limit], memory: Watched, at: datetime) -> Stepped:
    """What the present value leads to once the time is `at`."""
    if memory.last is None:
        return memory, []
    value = memory.last.value
    told: list[Transition] = []
    if memory.well_since and memory.well_since + _clearing(limits, memory) <= at:
        memory, told = end(limits, memory, value, at)
    ready = [limit.priority for limit, since in _waiting(limits, memory) if since + _seconds(limit.delay_s) <= at]
    memory, more = climb(limits, memory, highest(ready), value, at)
    return memory, told + more


def _waiting(limits: Sequence[Limit], memory: Watched) -> list[tuple[Limit, datetime]]:
    beyond = zip(limits, memory.since, strict=False)
    return [(limit, since) for limit, since in beyond if since and limit.priority.rank > rank(memory.active)]


def _clearing(limits: Sequence[Limit], memory: Watched) -> timedelta:
    return _seconds(max(limit.clear_s for limit in limits if limit.priority is memory.active))


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
