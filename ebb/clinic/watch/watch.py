"""The watch: follows the logs, steps each visit's alarms, writes what changes, and seals the minutes that are over."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.visit import load
from ebb.clinic.log.tail import Tail
from ebb.clinic.people.models import SYSTEM
from ebb.clinic.vitals.actions import BEAT, beat, seal_minutes, write_alarm_changes
from ebb.clinic.vitals.models import AlarmChange, Message, Outage, ProcessPosition
from ebb.clinic.watch.alarm_inputs import charted, superseded_entry
from ebb.clinic.watch.bedside import Bedside
from ebb.clinic.watch.passing_on import passed_on
from ebb.clinic.watch.rounds import begin_bedside, facts_of, first_position, orphans, watched
from ebb.pathway.alarms import due_at
from ebb.pathway.events import Superseded
from ebb.pathway.visit_facts import VisitFacts

log = logging.getLogger(__name__)

PROCESS = Outage.Process.WATCH.value
SUPERSEDED = Superseded.__name__
LOOK_ROUND_EVERY = timedelta(seconds=5)
MOST_ROWS = 2000
LEAST_WAIT_SECONDS = 0.01


class Watch:
    """Everything it knows is rebuilt from rows when it is made; `turn` then moves it to a later time.

    Not safe to go on with after an exception: make another.
    """

    def __init__(self, at: datetime) -> None:
        position = ProcessPosition.objects.filter(pk=PROCESS).first() or first_position(at)
        self.messages = Tail(Message, position.message)
        self.events = Tail(Event, position.event)
        self.changes = Tail(AlarmChange, position.change)
        self.bedsides: dict[UUID, Bedside] = {}
        self.facts: dict[UUID, VisitFacts] = {}
        self.behind = False
        self._saved_at = position.at
        self._begins = True
        self._looked_at: datetime | None = None
        self._sealed_at = at
        self._look_round(position.at)
        self._write(orphans(self.bedsides.keys(), at), at)

    def turn(self, at: datetime) -> int:
        """Read what was committed and let time pass to `at`; how many steps of alarms that wrote."""
        messages, events = self.messages.new(MOST_ROWS), self.events.new(MOST_ROWS)
        self._note_monitors(messages)
        changes = self.changes.new(MOST_ROWS)
        rows: list[AlarmChange] = []
        if events or self._looked_at is None or at - self._looked_at >= LOOK_ROUND_EVERY:
            rows += self._look_round(at, {event.infusion_id for event in events})
        happened = [*self._sampled(messages), *self._charted(events), *self._superseded(events), *self._noted(changes)]
        for _, step in sorted(happened, key=lambda pair: pair[0]):
            rows += step()
        # What is not read yet must not look like silence.
        self.behind = len(messages) == MOST_ROWS
        until = messages[-1].received_at if self.behind else at
        for bedside in self.bedsides.values():
            rows += bedside.settle(until)
            rows += passed_on(bedside.ledger, until)
        if rows or at - self._saved_at >= BEAT:
            self._write(rows, at)
        return len(rows)

    def may_wait_seconds(self, at: datetime, *, most: float) -> float:
        """How long nothing needs to be done unless something is committed: until the next delay or wait is over."""
        if self.behind:
            return 0.0
        dues = [due for bedside in self.bedsides.values() if (due := due_at(bedside.machine))]
        return max(LEAST_WAIT_SECONDS, min([most, *((due - at).total_seconds() for due in dues)]))

    def seal(self, at: datetime) -> None:
        """Seal some of the messages whose minute is over; called again each turn until none is left."""
        if at - self._sealed_at >= timedelta(seconds=1) and not seal_minutes(at=at):
            self._sealed_at = at

    def _look_round(self, at: datetime, charted: Collection[UUID] = ()) -> list[AlarmChange]:
        """Take up visits that began, let go of those that ended. A query for each of `charted`, where something was
        charted since, and more for a visit that began."""
        self._looked_at = at
        there = watched()
        rows = [row for key in set(self.bedsides) - set(there) for row in self.bedsides.pop(key).close(at)]
        self.facts = {key: facts for key, facts in self.facts.items() if key in there}
        for key, infusion in there.items():
            if key not in self.bedsides:
                self.bedsides[key] = begin_bedside(infusion, self.messages.after_id, self.events.after_id, at)
                self.facts[key] = facts_of(infusion)
            elif key in charted:
                self.facts[key] = facts_of(infusion)
            # A copy, since facts remember every answer they gave.
            self.bedsides[key].look_again(infusion, VisitFacts(self.facts[key].events), at)
        return rows

    def _note_monitors(self, messages: list[Message]) -> None:
        by_chair = {one.infusion.chair_id: one for one in self.bedsides.values()}
        for message in messages:
            if bedside := by_chair.get(message.chair_id):
                bedside.note_monitor(message)

    def _sampled(self, messages: list[Message]) -> list[tuple[datetime, Callable[[], list[AlarmChange]]]]:
        by_place = {(one.infusion.chair_id, one.infusion.patient_id): one for one in self.bedsides.values()}
        return [
            (message.received_at, lambda bedside=bedside, message=message: bedside.take(bedside.sample(message)))
            for message in messages
            if message.kind in Message.FOR_ALARMS
            and not message.not_present
            and (bedside := by_place.get((message.chair_id, message.file)))
        ]

    def _charted(self, events: list[Event]) -> list[tuple[datetime, Callable[[], list[AlarmChange]]]]:
        found = [(self.bedsides.get(event.infusion_id), charted(event.as_fact())) for event in events]
        return [
            (sample.at, lambda bedside=bedside, sample=sample: bedside.take(sample) if bedside.is_new(sample) else [])
            for bedside, sample in found
            if bedside and sample
        ]

    def _superseded(self, events: list[Event]) -> list[tuple[datetime, Callable[[], list[AlarmChange]]]]:
        """One query for each mark as a mistake."""
        found = [
            (bedside, back)
            for event in events
            if event.kind == SUPERSEDED and (bedside := self.bedsides.get(event.infusion_id))
            if (back := superseded_entry(event, load(bedside.infusion)))
        ]
        return [
            (
                back.at,
                lambda bedside=bedside, back=back: [row for one in bedside.without(back) for row in bedside.take(one)],
            )
            for bedside, back in found
        ]

    def _noted(self, changes: list[AlarmChange]) -> list[tuple[datetime, Callable[[], list[AlarmChange]]]]:
        return [
            (change.happened_at, lambda bedside=bedside, change=change: bedside.acknowledge(change))
            for change in changes
            if change.state == AlarmChange.State.ACKNOWLEDGED and (bedside := self.bedsides.get(change.infusion))
        ]

    @transaction.atomic
    def _write(self, rows: list[AlarmChange], at: datetime) -> None:
        if rows:
            write_alarm_changes(changes=rows, by=SYSTEM, at=at)
        beat(
            process=PROCESS, at=at, begins=self._begins, message=self.messages.after_id, event=self.events.after_id,
            change=self.changes.after_id,
        )  # fmt: skip
        self._saved_at, self._begins = at, False
