"""How fast a rate may climb within one infusion, and what must be seen first (clinical reference 2.3).

Hazard: one step after another before the last has been felt; ketamine needs minutes to show what it does.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
from ebb.pathway.flow import Pump, pump_after, pump_at
from ebb.pathway.programmes import Programme
from ebb.pathway.quantities import Kg, MgPerH, MgPerMl, MlPerH

DUST = Decimal("1e-9")

TOO_FAR = Finding(
    id="T-step",
    level=Level.OVERRIDE,
    reason="{meant} is a step of more than {step} above the present {present}.",
    clears_when="Go up by {step} or less, or a physician goes further and says why.",
    source="clinic policy",
    mark="D",
)
TOO_SOON = replace(
    TOO_FAR,
    id="T-too-soon",
    level=Level.HOLD,
    reason="The last increase was {minutes} minutes ago; {per_min} minutes lie between two.",
    clears_when="Wait until {until}.",
)
NOT_ASSESSED = replace(
    TOO_FAR,
    id="T-assessment",
    level=Level.HOLD,
    state="unknown",
    reason="Sedation was not scored since the rate was last raised.",
    clears_when="Score sedation and chart what you see.",
)


def meant_mg_per_h(events: Iterable[e.Event], rate_ml_per_h: Decimal, at: datetime) -> MgPerH | None:
    """What this rate would give from the container that hangs; None before the start."""
    pump = pump_at(events, at)
    return None if pump is None else MgPerMl.of(pump.concentration_mg_per_ml) * MlPerH.of(rate_ml_per_h)


def is_increase(events: Iterable[e.Event], rate_ml_per_h: Decimal, at: datetime) -> bool:
    """Whether this rate is more than what the pump runs at, or ran at when it was paused."""
    pump = pump_at(events, at)
    return pump is not None and rate_ml_per_h > pump.rate_ml_per_h


def judge_increase(
    programme: Programme, events: Iterable[e.Event], *, rate_ml_per_h: Decimal, weight_kg: Decimal, at: datetime
) -> list[Finding]:
    """What stands against going up to this rate now: a step too large, too soon, or unseen.

    `weight_kg` is the dosing weight. Whether the rate itself may stand is for `limits.judge_rate` to say.
    """
    told = [event for event in e.standing(events) if event.at <= at]
    pump, meant = pump_at(told, at), meant_mg_per_h(told, rate_ml_per_h, at)
    if pump is None or meant is None or meant <= pump.mg_per_h:
        return []
    raised_at = last_raised_at(told, at)
    return [
        *_too_far(programme, pump, meant, weight_kg),
        *_too_soon(programme, raised_at, at),
        *_unseen(told, raised_at),
    ]


def last_raised_at(events: Iterable[e.Event], at: datetime) -> datetime:
    """When more drug per hour last began to run: the start, or the last increase since."""
    told = [event for event in e.standing(events) if event.at <= at]
    raised_at, before = at, MgPerH.of(0)
    for n, event in enumerate(told):
        pump = pump_after(told[: n + 1])
        if pump is None:
            continue
        if pump.mg_per_h > before:
            raised_at = event.at
        before = pump.mg_per_h
    return raised_at


def _too_far(programme: Programme, pump: Pump, meant: MgPerH, weight_kg: Decimal) -> list[Finding]:
    step, present = programme.step, pump.mg_per_h
    if step.share is not None:
        most, words = present.times(1 + step.share), f"{step.share * 100:.0f} %"
    else:
        assert step.amount is not None
        most, words = present + step.amount * Kg.of(weight_kg), str(step.amount)
    if meant.value <= most.value + DUST:
        return []
    return [replace(TOO_FAR, inputs={"meant": str(meant), "present": str(present), "step": words})]


def _too_soon(programme: Programme, raised_at: datetime, at: datetime) -> list[Finding]:
    per_min = programme.step.per_min
    until = raised_at + timedelta(minutes=per_min)
    if at >= until:
        return []
    minutes = int((at - raised_at).total_seconds() // 60)
    clock = f"{until.astimezone(at.tzinfo):%H:%M}"
    return [replace(TOO_SOON, inputs={"minutes": str(minutes), "per_min": str(per_min), "until": clock})]


def _unseen(events: list[e.Event], raised_at: datetime) -> list[Finding]:
    seen = any(
        isinstance(event, e.Scored) and event.scale == "sedation" and event.score is not None and event.at >= raised_at
        for event in events
    )
    return [] if seen else [NOT_ASSESSED]
