"""How this patient was before the infusion: the signed start values that later numbers are held against."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """None was not measured. `aldrete_activity` is what the patient could do before (2 moves all limbs)."""

    nibp_sys_mmhg: Decimal | None = None
    nibp_dia_mmhg: Decimal | None = None
    hr_per_min: Decimal | None = None
    spo2_percent: Decimal | None = None
    pain: int | None = None
    aldrete_activity: int = 2
    usual_oxygen: bool = False


def percent_away(value: Decimal, usual: Decimal) -> Decimal:
    """How far a value is from its baseline, in percent of the baseline, always positive."""
    return abs(value - usual) / usual * 100
