"""State, chair and nurse of a visit stand on its row for the board; here the events make them again."""

from collections import defaultdict
from collections.abc import Iterator

from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.visit import chair_of, nurse_of
from ebb.pathway import events as e
from ebb.pathway.steps import MOVES, OutOfOrder
from ebb.pathway.visit_facts import VisitFacts

MAKE_A_COPY = {kind.__name__ for _, kind in MOVES} | {e.Superseded.__name__, e.HandoverAccepted.__name__}


def differing_copies(infusions: list[Infusion]) -> Iterator[tuple[Infusion, str]]:
    """Those of these visits whose copies the events do not bear out, each with the name of the column. One query."""
    rows = Event.objects.filter(infusion__in=infusions, kind__in=MAKE_A_COPY).order_by("id")
    facts = defaultdict(list)
    for row in rows:
        facts[row.infusion_id].append(row.as_fact())
    for infusion in infusions:
        yield from ((infusion, column) for column in _differing(infusion, VisitFacts.of(facts[infusion.pk])))


def _differing(infusion: Infusion, facts: VisitFacts) -> list[str]:
    try:
        made = {"state": facts.state.value, "chair_id": chair_of(facts), "nurse_id": nurse_of(facts)}
    except OutOfOrder:
        return ["state"]
    return [column for column, value in made.items() if getattr(infusion, column) != value]
