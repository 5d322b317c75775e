"""How a limit fires: beyond its value, not at it; of all that fire on one subject the tightest wins.

Tightest: a hard limit before a soft one, then the one exceeded by the larger factor.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ebb.pathway.findings import Finding, Level
from ebb.pathway.programmes import Limit
from ebb.pathway.quantities import Quantity

LEAST = Decimal("1e-9")

SUBJECTS = {
    "rate": "The rate of {measured}",
    "total": "The session's total of {measured}",
    "duration": "The duration of {measured}",
    "bolus": "The bolus of {measured}",
    "bolus-time": "The bolus over {measured}",
    "start": "A first visit's {measured}",
    "increase": "The increase of {measured} since the last visit",
    "weight": "The weight of {measured}",
}


def tightest(limits: Iterable[Limit], measured: Sequence[Quantity], *, attended: bool = False) -> list[Finding]:
    """The one finding on this subject, or none. Each limit looks at the measured amount in its own unit.

    `attended` says that an anaesthesia professional is in attendance.
    """
    fired = []
    for limit in limits:
        bound = limit.attended if attended and limit.attended is not None else limit.value
        amount = next((amount.settled for amount in measured if type(amount) is type(bound)), None)
        if amount is not None and _beyond(limit, amount, bound.value):
            fired.append((limit.level is Level.STOP, _factor(amount, bound.value), limit, amount, bound))
    if not fired:
        return []
    _, _, limit, amount, bound = max(fired, key=lambda one: one[:2])
    return [_finding(limit, type(bound)(amount), bound)]


def _beyond(limit: Limit, amount: Decimal, bound: Decimal) -> bool:
    return amount > bound if limit.side == "high" else amount < bound


def _factor(amount: Decimal, bound: Decimal) -> Decimal:
    larger, smaller = max(amount, bound), min(amount, bound)
    return larger / max(smaller, LEAST)


def _finding(limit: Limit, amount: Quantity, bound: Quantity) -> Finding:
    hard, high = limit.level is Level.STOP, limit.side == "high"
    within = "Enter {limit} or " + ("less" if high else "more")
    return Finding(
        limit.id,
        limit.level,
        f"{SUBJECTS[limit.about]} is {'above' if high else 'below'} the {'hard' if hard else 'soft'} limit "
        "of {limit}.",
        f"{within}." if hard else f"{within}, or a physician records the reason.",
        source=limit.source,
        mark=limit.mark,
        inputs={"measured": str(amount), "limit": str(bound)},
    )
