"""The patient's own alarm limits as a page shows them: what is usual, what holds, and the fields to sign others in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField, Form
from django.utils.translation import gettext

from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway.alarms import AlarmLimit, Priority
from ebb.pathway.alarms.personal import (
    OWN_LIMITS,
    OwnLimit,
    own_limits,
    proposed_bounds,
    resting_value,
    signed_bounds,
)
from ebb.pathway.vital_signs import VITAL_SIGNS


@dataclass(frozen=True, kw_only=True)
class LimitsRow:
    """One vital sign: at rest, where alarms of medium priority begin by default, and the fields of its own limits.

    `furthest` are the floor and the ceiling, `moved` says that the proposal differs from the default, and `look` where
    a low alarm begins, if any does.
    """

    name: str
    unit: str
    resting: str
    default: str
    furthest: str
    moved: bool
    look: str
    fields: list[BoundField]


def bounds_typed(seen: VisitSnapshot) -> dict[str, object]:
    """What the form of limits begins with: those that are signed, else the proposal."""
    bounds = {**proposed_bounds(seen.baseline), **signed_bounds(seen.facts)}
    return {name: f"{bound.normalize():f}" for name, bound in bounds.items()}


def limits_rows(seen: VisitSnapshot, form: Form) -> list[LimitsRow]:
    """A row for each vital sign that has limits of its own."""
    by_parameter: dict[str, list[OwnLimit]] = {}
    for own in OWN_LIMITS:
        by_parameter.setdefault(own.parameter, []).append(own)
    return [_row(seen, form, owns) for owns in by_parameter.values()]


def _row(seen: VisitSnapshot, form: Form, owns: Sequence[OwnLimit]) -> LimitsRow:
    sign, resting = VITAL_SIGNS[owns[0].parameter], resting_value(owns[0], seen.baseline)
    proposed = proposed_bounds(seen.baseline)
    low = [
        one for one in own_limits(seen.baseline) if one.priority is Priority.LOW and one.parameter == owns[0].parameter
    ]
    return LimitsRow(
        name=gettext(sign.name),
        unit=sign.unit,
        resting="–" if resting is None else f"{resting:g}",
        default=_default(owns),
        furthest=gettext(" and ").join(f"{own.furthest:g}" for own in owns),
        moved=any(float(proposed[own.name]) != own.default().bound for own in owns),
        look=" ".join(_beyond(limit) for limit in low),
        fields=[form[own.name] for own in owns],
    )


def _default(owns: Sequence[OwnLimit]) -> str:
    """50 to 120; or, where only one side has a limit, below 92 or from 100."""
    bounds = [f"{own.default().bound:g}" for own in owns]
    if len(bounds) == 2:
        return gettext("{low} to {high}").format(low=bounds[0], high=bounds[1])
    return _beyond(owns[0].default())


def _beyond(limit: AlarmLimit) -> str:
    words = gettext("below {bound}") if limit.side == "low" else gettext("from {bound}")
    if limit.side == "high" and not limit.at_bound:
        words = gettext("above {bound}")
    return words.format(bound=f"{limit.bound:g}")
