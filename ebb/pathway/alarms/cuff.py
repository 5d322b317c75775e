"""A cuff pressure: one reading asks for a second, and the second, or its absence, decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ebb.pathway.alarms.condition import AlarmReading, Stepped, WatchedSide, highest, in_force, unknown
from ebb.pathway.alarms.inputs import Change, Priority, Transition, rank
from ebb.pathway.alarms.limits import AlarmLimit


def take(limits: Sequence[AlarmLimit], side: WatchedSide, reading: AlarmReading, symptoms: bool) -> Stepped:
    """Judge a reading together with the one before it; with symptoms, or far enough beyond, it counts at once.

    One beyond a limit with a priority `at_first` has that one until the wait is over.
    """
    holding = in_force(limits, symptoms)
    reached = _reached(holding, reading.value)
    counts = _reached([limit for limit in holding if symptoms or not limit.confirm_s], reading.value)
    at_first = highest(limit.at_first for limit in holding if limit.beyond(reading.value))
    steps: list[Transition] = []
    if side.unconfirmed:
        both = min(reached, _reached(holding, side.unconfirmed.value), key=rank)
        counts = highest([counts, both])
        steps.append(_prompt(side, "cleared", reading.value, reading.at))
    side = replace(side, last=reading, unconfirmed=None)
    if side.recovered(holding, reading.value):
        side, ended = side.end(reading.at, reading.value)
        steps += ended
        counts = reached
    side, more = side.climb(highest([counts, at_first]), reading.at, reading.value)
    steps += [replace(one, measure_again=rank(one.priority) < rank(reached)) for one in more] if at_first else more
    if rank(reached) > rank(side.active):
        side = replace(side, unconfirmed=reading)
        steps.append(_prompt(side, "raised", reading.value, reading.at))
    return side, steps


def forget(limits: Sequence[AlarmLimit], side: WatchedSide, at: datetime) -> Stepped:
    """The last reading never was: it is not to be repeated, what it led to ends, and nothing is known."""
    steps = [_prompt(side, "cleared", side.unconfirmed.value, at)] if side.unconfirmed else []
    return unknown(side), steps + side.end(at, side.last_value)[1]


def due_at(limits: Sequence[AlarmLimit], side: WatchedSide) -> datetime | None:
    """When the wait for the second reading is over."""
    if side.unconfirmed is None:
        return None
    waits = [limit.confirm_s for limit in limits if limit.confirm_s and limit.beyond(side.unconfirmed.value)]
    return side.unconfirmed.at + timedelta(seconds=min(waits, default=0))


def wait(limits: Sequence[AlarmLimit], side: WatchedSide, at: datetime) -> Stepped:
    """No second reading came: the first one counts."""
    due, unconfirmed = due_at(limits, side), side.unconfirmed
    if unconfirmed is None or due is None or at < due:
        return side, []
    steps = [_prompt(side, "cleared", unconfirmed.value, at)]
    reached = _reached(in_force(limits, symptoms=False), unconfirmed.value)
    side, more = replace(side, unconfirmed=None).climb(reached, at, unconfirmed.value)
    return side, steps + more


def _reached(limits: Sequence[AlarmLimit], value: float) -> Priority | None:
    return highest(limit.priority for limit in limits if limit.beyond(value))


def _prompt(side: WatchedSide, change: Change, value: float, at: datetime) -> Transition:
    # A single cuff reading is first a question about the measurement; it becomes clinical when it is confirmed.
    prompt = side.transition(change, Priority.LOW, at, value)
    return replace(prompt, kind="technical", cause="repeat low" if side.cause == "low" else "repeat high")
