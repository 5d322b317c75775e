"""What is to be observed, and when: connected numbers and typed ones answer the same schedule.

A missed observation is itself an event: two minutes late it is a reminder, missed twice in a row it escalates
(clinical reference 3.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from ebb.pathway import events as e
from ebb.pathway.observations import (
    AFTER_CHANGE_MIN,
    BASELINE_APART_MIN,
    EARLY_MIN,
    EVERY_MIN,
    FIRST_MIN,
    REMINDER_MIN,
    SOON_MIN,
    STABLE_MIN,
    WHILE_GIVING,
    ObservationItem,
    Observed,
    Phase,
    Samples,
)
from ebb.pathway.visit_facts import VisitFacts

DEPARTURES = (e.Discharged, e.Cancelled, e.DidNotCome, e.LeftAgainstAdvice, e.TakenByAmbulance)


@dataclass(frozen=True, kw_only=True)
class VisitCourse:
    """Where a visit is. `changed_at` is the last moment at which more or less began to flow, the start included."""

    programme: str
    first_visit: bool
    arrived_at: datetime
    started_at: datetime | None
    changed_at: datetime | None
    ended_at: datetime | None

    def phase(self, at: datetime) -> Phase:
        """The phase in force at a moment from the start on; a boundary belongs to what follows."""
        if self.ended_at is not None and at >= self.ended_at:
            return "recovery"
        if self.started_at is not None and at < self.started_at + timedelta(minutes=FIRST_MIN):
            return "first 15 min"
        return "rest of the infusion"

    def next_phase_at(self, at: datetime) -> datetime | None:
        """When the phase in force at `at` gives way to the next; None when it does not."""
        boundaries = [self.ended_at, self.started_at and self.started_at + timedelta(minutes=FIRST_MIN)]
        return min((boundary for boundary in boundaries if boundary and boundary > at), default=None)

    def every(self, item: ObservationItem, at: datetime) -> timedelta:
        """How far apart observations of this item stand at `at`."""
        row = EVERY_MIN[self.phase(at)][item]
        minutes = row[self.programme]
        if not self._stable(at):
            minutes = row.get(f"{self.programme} not yet stable", minutes)
        return timedelta(minutes=minutes)

    def _stable(self, at: datetime) -> bool:
        changed_at = self.changed_at or self.started_at
        return not self.first_visit and changed_at is not None and at - changed_at >= timedelta(minutes=STABLE_MIN)


def course_of(facts: VisitFacts, at: datetime, *, programme: str, first_visit: bool) -> VisitCourse | None:
    """The course of a visit by `at`; None while the patient is not in the house."""
    facts = facts.until(at)
    arrived_at = facts.latest_at(e.CheckedIn)
    if arrived_at is None or facts.latest(*DEPARTURES):
        return None
    return VisitCourse(
        programme=programme,
        first_visit=first_visit,
        arrived_at=arrived_at,
        started_at=facts.latest_at(e.InfusionStarted),
        changed_at=_changed_at(facts, at),
        ended_at=facts.latest_at(e.Stopped),
    )


def _changed_at(facts: VisitFacts, at: datetime) -> datetime | None:
    """A pause that resumes at the old rate is no change; a stronger bag at the old mL/h is one."""
    flow = facts.segments(at)
    changes = [later.start for earlier, later in pairwise(flow) if later.mg_per_h != earlier.mg_per_h]
    return changes[-1] if changes else flow[0].start if flow else None


DueState = Literal["later", "soon", "due", "overdue", "missed twice"]
EARLY = timedelta(minutes=EARLY_MIN)


@dataclass(frozen=True, kw_only=True)
class Due:
    """One observation to make. `why` says which line of the schedule asks for it, `late` by how much it is past."""

    item: ObservationItem
    due_at: datetime
    state: DueState
    why: str
    late: timedelta = timedelta(0)

    @property
    def is_missed(self) -> bool:
        return self.state in ("overdue", "missed twice")


@dataclass(frozen=True, kw_only=True)
class Slot:
    """When an item is next due, and how long until it would be due again; None where nothing follows."""

    due_at: datetime
    gap: timedelta | None
    why: str


def due(
    facts: VisitFacts,
    programme: str,
    at: datetime,
    *,
    connected: bool = False,
    first_visit: bool = True,
    samples: Samples = (),
) -> list[Due]:
    """What is due soon, due, or missed at `at`, the earliest first.

    `programme` is its letter. `samples` are (time, column) of what a connected monitor sent; they count only when
    `connected`. Nothing is due before the patient came in or after they left.
    """
    found = upcoming(facts, programme, at, connected=connected, first_visit=first_visit, samples=samples)
    return [one for one in found if one.state != "later"]


def upcoming(
    facts: VisitFacts,
    programme: str,
    at: datetime,
    *,
    connected: bool = False,
    first_visit: bool = True,
    samples: Samples = (),
) -> list[Due]:
    """The next observation of every item, however far off, the earliest first."""
    course = course_of(facts, at, programme=programme, first_visit=first_visit)
    if course is None:
        return []
    observed = Observed(facts.until(at), samples if connected else ())
    giving = course.started_at is not None and course.ended_at is None
    items = [item for item in ObservationItem if giving or item not in WHILE_GIVING]
    slots = [(item, _slot(item, course, observed, at)) for item in items]
    found = [_due(item, slot, at) for item, slot in slots if slot is not None]
    return sorted(found, key=lambda one: one.due_at)


def _slot(item: ObservationItem, course: VisitCourse, observed: Observed, at: datetime) -> Slot | None:
    if course.started_at is None:
        return _before_start(item, course, observed, at)
    last = observed.last(item, at)
    regular = _regular(item, course, course.started_at, last)
    return min([regular, *_after_change(item, course, last)], key=lambda slot: slot.due_at)


def _before_start(item: ObservationItem, course: VisitCourse, observed: Observed, at: datetime) -> Slot | None:
    first = observed.first(item, course.arrived_at, at)
    if first is None:
        return Slot(due_at=course.arrived_at, gap=None, why="baseline before the start")
    again_at, last = first + timedelta(minutes=BASELINE_APART_MIN), observed.last(item, at)
    if item is not ObservationItem.PRESSURE or (last is not None and last >= again_at - EARLY):
        return None
    return Slot(due_at=again_at, gap=None, why="second baseline, 5 min after the first")


def _regular(item: ObservationItem, course: VisitCourse, started_at: datetime, last: datetime | None) -> Slot:
    """The next in turn. Where it would fall into a later phase, that phase's interval counts from its beginning on."""
    since = max(last, started_at) if last else started_at
    moment = since
    due_at = since + course.every(item, moment)
    while (boundary := course.next_phase_at(moment)) is not None and due_at > boundary:
        moment = boundary
        due_at = max(boundary, since + course.every(item, moment))
    every = course.every(item, moment)
    return Slot(due_at=due_at, gap=every, why=f"every {every.seconds // 60} min, {course.phase(moment)}")


def _after_change(item: ObservationItem, course: VisitCourse, last: datetime | None) -> list[Slot]:
    """What the last change of rate asks for and nobody has done; the end of the infusion calls it off."""
    if course.changed_at is None or course.changed_at == course.started_at:
        return []
    slots = []
    for minutes in AFTER_CHANGE_MIN.get(item, ()):
        asked_at = course.changed_at + timedelta(minutes=minutes)
        called_off = course.ended_at is not None and asked_at > course.ended_at
        if not called_off and (last is None or last < asked_at - EARLY):
            why = f"{minutes} min after the change of rate"
            slots.append(Slot(due_at=asked_at, gap=timedelta(minutes=5), why=why))
    return slots


def _due(item: ObservationItem, slot: Slot, at: datetime) -> Due:
    late = max(at - slot.due_at, timedelta(0))
    return Due(item=item, due_at=slot.due_at, state=_state(slot, at), why=slot.why, late=late)


def _state(slot: Slot, at: datetime) -> DueState:
    late = at - slot.due_at
    if late < -timedelta(minutes=SOON_MIN):
        return "later"
    if late < timedelta(0):
        return "soon"
    reminder = timedelta(minutes=REMINDER_MIN)
    # Before the start the gate waits for it; nothing is late.
    if slot.gap is None or late <= reminder:
        return "due"
    return "overdue" if late <= slot.gap + reminder else "missed twice"
