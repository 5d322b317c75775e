"""The table of the day-of-infusion gate: what resting values pass, wait, need a physician, or stop the day."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, lt
from typing import Literal

from ebb.pathway.findings import Level
from ebb.pathway.vital_signs import VITAL_SIGNS

Test = Literal["<", ">", ">="]
BEYOND: dict[Test, Callable[[Decimal, Decimal], bool]] = {"<": lt, ">": gt, ">=": ge}
WORDS: dict[Test, str] = {"<": "below", ">": "above", ">=": "at or above"}


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A value beyond `bound` gives `level`. `usual_level` stands instead when it is usual for a well patient."""

    level: Level
    test: Test
    bound: Decimal
    usual_level: Level | None = None

    def fires(self, value: Decimal) -> bool:
        return BEYOND[self.test](value, self.bound)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One vital sign with its limits, the first that fires decides; `condition` is how it must be measured."""

    id: str
    column: str
    condition: str = ""
    source: str
    mark: str
    limits: tuple[Limit, ...]

    @property
    def name(self) -> str:
        return f"{VITAL_SIGNS[self.column].name} {self.condition}".strip()

    @property
    def unit(self) -> str:
        return VITAL_SIGNS[self.column].unit


def _stop(test: Test, bound: str) -> Limit:
    return Limit(level=Level.STOP, test=test, bound=Decimal(bound))


def _hold(test: Test, bound: str) -> Limit:
    return Limit(level=Level.HOLD, test=test, bound=Decimal(bound))


def _usual(bound: str, above: str) -> tuple[Limit, Limit]:
    """Below `bound` is a STOP, but down to `above` it is a physician's decision where it is usual and harmless."""
    return (
        _stop("<", above),
        Limit(level=Level.STOP, test="<", bound=Decimal(bound), usual_level=Level.OVERRIDE),
    )


CHECKS = (
    Check(
        id="day.systolic",
        column="nibp_sys_mmhg",
        source="Stop cuts [S5][S56]; rest [D]; usual 85-89 [D], verify",
        mark="S",
        limits=(_stop(">=", "180"), *_usual("90", "85"), _hold(">=", "150")),
    ),
    Check(
        id="day.diastolic",
        column="nibp_dia_mmhg",
        source="Stop cut [S5][S56], a strict clinic draws it at 100 [S5]; rest [D]",
        mark="S",
        limits=(_stop(">=", "110"), _hold(">=", "95")),
    ),
    Check(
        id="day.heart_rate",
        column="hr_per_min",
        source="[D]; one protocol excludes < 50 or > 150 [S56]; usual 40-44 [D], verify",
        mark="D",
        limits=(_stop(">", "120"), *_usual("45", "40"), _hold(">", "100"), _hold("<", "50")),
    ),
    Check(
        id="day.breathing",
        column="rr_per_min",
        source="Outer limits [S56]; rest [D]",
        mark="S",
        limits=(_stop("<", "10"), _stop(">=", "30"), _hold(">", "20")),
    ),
    Check(
        id="day.oxygen",
        column="spo2_percent",
        condition="on the usual oxygen",
        source="[D]",
        mark="D",
        limits=(_stop("<", "90"), _hold("<", "94")),
    ),
    Check(
        id="day.temperature",
        column="temp_c",
        source="[D]",
        mark="D",
        limits=(_stop(">=", "38.5"), _hold(">=", "38.0")),
    ),
)
