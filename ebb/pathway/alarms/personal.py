"""One patient's own limits: proposed from the values at rest, signed at the start, kept between a floor and a ceiling.

No default limit may sit inside the patient's own signed resting value (clinical reference 3.3). An alarm that could not
end at that value sits inside it: it is moved just so far that it does. High limits are the floor and the ceiling, and
never move.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ebb.pathway import events as e
from ebb.pathway.alarms.inputs import Priority
from ebb.pathway.alarms.limits import AlarmLimit, AlarmSide, limits_for
from ebb.pathway.findings import Finding, Level
from ebb.pathway.observations import Baseline
from ebb.pathway.visit_facts import VisitFacts
from ebb.pathway.vital_signs import VITAL_SIGNS

Bounds = Mapping[str, Decimal]
"""Signed or to be signed, by the names of `events.OwnLimits`."""


@dataclass(frozen=True, kw_only=True)
class OwnLimit:
    """Where alarms of medium priority begin on one side; `furthest` is the floor or the ceiling, whatever is signed.

    An arterial line has the limits of the cuff.
    """

    name: str
    parameter: str
    side: AlarmSide
    furthest: float

    def governs(self, limit: AlarmLimit) -> bool:
        return (limit.parameter.replace("abp", "nibp"), limit.side) == (self.parameter, self.side)

    def clamped(self, bound: float) -> float:
        return max(bound, self.furthest) if self.side == "low" else min(bound, self.furthest)

    def default(self, baseline: Baseline | None = None) -> AlarmLimit:
        return next(
            limit
            for limit in limits_for(baseline)
            if self.governs(limit) and limit.priority is Priority.MEDIUM and limit.parameter == self.parameter
        )


# The furthest is where alarms of high priority begin; breathing has none on the high side [D].
OWN_LIMITS = (
    OwnLimit(name="hr_low_per_min", parameter="hr_per_min", side="low", furthest=40),
    OwnLimit(name="hr_high_per_min", parameter="hr_per_min", side="high", furthest=140),
    OwnLimit(name="spo2_low_percent", parameter="spo2_percent", side="low", furthest=88),
    OwnLimit(name="sys_low_mmhg", parameter="nibp_sys_mmhg", side="low", furthest=90),
    OwnLimit(name="sys_high_mmhg", parameter="nibp_sys_mmhg", side="high", furthest=180),
    OwnLimit(name="dia_high_mmhg", parameter="nibp_dia_mmhg", side="high", furthest=110),
    OwnLimit(name="rr_low_per_min", parameter="rr_per_min", side="low", furthest=8),
    OwnLimit(name="rr_high_per_min", parameter="rr_per_min", side="high", furthest=35),
)

TOO_FAR = Finding(
    "limits.too_far",
    Level.STOP,
    "{name}, {side} limit {bound} {unit} is beyond {furthest}, where it stays whatever is signed.",
    "Sign {furthest} or a stricter one.",
    source="Clinical reference 3.3",
    mark="D",
)
INSIDE = TOO_FAR.variant(
    "{name}, {side} limit {bound} {unit} sits inside the patient's own {resting} at rest: its alarm would not end.",
    "Sign {proposed} or a wider one, or measure again at rest.",
    id="limits.inside",
)


def own_limits(baseline: Baseline | None = None, signed: Bounds | None = None) -> tuple[AlarmLimit, ...]:
    """The limits of one patient: the defaults, moved out of the values at rest, and what is signed in their place."""
    return tuple(_own(limit, baseline, signed or {}) for limit in limits_for(baseline))


def limits_of(facts: VisitFacts, baseline: Baseline) -> tuple[AlarmLimit, ...]:
    """The limits in force in a visit. One that was started before limits were signed keeps the defaults it had."""
    signed = signed_bounds(facts)
    return own_limits(baseline, signed) if signed else limits_for(baseline)


def signed_bounds(facts: VisitFacts) -> Bounds:
    """What was signed last; empty before the start."""
    signed = facts.latest(e.InfusionStarted, e.LimitsSigned)
    found = {own.name: getattr(signed, own.name) for own in OWN_LIMITS} if signed else {}
    return {name: bound for name, bound in found.items() if bound is not None}


def proposed_bounds(baseline: Baseline) -> dict[str, Decimal]:
    """What to sign at the start, in whole numbers."""
    return {own.name: _whole(own, _own(own.default(baseline), baseline, {}).bound) for own in OWN_LIMITS}


def bounds_findings(bounds: Bounds, baseline: Baseline) -> list[Finding]:
    """What is wrong with limits that somebody wants to sign: too far out, or inside the patient's own value at rest."""
    return list(_findings(bounds, baseline))


def _findings(bounds: Bounds, baseline: Baseline) -> Iterator[Finding]:
    proposed = proposed_bounds(baseline)
    for own in OWN_LIMITS:
        bound, resting, sign = float(bounds[own.name]), resting_value(own, baseline), VITAL_SIGNS[own.parameter]
        words = {"name": sign.name, "side": own.side, "bound": f"{bound:g}", "unit": sign.unit}
        if own.clamped(bound) != bound:
            yield TOO_FAR.with_inputs(**words, furthest=f"{own.furthest:g}")
        elif (
            resting is not None and bound != own.furthest and not replace(own.default(), bound=bound).recovered(resting)
        ):
            yield INSIDE.with_inputs(**words, resting=f"{resting:g}", proposed=f"{proposed[own.name]:g}")


def resting_value(own: OwnLimit, baseline: Baseline) -> float | None:
    """The patient's own value at rest, None where it was not measured."""
    value: Decimal | None = getattr(baseline, own.parameter)
    return None if value is None else float(value)


def _own(limit: AlarmLimit, baseline: Baseline | None, signed: Bounds) -> AlarmLimit:
    own = next((one for one in OWN_LIMITS if one.governs(limit)), None)
    if own is None or baseline is None or limit.priority is Priority.HIGH:
        return limit
    if limit.priority is Priority.MEDIUM and own.name in signed:
        return replace(limit, bound=float(signed[own.name]), source="signed for this patient")
    resting = resting_value(own, baseline)
    if resting is None or limit.recovered(resting):
        return limit
    moved = resting - limit.hysteresis if limit.side == "low" else resting + limit.hysteresis
    return replace(limit, bound=own.clamped(moved), source="own value at rest")


def _whole(own: OwnLimit, bound: float) -> Decimal:
    """The stricter whole number, never beyond the furthest."""
    rounding = ROUND_CEILING if own.side == "low" else ROUND_FLOOR
    return Decimal(own.clamped(bound)).to_integral_value(rounding)
