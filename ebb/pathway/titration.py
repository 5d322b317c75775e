"""Going up within one infusion: so much in so many minutes, and only after someone looked at the patient.

Clinical reference 2.3, rate step [D]. Going down is never held up.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from ebb.pathway.events import Scored
from ebb.pathway.findings import Finding, Level
from ebb.pathway.orders import same_rate
from ebb.pathway.programmes import Programme
from ebb.pathway.quantities import Kg, MgPerH, MgPerMl, MlPerH
from ebb.pathway.visit_facts import VisitFacts


def judge_step(
    facts: VisitFacts,
    programme: Programme,
    *,
    rate_ml_per_h: Decimal,
    weight_kg: Decimal,
    at: datetime,
) -> list[Finding]:
    """What stands against setting the pump to `rate_ml_per_h` now. `weight_kg` is the dosing weight.

    The step is counted from the lowest rate that ran within the programme's interval, so that two small steps make
    one. A resume at the rate from before the pause is no step.
    """
    facts = facts.until(at)
    pump = facts.pump_at(at)
    if pump is None:
        return []
    requested = MgPerMl.of(pump.concentration_mg_per_ml) * MlPerH.of(rate_ml_per_h)
    if requested <= pump.mg_per_h or same_rate(requested.value, pump.mg_per_h.value):
        return []
    interval = timedelta(minutes=programme.step.per_min)
    ran = [MgPerH.of(segment.mg_per_h) for segment in facts.segments(at) if segment.end > at - interval]
    most = _most(programme, min(ran, default=pump.mg_per_h), Kg.of(weight_kg))
    found = []
    if requested > most and not same_rate(requested.value, most.value):
        found.append(_too_steep(programme, requested, most))
    if not _sedation_scored(facts, max(_last_raised_at(facts, at), at - interval)):
        found.append(_not_assessed(programme))
    return found


def _most(programme: Programme, lowest: MgPerH, weight: Kg) -> MgPerH:
    step = programme.step
    share = lowest.times(step.share) if step.share is not None else MgPerH.of(0)
    return lowest + share + (step.amount * weight if step.amount is not None else MgPerH.of(0))


def _sedation_scored(facts: VisitFacts, since: datetime) -> bool:
    """A score, not a mark that it was left out: ketamine needs minutes to show what the last step did."""
    return any(
        scored.scale == "sedation" and scored.score is not None and scored.at >= since
        for scored in facts.all_of(Scored)
    )


def _last_raised_at(facts: VisitFacts, at: datetime) -> datetime:
    """When more drug an hour last began to flow, the start included."""
    flow = facts.segments(at)
    raises = [later.start for earlier, later in pairwise(flow) if later.mg_per_h > earlier.mg_per_h]
    return raises[-1] if raises else flow[0].start if flow else at


def _too_steep(programme: Programme, requested: MgPerH, most: MgPerH) -> Finding:
    return Finding(
        "L-step-soft-high",
        Level.OVERRIDE,
        "{measured} is a steep step: within {minutes} min programme {programme} goes to {limit} at most.",
        "Go to {limit} or less, wait, or a physician records the reason.",
        source=programme.step.source,
        mark=programme.step.mark,
        inputs={
            "measured": str(requested),
            "limit": str(most),
            "minutes": str(programme.step.per_min),
            "programme": programme.id,
        },
    )


def _not_assessed(programme: Programme) -> Finding:
    return Finding(
        "L-step-assessment",
        Level.HOLD,
        "Sedation was not scored since the last increase, or not in the last {minutes} min.",
        "Score sedation and chart what you see.",
        source=programme.step.source,
        mark=programme.step.mark,
        state="unknown",
        inputs={"minutes": str(programme.step.per_min)},
    )
