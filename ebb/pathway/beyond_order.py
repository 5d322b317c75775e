"""What went in past the ordered amount: a hazard of its own that grows, though each rate was the right one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ebb.pathway.alarms.inputs import Priority
from ebb.pathway.alarms.limits import AlarmLimit
from ebb.pathway.amounts import given
from ebb.pathway.quantities import Mg
from ebb.pathway.visit_facts import VisitFacts

BEYOND_ORDER = "beyond_order_mg"
"""Its name among the alarms."""

# Shares of the ordered amount [D]: the first is what a pump's own tolerance explains.
SHARES = {Priority.LOW: Decimal(0), Priority.MEDIUM: Decimal("0.05"), Priority.HIGH: Decimal("0.10")}


@dataclass(frozen=True)
class BeyondOrder:
    """So many mg more than ordered, and how much that matters."""

    over_mg: Decimal
    priority: Priority


def beyond_order(order_mg: Decimal, facts: VisitFacts, at: datetime) -> BeyondOrder | None:
    """What the infusion gave beyond its order by `at`; None while the order is not in. A bolus goes beside it."""
    over = Mg.of(given(facts, at).infused_mg).above(Mg.of(order_mg)).settled
    reached = [priority for priority, share in SHARES.items() if over > share * order_mg]
    return BeyondOrder(over, reached[-1]) if reached else None


def limits_beyond(order_mg: Decimal) -> list[AlarmLimit]:
    """The same as limits of alarms."""
    return [
        AlarmLimit(parameter=BEYOND_ORDER, side="high", priority=priority, bound=float(share * order_mg), hysteresis=0)
        for priority, share in SHARES.items()
    ]
