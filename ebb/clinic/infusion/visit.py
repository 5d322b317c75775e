"""One visit with all its facts in hand, and what they come to."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ebb.clinic.assessment.facts import Allergies, allergies_of, reviewed_lately
from ebb.clinic.assessment.models import ListReviewed
from ebb.clinic.infusion.models import SEATED, DayReview, Event, Infusion
from ebb.pathway import events as e
from ebb.pathway.observations import Baseline
from ebb.pathway.steps import State
from ebb.pathway.visit_facts import VisitFacts

FULL_ACTIVITY = 2


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


def baseline_of(visit: Visit, review: DayReview | None) -> Baseline:
    """How the patient was before the start: the last of each value the start gate passed, and the pain then."""
    started_at = visit.facts.latest_at(e.InfusionStarted)
    before = visit.facts.until(started_at) if started_at else visit.facts
    charted = before.all_of(e.VitalsCharted)
    pain = [fact.score for fact in before.all_of(e.Scored) if fact.scale == "pain"]

    def last(column: str) -> object:
        return next((value for one in reversed(charted) if (value := getattr(one, column)) is not None), None)

    known = review or DayReview()
    return Baseline(
        nibp_sys_mmhg=last("nibp_sys_mmhg"),
        nibp_dia_mmhg=last("nibp_dia_mmhg"),
        hr_per_min=last("hr_per_min"),
        rr_per_min=last("rr_per_min"),
        spo2_percent=last("spo2_percent"),
        pain=pain[-1] if pain else None,
        aldrete_activity=FULL_ACTIVITY if known.activity_before is None else known.activity_before,
        usual_oxygen=bool(known.usual_oxygen),
    )


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
