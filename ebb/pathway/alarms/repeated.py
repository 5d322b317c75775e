"""A cuff pressure: one reading asks for a second, and the second, or its absence, decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ebb.pathway.alarms.facts import Change, Priority, Transition, rank
from ebb.pathway.alarms.limits import Limit
from ebb.pathway.alarms.watched import Reading, Stepped, Watched, climb, end, highest, in_force, recovered


def take(limits: Sequence[Limit], memory: Watched, reading: Reading, symptoms: bool) -> Stepped:
    """Judge a reading together with the one before it; with symptoms, or far enough beyond, it counts at once."""
    holding = in_force(limits, symptoms)
    reached = _reached(holding, reading.value)
    counts = _reached([limit for limit in holding if symptoms or not limit.confirm_s], reading.value)
    told: list[Transition] = []
    if memory.asked:
        both = min(reached, _reached(holding, memory.asked.value), key=rank)
        counts = highest([counts, both])
        told.append(_prompt(limits, "cleared", reading.value, reading.at))
    memory = replace(memory, last=reading, asked=None)
    if recovered(holding, memory, reading.value):
        memory, ended = end(limits, memory, reading.value, reading.at)
        told += ended
        counts = reached
    memory, more = climb(limits, memory, counts, reading.value, reading.at)
    told += more
    if rank(reached) > rank(memory.active):
        memory = replace(memory, asked=reading)
        told.append(_prompt(limits, "raised", reading.value, reading.at))
    return memory, told


def forget(limits: Sequence[Limit], memory: Watched, at: datetime) -> Stepped:
    """The last reading never was: it is not to be repeated, what it led to ends, and nothing is known."""
    told = [_prompt(limits, "cleared", memory.asked.value, at)] if memory.asked else []
    _, ended = end(limits, memory, memory.last.value if memory.last else None, at)
    return Watched(), told + ended


def due_at(limits: Sequence[Limit], memory: Watched) -> datetime | None:
    """When the wait for the second reading is over."""
    if memory.asked is None:
        return None
    return memory.asked.at + timedelta(seconds=max(limit.confirm_s for limit in limits))


def wait(limits: Sequence[Limit], memory: Watched, at: datetime) -> Stepped:
    """No second reading came: the first one counts."""
    due, asked = due_at(limits, memory), memory.asked
    if asked is None or due is None or at < due:
        return memory, []
    told = [_prompt(limits, "cleared", asked.value, at)]
    reached = _reached(in_force(limits, symptoms=False), asked.value)
    memory, more = climb(limits, replace(memory, asked=None), reached, asked.value, at)
    return memory, told + more


def _reached(limits: Sequence[Limit], value: float) -> Priority | None:
    return highest(limit.priority for limit in limits if limit.beyond(value))


def _prompt(limits: Sequence[Limit], state: Change, value: float, at: datetime) -> Transition:
    # A single cuff reading is first a question about the measurement; it becomes clinical when it is confirmed.
    return Transition(
        at=at,
        parameter=limits[0].parameter,
        kind="technical",
        cause="repeat low" if limits[0].side == "low" else "repeat high",
        priority=Priority.LOW,
        state=state,
        value=value,
    )
