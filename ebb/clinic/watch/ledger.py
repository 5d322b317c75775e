"""The alarms of one infusion as they are written down: which are open, and which step would be a new one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.vitals.models import TAKEN_BACK, AlarmChange
from ebb.pathway.alarms import AlarmState, Priority, Transition
from ebb.pathway.alarms.answering import BEGINNINGS, is_latched, unanswered
from ebb.pathway.alarms.limits import APNOEA
from ebb.pathway.alarms.passing_on import Circle, next_circle
from ebb.pathway.beyond_order import BEYOND_ORDER
from ebb.pathway.scales import SCALES
from ebb.pathway.vital_signs import VITAL_SIGNS

NAMES = {column: (sign.name, sign.unit) for column, sign in VITAL_SIGNS.items()}
NAMES |= {name: (scale.title, "") for name, scale in SCALES.items()}
STANDSTILL = {"hr_per_min": "asystole", "rr_per_min": "apnoea", "etco2_mmhg": "apnoea"}
"""What it means when the number is nought."""

MONITOR = "monitor"
"""The parameter of what is wrong with the monitor as a whole."""

OTHER_PATIENT, TWO_SENDERS = "other person", "two senders"
MONITOR_TEXTS = {
    TWO_SENDERS: "Two monitors claim chair {chair}; the worse number of both is shown",
    OTHER_PATIENT: "The monitor of chair {chair} names another patient; its numbers are not shown",
}

Name = tuple[str, str, str]
"""Which alarm: parameter, kind and cause."""


@dataclass(frozen=True)
class Open:
    """An alarm that has not cleared, by the number its steps share."""

    alarm: UUID
    priority: Priority


def name_of(step: Transition | AlarmChange) -> Name:
    return step.parameter, step.kind, step.cause


def as_transition(change: AlarmChange) -> Transition:
    """A written step as the transition the alarm machine gave."""
    return Transition(
        at=change.happened_at, parameter=change.parameter, kind=change.kind, cause=change.cause,
        priority=Priority(change.priority), state=change.state, value=change.value,
    )  # fmt: skip


class Ledger:
    """Lets through each step once: what is open is not raised again, what is not open is not cleared.

    So a restart that looks again at what was answered before it writes nothing twice. `written` are all steps of the
    infusion's alarms so far, in the order of their numbers. A high alarm that is over and that nobody has acknowledged
    goes on when it is raised again: ten short dips are one alarm.
    """

    def __init__(self, infusion: Infusion, written: Iterable[AlarmChange]) -> None:
        self.infusion = infusion
        self.chair = infusion.chair_id
        self.open: dict[Name, Open] = {}
        self._steps: dict[Name, list[AlarmChange]] = {}
        for change in written:
            self.chair = infusion.chair_id or change.chair_id
            self.note(change)
            if change.state == AlarmChange.State.CLEARED:
                self.open.pop(name_of(change), None)
            elif change.state in BEGINNINGS:
                self.open[name_of(change)] = Open(change.alarm, Priority(change.priority))

    def note(self, change: AlarmChange) -> None:
        """Remember a step of the latest alarm of its name."""
        known = self._steps.get(name_of(change), [])
        self._steps[name_of(change)] = [step for step in known if step.alarm == change.alarm] + [change]

    def new_step(self, change: Transition) -> AlarmChange | None:
        """The row to write for this step; None when it adds nothing. Acknowledging is written by who does it."""
        name, known = name_of(change), self.open.get(name_of(change))
        if change.state == "acknowledged":
            return None
        if change.state == "cleared":
            return self._row(change, self.open.pop(name)) if known else None
        if known is None:
            before = self._steps.get(name, [])
            self.open[name] = Open(before[0].alarm if is_latched(before) else uuid4(), change.priority)
            return self._row(replace(change, state="raised"), self.open[name])
        if change.priority.rank <= known.priority.rank:
            return None
        self.open[name] = replace(known, priority=change.priority)
        return self._row(replace(change, state="escalated"), known)

    def clearing(self, name: Name, at: datetime) -> AlarmChange | None:
        """The row that ends an open alarm without a number, because nothing raises it any more."""
        known = self.open.get(name)
        if known is None:
            return None
        parameter, kind, cause = name
        return self.new_step(
            Transition(at=at, parameter=parameter, kind=kind, cause=cause, priority=known.priority, state="cleared")
        )

    def to_pass_on(self, at: datetime, *, after_s: int) -> dict[UUID, tuple[AlarmChange, Circle]]:
        """The alarms that go on to other people now: by their number, what was said of each last, and who is next.

        What was taken back as a mistake never was, and goes on to nobody.
        """
        waiting = [_since_mistake(steps) for steps in self._steps.values()]
        due = ((steps, next_circle(steps, at, after_s=after_s)) for steps in waiting)
        return {steps[0].alarm: (unanswered(steps)[-1], circle) for steps, circle in due if circle}

    def _row(self, change: Transition, known: Open) -> AlarmChange:
        row = AlarmChange(
            alarm=known.alarm, infusion=self.infusion.pk, file=self.infusion.patient_id, chair_id=self.chair,
            parameter=change.parameter, kind=change.kind, cause=change.cause, priority=change.priority.value,
            state=change.state, value=change.value, text=self._text(change), happened_at=change.at,
        )  # fmt: skip
        self.note(row)
        return row

    def _text(self, change: Transition) -> str:
        if change.parameter == MONITOR:
            chair = self.infusion.chair.name if self.infusion.chair else "–"
            return MONITOR_TEXTS[change.cause].format(chair=chair)
        return alarm_text(change)


def _since_mistake(steps: list[AlarmChange]) -> list[AlarmChange]:
    mistakes = [place for place, step in enumerate(steps) if step.text.endswith(TAKEN_BACK)]
    return steps[mistakes[-1] + 1 :] if mistakes else steps


def standing(state: AlarmState) -> dict[Name, tuple[Priority, float | None]]:
    """The alarms the machine holds for on: priority, and the last value where there is one."""
    held: dict[Name, tuple[Priority, float | None]] = {}
    for (parameter, side), memory in state.watched.items():
        if memory.active:
            held[parameter, "clinical", side] = memory.active, memory.last.value if memory.last else None
        if memory.unconfirmed:
            held[parameter, "technical", f"repeat {side}"] = Priority.LOW, memory.unconfirmed.value
    for column, signal in state.signals.items():
        if signal.active:
            held[column, "technical", signal.cause] = signal.active, None
    if state.sources.active:
        held[state.sources.parameter, "technical", state.sources.cause] = state.sources.active, None
    if state.silence.active:
        held[state.silence.parameter, "technical", state.silence.cause] = state.silence.active, None
    return held


def alarm_text(change: Transition) -> str:
    """Such as `SpO2 86 %, low` or `No data from the monitor`."""
    if change.cause == "no data":
        return "No data from the monitor"
    if change.parameter == APNOEA:
        return "Apnoea, says the monitor"
    if change.parameter == BEYOND_ORDER:
        return f"{change.value or 0:.1f} mg beyond the order"
    name, unit = NAMES[change.parameter]
    if change.cause == "no signal":
        return f"{name}: no signal"
    number = "" if change.value is None else " ".join(f"{name} {change.value:g} {unit}".split())
    if change.withdrawn:
        return f"{number or name}, {TAKEN_BACK}"
    if change.cause == "two sources":
        return _two_sources_text(change)
    if change.cause.startswith("repeat"):
        return f"{number or name}: measure again"
    if change.value == 0 and change.parameter in STANDSTILL and change.state != "cleared":
        return f"{number}: {STANDSTILL[change.parameter]}"
    more = ": measure again now" if change.measure_again else ""
    return f"{number or name}, {change.cause}{more}"


def _two_sources_text(change: Transition) -> str:
    if change.state == "cleared":
        return "Cuff and arterial line: no longer apart"
    if change.value is None or change.other_value is None:
        return "Cuff and arterial line: more than 25 % apart"
    return f"Cuff {change.value:g}, arterial line {change.other_value:g} mmHg: more than 25 % apart"
