"""The phases of one visit, as the observation schedule counts them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from ebb.pathway import events as e
from ebb.pathway.observations import EVERY_MIN, FIRST_MIN, STABLE_MIN, ObservationItem, Phase
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
