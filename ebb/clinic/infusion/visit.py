"""One visit with all its facts in hand, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ebb.clinic.infusion.models import SEATED, Event, Infusion
from ebb.pathway import events as e
from ebb.pathway.steps import State, state_of


@dataclass(eq=False)
class Visit:
    """An infusion with its rows in the order they were written."""

    infusion: Infusion
    rows: list[Event]
    facts: list[e.Event] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = [row.as_fact() for row in self.rows]

    @property
    def standing(self) -> list[e.Event]:
        """The facts that count, in the order they happened."""
        return e.standing(self.facts)

    @property
    def state(self) -> State:
        return state_of(self.facts)

    @property
    def confirmed(self) -> set[str]:
        """The ids of the events someone saw to be true at the pump."""
        return {fact.event_id for fact in self.standing if isinstance(fact, e.ConfirmedAtPump)}

    def add(self, row: Event) -> None:
        self.rows.append(row)
        self.facts.append(row.as_fact())

    def latest(self, kind: type[e.Event]) -> e.Event | None:
        """The last of this kind that counts."""
        return e.latest(self.standing, kind)

    def when(self, kind: type[e.Event]) -> datetime | None:
        """When the last of this kind that counts happened."""
        found = self.latest(kind)
        return found.at if found else None

    def until(self, at: datetime) -> list[e.Event]:
        """What counted and had happened by then."""
        return [fact for fact in self.standing if fact.at <= at]


def load(infusion: Infusion) -> Visit:
    """The visit as it stands. One query."""
    return Visit(infusion, list(infusion.events.order_by("id")))


def chair_of(facts: Sequence[e.Event]) -> UUID | None:
    """The chair the patient sits in now; None before arrival, while waiting elsewhere and after leaving."""
    arrived = e.latest(e.standing(facts), e.CheckedIn)
    return UUID(arrived.chair) if arrived and state_of(facts).value in SEATED else None


def nurse_of(facts: Sequence[e.Event]) -> UUID | None:
    """Who is responsible: whoever accepted the patient last, at check-in or at a hand-over."""
    accepted = [fact for fact in e.standing(facts) if isinstance(fact, e.CheckedIn | e.HandoverAccepted)]
    return UUID(accepted[-1].by) if accepted else None


def offered_to(facts: Sequence[e.Event]) -> UUID | None:
    """Whom the chair is offered to and who has not accepted yet; a later offer takes the place of an earlier."""
    moves = [fact for fact in e.standing(facts) if isinstance(fact, e.HandoverOffered | e.HandoverAccepted)]
    last = moves[-1] if moves else None
    return UUID(last.to) if isinstance(last, e.HandoverOffered) else None


def clock(at: datetime) -> str:
    """10:42, for the places in a reason."""
    return timezone.localtime(at).strftime("%H:%M")
