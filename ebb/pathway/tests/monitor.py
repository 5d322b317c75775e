"""Short ways for tests to play a monitor: one line a step, `15s spo2_percent medium raised`."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from ebb.pathway.alarms import AlarmState, Sample, TimePassed, Transition, begin, step
from ebb.pathway.alarms.inputs import AlarmInput

BEGINNING = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)


def second(seconds: float) -> datetime:
    return BEGINNING + timedelta(seconds=seconds)


def every_second(column: str, start: float, *values: float | None) -> list[AlarmInput]:
    """One sample a second from `start` on."""
    return [Sample(second(start + step), {column: value}) for step, value in enumerate(values)]


def reading(column: str, seconds: float, value: float) -> Sample:
    return Sample(second(seconds), {column: value})


def run(*inputs: AlarmInput, state: AlarmState | None = None) -> tuple[AlarmState, list[Transition]]:
    state, told = state or begin(), []
    for given in inputs:
        state, more = step(state, given)
        told += more
    return state, told


def said(told: Iterable[Transition]) -> list[str]:
    """Each step as a line: second, parameter, technical cause if it is one, priority, what happened."""
    lines = []
    for one in told:
        cause = f" {one.cause}" if one.kind == "technical" else ""
        lines.append(f"{(one.at - BEGINNING).total_seconds():g}s {one.parameter}{cause} {one.priority} {one.state}")
    return lines


def until(seconds: float) -> TimePassed:
    return TimePassed(second(seconds))
