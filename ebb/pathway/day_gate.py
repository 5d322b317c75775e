"""Whether today's resting values and last meal allow a start: what passes, waits, needs a physician, or stops."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from operator import ge, gt, lt
from typing import Literal

from ebb.pathway.events import Scored, VitalsCharted
from ebb.pathway.findings import Finding, Level
from ebb.pathway.visit_facts import VisitFacts
from ebb.pathway.vital_signs import VITAL_SIGNS

Test = Literal["<", ">", ">="]
BEYOND: dict[Test, Callable[[Decimal, Decimal], bool]] = {"<": lt, ">": gt, ">=": ge}
WORDS: dict[Test, str] = {"<": "below", ">": "above", ">=": "at or above"}


@dataclass(frozen=True, kw_only=True)
class RestingLimit:
    """A value beyond `bound` gives `level`. `usual_level` stands instead when it is usual for a well patient."""

    level: Level
    test: Test
    bound: Decimal
    usual_level: Level | None = None

    def fires(self, value: Decimal) -> bool:
        return BEYOND[self.test](value, self.bound)


@dataclass(frozen=True, kw_only=True)
class RestingCheck:
    """One vital sign with its limits, the first that fires decides; `condition` is how it must be measured."""

    id: str
    column: str
    condition: str = ""
    source: str
    mark: str
    limits: tuple[RestingLimit, ...]

    @property
    def name(self) -> str:
        return f"{VITAL_SIGNS[self.column].name} {self.condition}".strip()

    @property
    def unit(self) -> str:
        return VITAL_SIGNS[self.column].unit


def _stop(test: Test, bound: str) -> RestingLimit:
    return RestingLimit(level=Level.STOP, test=test, bound=Decimal(bound))


def _hold(test: Test, bound: str) -> RestingLimit:
    return RestingLimit(level=Level.HOLD, test=test, bound=Decimal(bound))


def _usual(bound: str, above: str) -> tuple[RestingLimit, RestingLimit]:
    """Below `bound` is a STOP, but down to `above` it is a physician's decision where it is usual and harmless."""
    return (
        _stop("<", above),
        RestingLimit(level=Level.STOP, test="<", bound=Decimal(bound), usual_level=Level.OVERRIDE),
    )


CHECKS = (
    RestingCheck(
        id="day.systolic",
        column="nibp_sys_mmhg",
        source="Stop cuts [S5][S56]; rest [D]; usual 85-89 [D], verify",
        mark="S",
        limits=(_stop(">=", "180"), *_usual("90", "85"), _hold(">=", "150")),
    ),
    RestingCheck(
        id="day.diastolic",
        column="nibp_dia_mmhg",
        source="Stop cut [S5][S56], a strict clinic draws it at 100 [S5]; rest [D]",
        mark="S",
        limits=(_stop(">=", "110"), _hold(">=", "95")),
    ),
    RestingCheck(
        id="day.heart_rate",
        column="hr_per_min",
        source="[D]; one protocol excludes < 50 or > 150 [S56]; usual 40-44 [D], verify",
        mark="D",
        limits=(_stop(">", "120"), *_usual("45", "40"), _hold(">", "100"), _hold("<", "50")),
    ),
    RestingCheck(
        id="day.breathing",
        column="rr_per_min",
        source="Outer limits [S56]; rest [D]",
        mark="S",
        limits=(_stop("<", "10"), _stop(">=", "30"), _hold(">", "20")),
    ),
    RestingCheck(
        id="day.oxygen",
        column="spo2_percent",
        condition="on the usual oxygen",
        source="[D]",
        mark="D",
        limits=(_stop("<", "90"), _hold("<", "94")),
    ),
    RestingCheck(
        id="day.temperature",
        column="temp_c",
        source="[D]",
        mark="D",
        limits=(_stop(">=", "38.5"), _hold(">=", "38.0")),
    ),
)


REST_MIN = 10  # [D] rest 10-15 min before a repeat counts
REPEATS = 2  # [D] after two repeats a wait becomes a physician's decision

CLEAR_FLUID_H = 2  # [S54]
LIGHT_MEAL_H = 6  # [M] light meal or non-human milk
FULL_MEAL_H = 8  # [S54] fried or fatty food, meat; also whatever was not said to be light

OUTSIDE = "{name} is {value} {unit}, {words} {bound} {unit}."
CLEARS = {
    Level.STOP: "Only a new reading inside the limit.",
    Level.HOLD: "Rest 10 to 15 minutes and measure again; {left} of 2 repeats left.",
    Level.OVERRIDE: "A new reading inside the limit, or a physician signs with a reason.",
}


def _beyond(check: RestingCheck, value: Decimal, usual: bool) -> tuple[RestingLimit, Level] | None:
    for limit in check.limits:
        if limit.fires(value):
            return limit, limit.usual_level if usual and limit.usual_level else limit.level
    return None


def _measured(facts: VisitFacts, column: str) -> list[tuple[datetime, Decimal]]:
    pairs = [(charted.at, getattr(charted, column)) for charted in facts.all_of(VitalsCharted)]
    return [(at, value) for at, value in pairs if value is not None]


def _repeats(check: RestingCheck, values: Sequence[tuple[datetime, Decimal]]) -> int:
    """How often a value that must settle was measured again after a rest; one that passed begins afresh."""
    repeats, last_at = 0, None
    for at, value in values:
        if _beyond(check, value, usual=False) is None:
            repeats, last_at = 0, None
        elif last_at is None:
            last_at = at
        elif at - last_at >= timedelta(minutes=REST_MIN):
            repeats, last_at = repeats + 1, at
    return repeats


def _judge(check: RestingCheck, facts: VisitFacts, usual: bool) -> Finding | None:
    values = _measured(facts, check.column)
    if not values:
        return Finding(
            check.id,
            Level.HOLD,
            "{name} was not measured today.",
            "Measure it at rest.",
            state="unknown",
            source=check.source,
            mark=check.mark,
            inputs={"name": check.name},
        )
    value = values[-1][1]
    beyond = _beyond(check, value, usual)
    if beyond is None:
        return None
    limit, level = beyond
    left = REPEATS - _repeats(check, values)
    if level is Level.HOLD and left <= 0:
        level = Level.OVERRIDE
    return Finding(
        check.id,
        level,
        OUTSIDE,
        CLEARS[level],
        source=check.source,
        mark=check.mark,
        inputs={
            "name": check.name,
            "value": str(value),
            "unit": check.unit,
            "words": WORDS[limit.test],
            "bound": str(limit.bound),
            "left": str(max(left, 0)),
        },
    )


def _awake(facts: VisitFacts) -> Finding | None:
    scores = [s for s in facts.all_of(Scored) if s.scale == "sedation" and s.score is not None]
    if scores and scores[-1].score == 0:
        return None
    return Finding(
        "day.awake",
        Level.STOP if scores else Level.HOLD,
        "The patient is drowsy before the start." if scores else "Sedation was not scored before the start.",
        "A sedation score of 0, awake and alert.",
        state="present" if scores else "unknown",
        source="[D]",
        mark="D",
    )


def judge_baseline(
    facts: VisitFacts, *, usual: Iterable[str] = (), checks: Sequence[RestingCheck] = CHECKS
) -> list[Finding]:
    """What keeps today's resting values from passing; empty when all pass.

    The latest value that was charted or scored before the start counts, and repeats count after ten minutes of rest.
    `usual` names the columns (`nibp_sys_mmhg`,
    `hr_per_min`) that a clinician found to be usually this low without symptoms. A value never measured is a HOLD.
    """
    usual = frozenset(usual)
    found = [_judge(check, facts, check.column in usual) for check in checks]
    return [finding for finding in [*found, _awake(facts)] if finding]


def read_at(facts: VisitFacts, finding: str) -> datetime | None:
    """When the reading was taken on which a finding of this gate rests; None for any other finding."""
    taken = [pair for check in CHECKS if check.id == finding for pair in _measured(facts, check.column)]
    return taken[-1][0] if taken else None


def earliest_start(
    clear_fluid_at: datetime | None, solid_food_at: datetime | None, *, light_meal: bool = False
) -> datetime | None:
    """The first moment the infusion may begin; None while either time is not known."""
    if clear_fluid_at is None or solid_food_at is None:
        return None
    meal_h = LIGHT_MEAL_H if light_meal else FULL_MEAL_H
    return max(clear_fluid_at + timedelta(hours=CLEAR_FLUID_H), solid_food_at + timedelta(hours=meal_h))
