"""The vital signs: one table of what is measured, how it is written and drawn, and how long a number speaks for now.

A column's name is its name everywhere: in a monitor's message, in a charted set, in an alarm. The plausible ranges are
[D], those of `ebb/devices/columns.py`; alarm limits stand in `alarms/limits.py`. Labels are plain English; pages
translate them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

AgeState = Literal["fresh", "stale", "lost"]


class SignKind(StrEnum):
    """How a number comes: all the time, from a cuff, from an arterial line, or now and then from a thermometer."""

    CONTINUOUS = "continuous"
    CUFF = "cuff"
    ARTERIAL_LINE = "arterial line"
    TEMPERATURE = "temperature"


@dataclass(frozen=True)
class AgeLimit:
    """Seconds after which a value is stale, and after which it is lost."""

    stale_s: float
    lost_s: float


CONTINUOUS = AgeLimit(15, 30)  # [D] as the technical alarm: low past 15 s, medium past 30 s
AGE_LIMITS = {
    SignKind.CONTINUOUS: CONTINUOUS,
    SignKind.ARTERIAL_LINE: CONTINUOUS,
    SignKind.CUFF: AgeLimit(10 * 60 + 120, 2 * 10 * 60 + 120),  # [D] every 10 min, 2 min grace; lost after two misses
    SignKind.TEMPERATURE: AgeLimit(60 * 60, 4 * 60 * 60),  # [D]
}


@dataclass(frozen=True, kw_only=True)
class VitalSign:
    """One column. `label` is how a monitor writes it, `name` how a sentence does.

    `tile` is the big number of a page it stands in, `shown` whether its present number stands on a page at all,
    `traced` whether it has a curve in the figure, `drawn_range` what that curve always spans, `charted` whether it is
    typed at the chair. `signal_order` is given where a lost signal alarms: the lowest that a monitor ever sent stands
    for all of it when it falls silent.
    """

    label: str
    name: str
    unit: str
    plausible: tuple[float, float]
    kind: SignKind = SignKind.CONTINUOUS
    tile: str = ""
    shown: bool = False
    traced: bool = False
    drawn_range: tuple[float, float] | None = None
    charted: bool = False
    signal_order: int | None = None

    def age_limit(self, *, charted: bool = False) -> AgeLimit:
        """How old a number may be; what a person charted is measured as seldom as a cuff measures."""
        return AGE_LIMITS[SignKind.CUFF if charted and self.kind is not SignKind.TEMPERATURE else self.kind]


# In the order in which pages show them.
VITAL_SIGNS: Mapping[str, VitalSign] = {
    "hr_per_min": VitalSign(
        label="HR", name="Heart rate", unit="/min", plausible=(0, 350), tile="HR", shown=True, charted=True,
        traced=True, drawn_range=(50, 120), signal_order=2,
    ),
    "pulse_per_min": VitalSign(label="Pulse", name="Pulse", unit="/min", plausible=(0, 350)),
    "spo2_percent": VitalSign(
        label="SpO2", name="SpO2", unit="%", plausible=(10, 100), tile="SpO2", shown=True, charted=True,
        traced=True, drawn_range=(88, 100), signal_order=1,
    ),
    "nibp_sys_mmhg": VitalSign(
        label="Systolic", name="Systolic pressure", unit="mmHg", plausible=(20, 320), kind=SignKind.CUFF, tile="BP",
        shown=True, charted=True,
    ),
    "nibp_dia_mmhg": VitalSign(
        label="Diastolic", name="Diastolic pressure", unit="mmHg", plausible=(10, 260), kind=SignKind.CUFF, tile="BP",
        shown=True, charted=True,
    ),
    "nibp_mean_mmhg": VitalSign(
        label="Mean", name="Mean pressure", unit="mmHg", plausible=(10, 290), kind=SignKind.CUFF,
    ),
    "rr_per_min": VitalSign(
        label="RR", name="Breathing rate", unit="/min", plausible=(0, 150), tile="RR", shown=True, charted=True,
        traced=True, drawn_range=(6, 24), signal_order=3,
    ),
    "etco2_mmhg": VitalSign(
        label="EtCO2", name="End-tidal CO2", unit="mmHg", plausible=(0, 150), shown=True, traced=True, signal_order=5,
    ),
    "abp_sys_mmhg": VitalSign(
        label="Arterial systolic", name="Arterial systolic pressure", unit="mmHg", plausible=(10, 360),
        kind=SignKind.ARTERIAL_LINE, signal_order=4,
    ),
    "abp_dia_mmhg": VitalSign(
        label="Arterial diastolic", name="Arterial diastolic pressure", unit="mmHg", plausible=(5, 300),
        kind=SignKind.ARTERIAL_LINE,
    ),
    "abp_mean_mmhg": VitalSign(
        label="Arterial mean", name="Arterial mean pressure", unit="mmHg", plausible=(5, 330),
        kind=SignKind.ARTERIAL_LINE,
    ),
    "temp_c": VitalSign(
        label="Temperature", name="Temperature", unit="°C", plausible=(20, 45), kind=SignKind.TEMPERATURE, shown=True,
        charted=True,
    ),
}  # fmt: skip

SHOWN = tuple(column for column, sign in VITAL_SIGNS.items() if sign.shown)
CHARTED = tuple(column for column, sign in VITAL_SIGNS.items() if sign.charted)
TRACED = tuple(column for column, sign in VITAL_SIGNS.items() if sign.traced)
CUFF = tuple(column for column, sign in VITAL_SIGNS.items() if sign.kind is SignKind.CUFF)
# A tile of two columns is a blood pressure, read as one.
TILES: Mapping[str, tuple[str, ...]] = {
    tile: tuple(column for column, sign in VITAL_SIGNS.items() if sign.tile == tile)
    for tile in dict.fromkeys(sign.tile for sign in VITAL_SIGNS.values() if sign.tile)
}


def is_plausible(column: str, value: float | None) -> bool:
    """Whether a monitor's number is charted; that something was not measured always is."""
    lowest, highest = VITAL_SIGNS[column].plausible
    return value is None or lowest <= value <= highest


def age_state(
    at: datetime, taken_at: datetime, column: str, *, charted: bool = False, interval_s: float = 0
) -> AgeState:
    """Whether a value of `taken_at` still speaks for `at`.

    `charted` was typed by a person. `interval_s` is how often the source sends: a monitor that speaks once a minute
    is not stale in between.
    """
    limit = VITAL_SIGNS[column].age_limit(charted=charted)
    age_s = (at - taken_at).total_seconds() - interval_s
    if age_s > limit.lost_s:
        return "lost"
    return "stale" if age_s > limit.stale_s else "fresh"
