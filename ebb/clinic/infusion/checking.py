"""The blind check of a container, from the facts of a visit."""

from datetime import datetime
from decimal import Decimal

from ebb.clinic.infusion.visit import Visit
from ebb.clinic.plan.orders import as_ordered, calculated_dose
from ebb.pathway import events as e
from ebb.pathway.amounts import remaining_mg
from ebb.pathway.findings import Finding
from ebb.pathway.second_check import Agreement, checked, compare, differing, next_in_round
from ebb.pathway.steps import may_follow

SETS = (e.InfusionStarted, e.RateChanged, e.Resumed, e.ContainerChanged)


def prepared_containers(visit: Visit) -> dict[str, e.ContainerPrepared]:
    """Every container made up for this visit, by its label; the newest of a label counts."""
    return {fact.container: fact for fact in visit.facts.all_of(e.ContainerPrepared)}


def last_prepared(visit: Visit) -> e.ContainerPrepared | None:
    """The container that will hang next."""
    return visit.facts.latest(e.ContainerPrepared)


def agreement(
    visit: Visit, container: str, *, rate_mg_per_h: Decimal | None = None, since: datetime | None = None
) -> Agreement | list[Finding] | None:
    """What the two blind checks of a container come to; None until two people have entered theirs.

    `rate_mg_per_h` is the rate meant where it is not the one the container was made up for. What is to go in from the
    container is calculated for the moment it was made up, so that the number stands still while two people work it out.
    """
    made = prepared_containers(visit).get(container)
    pair = checked(visit.facts, container, since=since)
    if made is None or pair is None:
        return None
    order = visit.infusion.order
    return compare(
        *pair,
        order=as_ordered(order),
        container=made,
        weight_kg=order.weight_kg,
        remaining_mg=left_of_order(visit, made.at),
        rate_mg_per_h=rate_mg_per_h or made.concentration_mg_per_ml * made.rate_ml_per_h,
        mixed=since is not None,
    )


def left_of_order(visit: Visit, at: datetime) -> Decimal:
    """The mg still to go in at that moment."""
    return remaining_mg(calculated_dose(visit.infusion.order).total_mg, visit.facts.until(at), at)


def still_blind(visit: Visit) -> set[str]:
    """The checks whose numbers nobody may see yet: two people have not agreed, and may still enter theirs."""
    if not may_follow(visit.state, e.CheckEntered):
        return set()
    hidden: list[e.CheckEntered] = []
    rounds: dict[str, dict[str, e.CheckEntered]] = {}
    for fact in visit.facts:
        if isinstance(fact, e.CheckEntered):
            hidden.append(fact)
            entered = rounds[fact.container] = next_in_round(rounds.get(fact.container, {}), fact)
            if len(entered) == 2 and not differing(*entered.values()):
                hidden = [one for one in hidden if one.container != fact.container]
        elif isinstance(fact, e.ContainerPrepared):
            rounds.pop(fact.container, None)
        elif isinstance(fact, SETS):
            rounds.clear()
    return {fact.id for fact in hidden}


def hung_since(visit: Visit, container: str) -> datetime | None:
    """When the pump was last set while this container hung; None while another one hangs or none."""
    hung = visit.facts.latest(e.InfusionStarted, e.ContainerChanged)
    return visit.facts.latest_at(*SETS) if hung and hung.container == container else None


def reads_vial(visit: Visit, made: e.ContainerPrepared) -> bool:
    """Whether a check of this container reads vial and syringe: not of an older one, nor of one that hangs already."""
    return made.drawn_ml is not None and hung_since(visit, made.container) is None


def is_agreed(found: Agreement | list[Finding] | None) -> bool | None:
    return None if found is None else isinstance(found, Agreement)
