"""What stands against more drug per hour, gathered from every rule that has a say."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ebb.clinic.infusion.checking import agreement, hung_since
from ebb.clinic.infusion.refusals import refusal, refusing_bad_amounts
from ebb.clinic.infusion.start import known_now
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.people.credentials import Kind, held_by
from ebb.clinic.plan.orders import as_ordered, programme_of
from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level, refuse
from ebb.pathway.limits import judge_rate
from ebb.pathway.second_check import Agreement, check_needed
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.start_gate import more_findings
from ebb.pathway.titration import judge_step


def is_increase(visit: Visit, rate_ml_per_h: Decimal, at: datetime) -> bool:
    """Whether this rate is more than the pump runs at, or ran at when it was paused."""
    pump = visit.facts.pump_at(at)
    return pump is not None and rate_ml_per_h > pump.rate_ml_per_h


def refuse_increase(
    visit: Visit,
    kind: type[e.RateChanged] | type[e.Resumed],
    *,
    rate_ml_per_h: Decimal,
    reason: str,
    by: UUID,
    at: datetime,
) -> None:
    """Raise Refused unless this rate may be gone up to now.

    A physician passes a soft limit with a reason; nobody passes a hard one, a wait, or a missing second check.
    """
    passes_soft = bool(reason.strip()) and Kind.PHYSICIAN in held_by(by, at)
    with refusing_bad_amounts():
        refuse(increase_findings(visit, known_now(visit, at), kind, rate_ml_per_h, at, passes_soft=passes_soft))


def increase_findings(
    visit: Visit,
    known: StartFacts,
    kind: type[e.RateChanged] | type[e.Resumed],
    rate_ml_per_h: Decimal,
    at: datetime,
    *,
    passes_soft: bool,
) -> list[Finding]:
    """Every reason against going up to this rate. `passes_soft`: a physician gave a reason to pass soft limits."""
    limits = _limits(visit, rate_ml_per_h, at, known)
    if passes_soft:
        limits = [finding for finding in limits if finding.level is not Level.OVERRIDE]
    return [*limits, *more_findings(known, visit.facts, at), *_second_check(visit, kind, rate_ml_per_h, at)]


def _limits(visit: Visit, rate_ml_per_h: Decimal, at: datetime, known: StartFacts) -> list[Finding]:
    order, pump = visit.infusion.order, visit.facts.pump_at(at)
    programme = programme_of(order)
    found = judge_rate(
        programme,
        rate_ml_per_h=rate_ml_per_h,
        concentration_mg_per_ml=pump.concentration_mg_per_ml,
        weight_kg=order.weight_kg,
        present_mg_per_h=pump.mg_per_h.value,
        anaesthesia_attends=known.anaesthesia_attends,
    )
    return found + judge_step(visit.facts, programme, rate_ml_per_h=rate_ml_per_h, weight_kg=order.weight_kg, at=at)


def _second_check(
    visit: Visit, kind: type[e.RateChanged] | type[e.Resumed], rate_ml_per_h: Decimal, at: datetime
) -> list[Finding]:
    """Beyond the order two people check blind, for this rate, since the pump was last set."""
    order = visit.infusion.order
    change = kind(id="", at=at, by="", rate_ml_per_h=rate_ml_per_h)
    if check_needed(visit.facts, as_ordered(order), change, weight_kg=order.weight_kg) is None:
        return []
    pump = visit.facts.pump_at(at)
    rate_mg_per_h = pump.concentration_mg_per_ml * rate_ml_per_h
    found = agreement(visit, pump.container, rate_mg_per_h=rate_mg_per_h, since=hung_since(visit, pump.container))
    if found is None:
        return [refusal("visit.not-checked", Level.HOLD, container=pump.container)]
    return [] if isinstance(found, Agreement) else found
