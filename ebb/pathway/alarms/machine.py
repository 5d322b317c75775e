"""The alarm machine of one patient: samples, time and people go in, steps of alarms come out. It keeps no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ebb.pathway.alarms import repeated, settled, signals
from ebb.pathway.alarms.facts import Acknowledged, Happening, Sample, Symptoms, Tick, Transition, Withdrawn
from ebb.pathway.alarms.limits import Limit, limits_for, on_side
from ebb.pathway.alarms.signals import SIGNALS, Signal
from ebb.pathway.alarms.watched import Reading, Watched, noted

Side = tuple[str, str]

# One stands for all where the whole monitor is silent: the first of SIGNALS that it ever sent.
SILENT = Signal(parameter=SIGNALS[0], cause="no data")


@dataclass(frozen=True, kw_only=True)
class State:
    """All that the machine remembers. `interval` is how often this monitor sends: a value holds until the next."""

    limits: Mapping[Side, tuple[Limit, ...]]
    interval: timedelta
    watched: Mapping[Side, Watched] = field(default_factory=dict)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    silence: Signal = SILENT
    symptoms: bool = False


Stepped = tuple[State, list[Transition]]


def begin(limits: Iterable[Limit] | None = None, *, interval_s: float = 1) -> State:
    """A machine that has seen nothing yet; `limits_for` gives the limits of one person."""
    every = tuple(limits_for() if limits is None else limits)
    sides = dict.fromkeys((limit.parameter, limit.side) for limit in every)
    return State(limits={side: on_side(every, *side) for side in sides}, interval=timedelta(seconds=interval_s))


def step(state: State, happening: Happening) -> Stepped:
    """What follows from one happening, and from the time that passed before it; in the order it happened."""
    state, told = _pass_time(state, happening.at, through=isinstance(happening, Tick))
    match happening:
        case Sample():
            state, more = _take(state, happening)
        case Acknowledged():
            state, more = _acknowledge(state, happening)
        case Symptoms():
            state, more = _symptoms(state, happening)
        case Withdrawn():
            state, more = _withdraw(state, happening)
        case Tick():
            return state, told
    state, after = _pass_time(state, happening.at, through=True)
    return state, [*told, *more, *after]


def due_at(state: State) -> datetime | None:
    """When something next changes by the passing of time alone; tick then."""
    return min((due for due, _ in _dues(state)), default=None)


def _dues(state: State) -> list[tuple[datetime, Side | str]]:
    """Every wait that is running: a side of a parameter, a signal by its column, or the empty name for silence."""
    dues: list[tuple[datetime, Side | str]] = []
    for side, memory in state.watched.items():
        kind = repeated if _is_cuff(side) else settled
        if due := kind.due_at(state.limits[side], memory):
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


def _pass_time(state: State, at: datetime, *, through: bool) -> Stepped:
    """Let every wait end that ends before `at`, or with `through` at it."""
    told: list[Transition] = []
    while dues := [(due, name) for due, name in _dues(state) if due < at or (through and due == at)]:
        due, name = min(dues, key=lambda pair: pair[0])
        state, more = _end_wait(state, name, due)
        told += more
    return state, told


def _end_wait(state: State, name: Side | str, at: datetime) -> Stepped:
    if isinstance(name, tuple):
        kind = repeated if _is_cuff(name) else settled
        memory, told = kind.wait(state.limits[name], state.watched[name], at)
        return replace(state, watched={**state.watched, name: memory}), told
    if name:
        signal, told = signals.wait(state.signals[name], at)
        return replace(state, signals={**state.signals, name: signal}), told
    silence, told = signals.wait(state.silence, at)
    return replace(state, silence=silence), told


def _is_cuff(side: Side) -> bool:
    return side[0].startswith("nibp")


def _take(state: State, sample: Sample) -> Stepped:
    until = sample.at + state.interval
    told: list[Transition] = []
    for column, value in sample.values.items():
        if column in SIGNALS and not sample.typed:
            state, more = _signal(state, column, value, sample.at)
            told += more
        if value is not None:
            reading = Reading(value=value, at=sample.at, holds_until=until, typed=sample.typed)
            state, more = _read(state, column, reading)
            told += more
    if sample.typed:
        return state, told
    spoken, ended = _spoke(state, sample.at, until)
    return spoken, ended + told


def _spoke(state: State, at: datetime, until: datetime) -> Stepped:
    """The monitor is not silent. One that only measures a cuff now and then is never expected to speak again."""
    if not state.signals:
        return state, []
    silence, told = signals.found(state.silence, until, at, None)
    first = next(column for column in SIGNALS if column in state.signals)
    return replace(state, silence=replace(silence, parameter=first)), told


def _signal(state: State, column: str, value: float | None, at: datetime) -> Stepped:
    signal = state.signals.get(column) or Signal(parameter=column, cause="no signal")
    told: list[Transition] = []
    if value is None:
        signal = signals.lost(signal, at)
    else:
        signal, told = signals.found(signal, at + state.interval, at, value)
    return replace(state, signals={**state.signals, column: signal}), told


def _read(state: State, column: str, reading: Reading) -> Stepped:
    told: list[Transition] = []
    watched = dict(state.watched)
    for side in [side for side in state.limits if side[0] == column]:
        kind = repeated if _is_cuff(side) else settled
        watched[side], more = kind.take(state.limits[side], watched.get(side, Watched()), reading, state.symptoms)
        told += more
    return replace(state, watched=watched), told


def _symptoms(state: State, happening: Symptoms) -> Stepped:
    state, told = replace(state, symptoms=happening.present), []
    if happening.present:
        last = {side[0]: memory.last for side, memory in state.watched.items() if memory.last}
        for column, reading in last.items():
            state, more = _read(state, column, replace(reading, at=happening.at))
            told += more
    return state, told


def _withdraw(state: State, happening: Withdrawn) -> Stepped:
    watched, told = dict(state.watched), []
    for side, memory in state.watched.items():
        if side[0] in happening.parameters:
            kind = repeated if _is_cuff(side) else settled
            watched[side], ended = kind.forget(state.limits[side], memory, happening.at)
            told += [replace(one, withdrawn=True) for one in ended]
    return replace(state, watched=watched), told


def _acknowledge(state: State, happening: Acknowledged) -> Stepped:
    watched, sources = dict(state.watched), {**state.signals, "": state.silence}
    told: list[Transition] = []
    for side, memory in state.watched.items():
        if side[0] == happening.parameter:
            watched[side], more = noted(state.limits[side], memory, happening.at)
            told += more
    for name, signal in list(sources.items()):
        if signal.parameter == happening.parameter:
            sources[name], more = signals.noted(signal, happening.at)
            told += more
    silence = sources.pop("")
    return replace(state, watched=watched, signals=sources, silence=silence), told
