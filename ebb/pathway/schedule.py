"""What is to be observed, and when: connected numbers and typed ones answer the same schedule.

A missed observation is itself an event: two minutes late it is a reminder, missed twice in a row it escalates
(clinical reference 3.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ebb.pathway.course import VisitCourse, course_of
from ebb.pathway.observations import (
    AFTER_CHANGE_MIN,
    BASELINE_APART_MIN,
    EARLY_MIN,
    REMINDER_MIN,
    SOON_MIN,
    ObservationItem,
    Observed,
    Samples,
)
from ebb.pathway.visit_facts import VisitFacts

DueState = Literal["later", "soon", "due", "overdue", "missed twice"]
EARLY = timedelta(minutes=EARLY_MIN)


@dataclass(frozen=True, kw_only=True)
class Due:
    """One observation to make. `why` says which line of the schedule asks for it."""

    item: ObservationItem
    due_at: datetime
    state: DueState
    why: str


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
    slots = [(item, _slot(item, course, observed, at)) for item in ObservationItem]
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
    return Due(item=item, due_at=slot.due_at, state=_state(slot, at), why=slot.why)


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
