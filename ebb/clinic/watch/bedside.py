"""One running visit, watched: its machine, what is written of its alarms, and which alarms apply just now."""

from dataclasses import replace
from datetime import datetime, timedelta

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.clinic.watch.alarm_inputs import SampleReader, SupersededEntry
from ebb.clinic.watch.ledger import MONITOR, OTHER_PATIENT, TWO_SENDERS, Ledger, Name, as_transition, name_of, standing
from ebb.pathway import events as e
from ebb.pathway.alarms import (
    Acknowledged,
    AlarmLimit,
    Priority,
    Sample,
    Symptoms,
    TimePassed,
    Transition,
    Withdrawn,
    limits_of,
    resume,
    step,
    with_limits,
)
from ebb.pathway.alarms.inputs import AlarmInput
from ebb.pathway.alarms.personal import signed_bounds
from ebb.pathway.alarms.signals import Signal, off_monitor_until
from ebb.pathway.beyond_order import BEYOND_ORDER, beyond_order, limits_beyond
from ebb.pathway.observations import Baseline
from ebb.pathway.steps import GIVING, State
from ebb.pathway.visit_facts import VisitFacts

SAID_FOR = timedelta(seconds=15)  # [D]
"""How long what is wrong with the monitor as a whole stays an alarm after it last showed."""

LOST = ("no signal", "no data")
EXPECTED_SIGNAL = "spo2_percent"
"""What any connected monitor is expected to send: before anything came from it, this stands for its silence."""


class Bedside:
    """Takes what happened and gives the rows to write. Times are ours, never the device's."""

    def __init__(
        self, infusion: Infusion, baseline: Baseline, facts: VisitFacts, written: list[AlarmChange], *, since: datetime
    ) -> None:
        """`written` are all steps of this infusion's alarms, `since` is from when on inputs are answered."""
        self.baseline, self.signed = baseline, signed_bounds(facts)
        self.ledger = Ledger(infusion, written)
        self.samples = SampleReader()
        self.off_monitor_until: datetime | None = None
        self.symptoms = False
        self._monitor_until: dict[str, datetime] = {}
        before = [
            as_transition(change)
            for change in written
            if change.happened_at <= since
            and change.parameter != MONITOR
            and change.state != AlarmChange.State.PASSED_ON
        ]
        self.ordered_mg = calculated_dose(infusion.order).total_mg
        self.beyond_mg = 0.0
        self.machine = resume(before, self._limits(facts))
        self._newest: dict[str, datetime] = {}

    @property
    def infusion(self) -> Infusion:
        return self.ledger.infusion

    def _limits(self, facts: VisitFacts) -> list[AlarmLimit]:
        return [*limits_of(facts, self.baseline), *limits_beyond(self.ordered_mg)]

    def look_again(self, infusion: Infusion, facts: VisitFacts, at: datetime) -> None:
        """The visit as it now stands. The next `settle` lets the alarms know of symptoms, and of what went in beyond
        the order while more may follow.

        Limits that were signed since hold from the next number on.

        A bound monitor that has sent nothing yet is expected to send from now on.
        """
        self.ledger.infusion, self.ledger.chair = infusion, infusion.chair_id
        self.off_monitor_until = off_monitor_until(facts)
        if self.signed != (signed := signed_bounds(facts)):
            self.signed, self.machine = signed, with_limits(self.machine, self._limits(facts))
        self.symptoms = facts.unended(e.SymptomsReported, e.SymptomsGone) is not None
        over = beyond_order(self.ordered_mg, facts, at) if State(infusion.state) in GIVING else None
        self.beyond_mg = float(over.over_mg) if over else 0.0
        if infusion.chair.connected and not self.machine.signals:
            signal = Signal(parameter=EXPECTED_SIGNAL, cause="no signal", lost_at=at + self.machine.interval)
            silence = replace(self.machine.silence, parameter=EXPECTED_SIGNAL)
            silence = silence if silence.active else replace(silence, lost_at=signal.lost_at)
            self.machine = replace(self.machine, signals={EXPECTED_SIGNAL: signal}, silence=silence)

    def sample(self, message: Message) -> Sample:
        """What a message of this chair shows now; to be called once for each, in order."""
        sample = self.samples.sample(message)
        interval = timedelta(seconds=self.samples.interval_s)
        if not 0.8 < interval / self.machine.interval < 1.25:
            self.machine = replace(self.machine, interval=interval)
        return sample

    def note_monitor(self, message: Message) -> None:
        """Take note of what a message says of the monitor itself; the next `settle` makes an alarm of it."""
        if message.not_present == Message.NotPresent.OTHER_PATIENT:
            self._monitor_until[OTHER_PATIENT] = message.received_at + SAID_FOR
        if message.set_aside is not None:
            self._monitor_until[TWO_SENDERS] = message.received_at + SAID_FOR

    def keep_monitor_alarms(self, at: datetime) -> None:
        """After a restart: what was wrong with the monitor stays an alarm until it had time to show again."""
        self._monitor_until = {cause: at + SAID_FOR for parameter, _, cause in self.ledger.open if parameter == MONITOR}

    def is_new(self, sample: Sample) -> bool:
        """False when every number in it is older than one already taken: it was charted late."""
        return any(sample.at >= self._newest.get(column, sample.at) for column in sample.values)

    def without(self, mistake: SupersededEntry) -> list[AlarmInput]:
        """The inputs for a charted value marked as a mistake: none where a newer value came, else its withdrawal and
        the last value that stands."""
        was = mistake.was
        withdrawn = tuple(column for column in was.values if self._newest.get(column, was.at) <= was.at)
        for column in withdrawn:
            self._newest.pop(column, None)
        again = [sample for sample in mistake.stands if sample.values.keys() <= set(withdrawn)]
        return [Withdrawn(mistake.at, withdrawn), *again] if withdrawn else []

    def take(self, given: AlarmInput) -> list[AlarmChange]:
        """Step the machine; the rows that are new."""
        return [
            row
            for change in self._step(given)
            if change.state == "cleared" or self._applies(name_of(change), given.at)
            for row in _some(self.ledger.new_step(change))
        ]

    def acknowledge(self, change: AlarmChange) -> list[AlarmChange]:
        """Somebody's name now stands to an alarm."""
        self.ledger.note(change)
        return self.take(Acknowledged(change.happened_at, change.parameter))

    def catch_up(self, given: AlarmInput) -> None:
        """Step the machine with what was answered before a restart; nothing of it is written again."""
        self._step(given)

    def settle(self, at: datetime) -> list[AlarmChange]:
        """Let time pass up to `at`, and put right what is written where it does not agree with what holds.

        They differ when a rule about which alarms apply begins or ends (off the monitor, the infusion is over), and
        after a restart that could not see all of what came before.
        """
        changed: list[AlarmInput] = [] if self.symptoms == self.machine.symptoms else [Symptoms(at, self.symptoms)]
        if self.beyond_mg or (BEYOND_ORDER, "high") in self.machine.watched:
            changed.append(Sample(at, {BEYOND_ORDER: self.beyond_mg}, typed=True))
        rows = [row for one in (*changed, TimePassed(at)) for row in self.take(one)]
        held = {name: what for name, what in standing(self.machine).items() if self._applies(name, at)}
        held |= {
            (MONITOR, "technical", cause): (Priority.MEDIUM, None)
            for cause, until in self._monitor_until.items()
            if at < until
        }
        for name in [name for name in self.ledger.open if name not in held]:
            rows += _some(self.ledger.clearing(name, at))
        for (parameter, kind, cause), (priority, value) in held.items():
            change = Transition(
                at=at, parameter=parameter, kind=kind, cause=cause, priority=priority, state="raised", value=value
            )
            rows += _some(self.ledger.new_step(change))
        return rows

    def close(self, at: datetime) -> list[AlarmChange]:
        """The visit is over: whatever is open ends."""
        return [row for name in list(self.ledger.open) for row in _some(self.ledger.clearing(name, at))]

    def _step(self, given: AlarmInput) -> list[Transition]:
        if isinstance(given, Sample):
            taken = [column for column, value in given.values.items() if value is not None]
            self._newest |= {column: max(given.at, self._newest.get(column, given.at)) for column in taken}
        self.machine, changes = step(self.machine, given)
        return changes

    def _applies(self, name: Name, at: datetime) -> bool:
        """A silent monitor matters while the drug runs, a monitor is bound, and the patient is not away from it."""
        if name[2] not in LOST:
            return True
        away = self.off_monitor_until is not None and at < self.off_monitor_until
        return self.infusion.chair.connected and State(self.infusion.state) in GIVING and not away


def _some(row: AlarmChange | None) -> list[AlarmChange]:
    return [] if row is None else [row]
