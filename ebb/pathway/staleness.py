"""How old a shown number may be before it must look old, and before it is as good as lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AgeState = Literal["fresh", "stale", "lost"]


@dataclass(frozen=True)
class AgeLimit:
    """Seconds after which a value is stale, and after which it is lost."""

    stale_s: float
    lost_s: float


CONTINUOUS = AgeLimit(15, 30)  # [D] as the technical alarm: low past 15 s, medium past 30 s
CUFF = AgeLimit(10 * 60 + 120, 2 * 10 * 60 + 120)  # [D] every 10 minutes, 2 minutes' grace; lost after two misses
TEMPERATURE = AgeLimit(60 * 60, 4 * 60 * 60)  # [D]

LIMITS = {
    "hr_per_min": CONTINUOUS,
    "pulse_per_min": CONTINUOUS,
    "spo2_percent": CONTINUOUS,
    "rr_per_min": CONTINUOUS,
    "etco2_mmhg": CONTINUOUS,
    "abp_sys_mmhg": CONTINUOUS,
    "abp_dia_mmhg": CONTINUOUS,
    "abp_mean_mmhg": CONTINUOUS,
    "nibp_sys_mmhg": CUFF,
    "nibp_dia_mmhg": CUFF,
    "nibp_mean_mmhg": CUFF,
    "temp_c": TEMPERATURE,
}


def age_state(at: datetime, taken_at: datetime, column: str, *, interval_s: float = 0) -> AgeState:
    """Whether a value of `taken_at` still speaks for `at`; a column not listed ages like a continuous one.

    `interval_s` is how often the source sends: a monitor that speaks once a minute is not stale in between.
    """
    limit = LIMITS.get(column, CONTINUOUS)
    age_s = (at - taken_at).total_seconds() - interval_s
    if age_s > limit.lost_s:
        return "lost"
    return "stale" if age_s > limit.stale_s else "fresh"
