"""The readings Ebb charts, and how far from sense a number may be before it is no reading at all.

The ranges are [D], a decision of this project: wide enough for any living adult and any honest bedside
instrument, narrow enough to catch a value scaled twice or sent in another unit. They are not alarm limits.
A number outside is kept raw with its reason and is not charted.

Nought stays possible for heart rate, pulse, breathing and end-tidal CO2: asystole and apnoea are real, and a
monitor that means "not measured" says so beside its nought.
"""

from math import inf, log

PLAUSIBLE: dict[str, tuple[float, float]] = {
    "hr_per_min": (0, 350),
    "pulse_per_min": (0, 350),
    "spo2_percent": (10, 100),
    "rr_per_min": (0, 150),
    "nibp_sys_mmhg": (20, 320),
    "nibp_dia_mmhg": (10, 260),
    "nibp_mean_mmhg": (10, 290),
    "abp_sys_mmhg": (10, 360),
    "abp_dia_mmhg": (5, 300),
    "abp_mean_mmhg": (5, 330),
    "etco2_mmhg": (0, 150),
    "temp_c": (20, 45),
}

COLUMNS: tuple[str, ...] = tuple(PLAUSIBLE)
CUFF_COLUMNS = ("nibp_sys_mmhg", "nibp_dia_mmhg", "nibp_mean_mmhg")

# [D] About where a well adult's number lies; only to say which of two is the farther from well.
USUAL: dict[str, float] = {
    "hr_per_min": 75, "pulse_per_min": 75, "spo2_percent": 100, "rr_per_min": 14, "etco2_mmhg": 40, "temp_c": 37,
    "nibp_sys_mmhg": 120, "nibp_dia_mmhg": 75, "nibp_mean_mmhg": 90,
    "abp_sys_mmhg": 120, "abp_dia_mmhg": 75, "abp_mean_mmhg": 90,
}  # fmt: skip


def is_worse(column: str, value: float, other: float) -> bool:
    """Whether a number lies farther from well than another, by how many times it is too high or too low."""
    return _away(column, value) > _away(column, other)


def _away(column: str, value: float) -> float:
    return inf if value <= 0 else abs(log(value / USUAL[column]))


def is_plausible(column: str, value: float) -> bool:
    lowest, highest = PLAUSIBLE[column]
    return lowest <= value <= highest
