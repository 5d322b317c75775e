"""One visit with all its facts in hand, and what they come to."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ebb.clinic.assessment.facts import Allergies, allergies_of, reviewed_lately
from ebb.clinic.assessment.models import ListReviewed
from ebb.clinic.infusion.models import SEATED, Event, Infusion
from ebb.pathway import events as e
from ebb.pathway.steps import State
from ebb.pathway.visit_facts import VisitFacts


@dataclass(eq=False)
class Visit:
    """An infusion with its rows in the order they were written, and the facts that stand among them."""

    infusion: Infusion
    rows: list[Event]
    written: list[e.Event] = field(init=False)
    facts: VisitFacts = field(init=False)

    def __post_init__(self) -> None:
        self.written = [row.as_fact() for row in self.rows]
        self.facts = VisitFacts.of(self.written)

    @property
    def state(self) -> State:
        return self.facts.state

    @property
    def confirmed(self) -> set[str]:
        """The ids of the events someone saw to be true at the pump."""
        return {fact.event_id for fact in self.facts.all_of(e.ConfirmedAtPump)}

    def add(self, row: Event) -> None:
        self.rows.append(row)
        self.written.append(row.as_fact())
        self.facts = VisitFacts.of(self.written)


def load(infusion: Infusion) -> Visit:
    """The visit as it stands. One query."""
    return Visit(infusion, list(infusion.events.order_by("id")))


def in_context(infusion: Infusion) -> Infusion:
    """The infusion with its context; one query where it was read without."""
    return infusion if hasattr(infusion, "seen_before") else Infusion.objects.with_context().get(pk=infusion.pk)


def allergies_known(infusion: Infusion, at: datetime) -> Allergies:
    """What is known of the patient's allergies. One query."""
    infusion, list_of = in_context(infusion), ListReviewed.Subject
    last = {list_of.MEDICINES: infusion.medicines_reviewed_at, list_of.ALLERGIES: infusion.allergies_reviewed_at}
    return allergies_of(infusion.patient, reviewed_lately(last, at))


def chair_of(facts: VisitFacts) -> UUID | None:
    """The chair the patient sits in now; None before arrival, while waiting elsewhere and after leaving."""
    arrived = facts.latest(e.CheckedIn)
    return UUID(arrived.chair) if arrived and facts.state.value in SEATED else None


def nurse_of(facts: VisitFacts) -> UUID | None:
    """Who is responsible: whoever accepted the patient last, at check-in or at a hand-over."""
    accepted = facts.latest(e.CheckedIn, e.HandoverAccepted)
    return UUID(accepted.by) if accepted else None


def offered_to(facts: VisitFacts) -> UUID | None:
    """Whom the chair is offered to and who has not accepted yet; a later offer takes the place of an earlier."""
    last = facts.latest(e.HandoverOffered, e.HandoverAccepted)
    return UUID(last.to) if isinstance(last, e.HandoverOffered) else None


def clock(at: datetime) -> str:
    """10:42, for the places in a reason."""
    return timezone.localtime(at).strftime("%H:%M")
