from ebb.relief.worlds.foreign import (
    WORLDS,
    bad_week,
    drift,
    drift_with_relief,
    linear_fade,
    missing_when_bad,
    plateau,
    step,
)
from ebb.relief.worlds.invented import ONE_ALONE, WEEKLY_SIX, Calendar, DrawnParameters, InventedPerson
from ebb.relief.worlds.own import own

__all__ = [
    "ONE_ALONE",
    "WEEKLY_SIX",
    "WORLDS",
    "Calendar",
    "DrawnParameters",
    "InventedPerson",
    "bad_week",
    "drift",
    "drift_with_relief",
    "linear_fade",
    "missing_when_bad",
    "own",
    "plateau",
    "step",
]
