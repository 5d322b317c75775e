"""Cuff and arterial line that disagree: one of them is wrong, and nobody knows which until somebody looks.

Clinical reference 3.3 [D]: more than 25 % apart for two cuffs, a low technical alarm that names both.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from ebb.pathway.alarms.condition import AlarmCondition
from ebb.pathway.alarms.inputs import Priority, Transition

CUFF_COLUMN, LINE_COLUMN = "nibp_sys_mmhg", "abp_sys_mmhg"
APART = 0.25  # [D] of the cuff's systolic pressure
CUFFS = 2  # [D]


@dataclass(frozen=True, kw_only=True)
class TwoSources(AlarmCondition):
    """`apart` counts the cuff readings in a row that lay too far from the line."""

    apart: int = 0

    kind = "technical"


AGREED = TwoSources(parameter=CUFF_COLUMN, cause="two sources")


def compare(sources: TwoSources, cuff: float, line: float | None, at: datetime) -> tuple[TwoSources, list[Transition]]:
    """A new cuff reading beside what the line shows now, None where it shows nothing."""
    if line is None or abs(cuff - line) <= APART * cuff:
        return replace(sources, apart=0).end(at, cuff)
    sources = replace(sources, apart=sources.apart + 1)
    sources, steps = sources.climb(Priority.LOW if sources.apart >= CUFFS else None, at, cuff)
    return sources, [replace(step, other_value=line) for step in steps]
