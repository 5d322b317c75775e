"""The alarm machine of one patient: samples, time and people go in, steps of alarms come out. It keeps no clock.

After a restart its memory is rebuilt from the steps that were written down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import ModuleType
from typing import TypeVar

from ebb.pathway.alarms import continuous, cuff, signals, two_sources
from ebb.pathway.alarms.condition import AlarmReading, WatchedSide
from ebb.pathway.alarms.inputs import Acknowledged, AlarmInput, Sample, Symptoms, TimePassed, Transition, Withdrawn
from ebb.pathway.alarms.limits import AlarmLimit, AlarmSide, limits_for, on_side
from ebb.pathway.alarms.signals import DELAYS, SIGNALS, Signal
from ebb.pathway.alarms.two_sources import AGREED, CUFF_COLUMN, LINE_COLUMN, TwoSources
from ebb.pathway.vital_signs import CUFF

Side = tuple[str, AlarmSide]
AnyAlarm = TypeVar("AnyAlarm", Signal, WatchedSide, TwoSources)

# One stands for all where the whole monitor is silent: the first of SIGNALS that it ever sent.
SILENT = Signal(parameter=SIGNALS[0], cause="no data")


@dataclass(frozen=True, kw_only=True)
class AlarmState:
    """All that the machine remembers. `interval` is how often this monitor sends: a value holds until the next."""

    limits: Mapping[Side, tuple[AlarmLimit, ...]]
    interval: timedelta
    watched: Mapping[Side, WatchedSide] = field(default_factory=dict)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    silence: Signal = SILENT
    sources: TwoSources = AGREED
    symptoms: bool = False


Stepped = tuple[AlarmState, list[Transition]]


def begin(limits: Iterable[AlarmLimit] | None = None, *, interval_s: float = 1) -> AlarmState:
    """A machine that has seen nothing yet; `limits_for` gives the limits of one person."""
    sides = _by_side(limits_for() if limits is None else limits)
    return AlarmState(limits=sides, interval=timedelta(seconds=interval_s))


def with_limits(state: AlarmState, limits: Iterable[AlarmLimit]) -> AlarmState:
    """The same machine with other bounds of the same limits; the next value of each parameter is judged by them."""
    return replace(state, limits=_by_side(limits))


def _by_side(limits: Iterable[AlarmLimit]) -> dict[Side, tuple[AlarmLimit, ...]]:
    every = tuple(limits)
    return {side: on_side(every, *side) for side in dict.fromkeys((limit.parameter, limit.side) for limit in every)}


def step(state: AlarmState, given: AlarmInput) -> Stepped:
    """What follows from one input, and from the time that passed before it; in the order it happened."""
    state, steps = _pass_time(state, given.at, through=isinstance(given, TimePassed))
    match given:
        case Sample():
            state, more = _take(state, given)
        case Acknowledged():
            state, more = _acknowledge(state, given)
        case Symptoms():
            state, more = _symptoms(state, given)
        case Withdrawn():
            state, more = _withdraw(state, given)
        case TimePassed():
            return state, steps
    state, after = _pass_time(state, given.at, through=True)
    return state, [*steps, *more, *after]


def due_at(state: AlarmState) -> datetime | None:
    """When something next changes by the passing of time alone; tick then."""
    return min((due for due, _ in _dues(state)), default=None)


def _dues(state: AlarmState) -> list[tuple[datetime, Side | str]]:
    """Every wait that is running: a side of a parameter, a signal by its column, or the empty name for silence."""
    dues: list[tuple[datetime, Side | str]] = []
    for side, memory in state.watched.items():
        if due := _rules(side).due_at(state.limits[side], memory):
            dues.append((due, side))
    silent_from = state.silence.lost_at
    for column, signal in state.signals.items():
        due = signals.due_at(signal)
        # While the whole monitor is silent no parameter of it alarms singly.
        if due and silent_from and due < silent_from:
            dues.append((max(due, silent_from - state.interval), column))
    if due := signals.due_at(state.silence):
        dues.append((due, ""))
    return dues


def _pass_time(state: AlarmState, at: datetime, *, through: bool) -> Stepped:
    """Let every wait end that ends before `at`, or with `through` at it."""
    steps: list[Transition] = []
    while dues := [(due, name) for due, name in _dues(state) if due < at or (through and due == at)]:
        due, name = min(dues, key=lambda pair: pair[0])
        state, more = _end_wait(state, name, due)
        steps += more
    return state, steps


def _end_wait(state: AlarmState, name: Side | str, at: datetime) -> Stepped:
    if isinstance(name, tuple):
        memory, steps = _rules(name).wait(state.limits[name], state.watched[name], at)
        return replace(state, watched={**state.watched, name: memory}), steps
    if name:
        signal, steps = signals.wait(state.signals[name], at)
        return replace(state, signals={**state.signals, name: signal}), steps
    silence, steps = signals.wait(state.silence, at)
    return replace(state, silence=silence), steps


def _rules(side: Side) -> ModuleType:
    return cuff if side[0] in CUFF else continuous


def _watched(state: AlarmState, side: Side) -> WatchedSide:
    return state.watched.get(side) or WatchedSide(parameter=side[0], cause=side[1])


def _take(state: AlarmState, sample: Sample) -> Stepped:
    until = sample.at + state.interval
    steps: list[Transition] = []
    for column, value in sample.values.items():
        if column in SIGNALS and not sample.typed:
            state, more = _signal(state, column, value, sample.at)
            steps += more
        if value is not None:
            reading = AlarmReading(value=value, at=sample.at, holds_until=until, typed=sample.typed)
            state, more = _read(state, column, reading)
            steps += more
    state, more = _compare_sources(state, sample)
    steps += more
    if sample.typed:
        return state, steps
    spoken, ended = _spoke(state, sample.at, until)
    return spoken, ended + steps


def _compare_sources(state: AlarmState, sample: Sample) -> Stepped:
    measured = sample.values.get(CUFF_COLUMN)
    if measured is None:
        return state, []
    line = _watched(state, (LINE_COLUMN, "high")).last
    holding = line.value if line and sample.at <= line.holds_until else None
    sources, steps = two_sources.compare(state.sources, measured, sample.values.get(LINE_COLUMN, holding), sample.at)
    return replace(state, sources=sources), steps


def _spoke(state: AlarmState, at: datetime, until: datetime) -> Stepped:
    """The monitor is not silent. One that only measures a cuff now and then is never expected to speak again."""
    if not state.signals:
        return state, []
    silence, steps = signals.found(state.silence, until, at, None)
    first = next(column for column in SIGNALS if column in state.signals)
    return replace(state, silence=replace(silence, parameter=first)), steps


def _signal(state: AlarmState, column: str, value: float | None, at: datetime) -> Stepped:
    signal = state.signals.get(column) or Signal(parameter=column, cause="no signal")
    steps: list[Transition] = []
    if value is None:
        signal = signals.lost(signal, at)
    else:
        signal, steps = signals.found(signal, at + state.interval, at, value)
    return replace(state, signals={**state.signals, column: signal}), steps


def _read(state: AlarmState, column: str, reading: AlarmReading) -> Stepped:
    steps: list[Transition] = []
    watched = dict(state.watched)
    for side in [side for side in state.limits if side[0] == column]:
        watched[side], more = _rules(side).take(state.limits[side], _watched(state, side), reading, state.symptoms)
        steps += more
    return replace(state, watched=watched), steps


def _symptoms(state: AlarmState, given: Symptoms) -> Stepped:
    state, steps = replace(state, symptoms=given.present), []
    if given.present:
        last = {side[0]: memory.last for side, memory in state.watched.items() if memory.last}
        for column, reading in last.items():
            state, more = _read(state, column, replace(reading, at=given.at))
            steps += more
    return state, steps


def _withdraw(state: AlarmState, given: Withdrawn) -> Stepped:
    watched, steps = dict(state.watched), []
    for side, memory in state.watched.items():
        if side[0] in given.parameters:
            watched[side], ended = _rules(side).forget(state.limits[side], memory, given.at)
            steps += [replace(one, withdrawn=True) for one in ended]
    sources = state.sources
    if CUFF_COLUMN in given.parameters:
        sources, ended = replace(sources, apart=0).end(given.at)
        steps += [replace(one, withdrawn=True) for one in ended]
    return replace(state, watched=watched, sources=sources), steps


def _acknowledge(state: AlarmState, given: Acknowledged) -> Stepped:
    watched, sources = dict(state.watched), {**state.signals, "": state.silence}
    steps: list[Transition] = []
    for side, memory in state.watched.items():
        if side[0] == given.parameter:
            watched[side], more = memory.acknowledge(given.at, memory.last_value)
            steps += more
    for name, signal in list(sources.items()):
        if signal.parameter == given.parameter:
            sources[name], more = signal.acknowledge(given.at)
            steps += more
    silence, differ = sources.pop(""), state.sources
    if differ.parameter == given.parameter:
        differ, more = differ.acknowledge(given.at)
        steps += more
    return replace(state, watched=watched, signals=sources, silence=silence, sources=differ), steps


def resume(
    transitions: Iterable[Transition],
    limits: Iterable[AlarmLimit] | None = None,
    *,
    interval_s: float = 1,
    last_seen: Mapping[str, datetime] | None = None,
) -> AlarmState:
    """The state after these transitions, so that no alarm is lost and none is raised again.

    `last_seen` says when each column last had a number, so that a monitor that fell silent while nobody watched is
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


def _remember(state: AlarmState, step: Transition) -> AlarmState:
    if step.cause == "no data":
        return replace(state, silence=_signal_after(replace(state.silence, parameter=step.parameter), step))
    if step.cause == "no signal":
        signal = state.signals.get(step.parameter) or Signal(parameter=step.parameter, cause=step.cause)
        return replace(state, signals={**state.signals, step.parameter: _signal_after(signal, step)})
    if step.cause == "two sources":
        return replace(state, sources=_after(state.sources, step))
    watched = dict(state.watched)
    for side in [side for side in state.limits if side[0] == step.parameter]:
        if step.cause == f"repeat {side[1]}":
            first = None
            if step.state != "cleared" and step.value is not None:
                first = AlarmReading(value=step.value, at=step.at, holds_until=step.at)
            watched[side] = replace(_watched(state, side), unconfirmed=first)
        elif step.cause == side[1]:
            watched[side] = _after(_watched(state, side), step)
    return replace(state, watched=watched)


def _signal_after(signal: Signal, step: Transition) -> Signal:
    if step.state == "acknowledged":
        return _after(signal, step)
    lost_at = signal.lost_at or step.at - DELAYS[step.priority]
    return replace(_after(signal, step), lost_at=None if step.state == "cleared" else lost_at)


def _after(alarm: AnyAlarm, step: Transition) -> AnyAlarm:
    if step.state == "cleared":
        return replace(alarm, active=None, acknowledged=False)
    if step.state == "acknowledged":
        return replace(alarm, acknowledged=alarm.active is not None)
    return replace(alarm, active=step.priority, acknowledged=False)
