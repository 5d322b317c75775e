"""After a restart: the machine's memory rebuilt from the steps that were written down."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from ebb.pathway.alarms.facts import Transition
from ebb.pathway.alarms.limits import Limit
from ebb.pathway.alarms.machine import State, begin
from ebb.pathway.alarms.signals import DELAYS, SIGNALS, Signal
from ebb.pathway.alarms.watched import Reading, Watched


def resume(
    transitions: Iterable[Transition],
    limits: Iterable[Limit] | None = None,
    *,
    interval_s: float = 1,
    last_seen: Mapping[str, datetime] | None = None,
) -> State:
    """The state after these transitions, so that no alarm is lost and none is told again.

    `last_seen` tells when each column last had a number, so that a monitor that fell silent while nobody watched is
    noticed. A value that had been beyond a limit for less than its delay begins its delay again.
    """
    state = begin(limits, interval_s=interval_s)
    for transition in transitions:
        state = _remember(state, transition)
    seen = {column: at for column, at in (last_seen or {}).items() if column in SIGNALS}
    for column, at in seen.items():
        signal = state.signals.get(column) or Signal(parameter=column, cause="no signal")
        lost_at = signal.lost_at or at + state.interval
        state = replace(state, signals={**state.signals, column: replace(signal, lost_at=lost_at)})
    if seen and not state.silence.active:
        first = next(column for column in SIGNALS if column in seen)
        silent_from = max(seen.values()) + state.interval
        state = replace(state, silence=replace(state.silence, parameter=first, lost_at=silent_from))
    return state


def _remember(state: State, told: Transition) -> State:
    if told.cause == "no data":
        return replace(state, silence=_signal(replace(state.silence, parameter=told.parameter), told))
    if told.cause == "no signal":
        signal = state.signals.get(told.parameter) or Signal(parameter=told.parameter, cause=told.cause)
        return replace(state, signals={**state.signals, told.parameter: _signal(signal, told)})
    watched = dict(state.watched)
    for side in [side for side in state.limits if side[0] == told.parameter]:
        memory = watched.get(side, Watched())
        if told.cause == f"repeat {side[1]}":
            watched[side] = _asked(memory, told)
        elif told.cause == side[1]:
            watched[side] = _watched(memory, told)
    return replace(state, watched=watched)


def _asked(memory: Watched, told: Transition) -> Watched:
    if told.state == "cleared" or told.value is None:
        return replace(memory, asked=None)
    return replace(memory, asked=Reading(value=told.value, at=told.at, holds_until=told.at))


def _signal(signal: Signal, told: Transition) -> Signal:
    if told.state == "cleared":
        return replace(signal, lost_at=None, active=None, acknowledged=False)
    return replace(
        signal,
        lost_at=signal.lost_at or told.at - DELAYS[told.priority],
        active=told.priority,
        acknowledged=told.state == "acknowledged",
    )


def _watched(memory: Watched, told: Transition) -> Watched:
    if told.state == "cleared":
        return replace(memory, active=None, acknowledged=False)
    return replace(memory, active=told.priority, acknowledged=told.state == "acknowledged")
