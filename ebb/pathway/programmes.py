"""The two infusion programmes as data: every limit with its value, its anchor and how far that was checked.

A soft limit is an OVERRIDE (a reason goes on), a hard limit a STOP. The values are proposals for a clinic's own
medical director (clinical reference 2.3, mark D); `source` names what each one is anchored on.

A limit fires beyond its value, not at it; of all that fire on one subject the tightest wins: a hard limit before a soft
one, then the one exceeded by the larger factor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ebb.pathway.findings import Finding, Level
from ebb.pathway.quantities import Cm, Kg, KgPerM2, Mg, MgPerH, MgPerKg, MgPerKgPerH, Minutes, Quantity

COHEN = "Cohen 2018 [S1]"
SCHWENK = "Schwenk 2018 [S2]"
LABEL = "US label [S3]"
TANKHA = "Tankha 2025 [S7]"
SCHWARTZMAN = "Schwartzman 2009 [S12]"
REMA = "Rema 2012 [S20]"
SCHEDULES = "CRPS schedules 2018 [S21]"
HANDBOOK = "CHEO manual [S85], injectable drugs handbook [S86]"
CLINIC = "clinic policy"

About = Literal[
    "rate", "total", "least-total", "cap", "duration", "bolus", "bolus-time", "start", "increase", "weight", "height",
    "bmi",
]  # fmt: skip
SOFT, HARD = Level.OVERRIDE, Level.STOP


@dataclass(frozen=True)
class DoseLimit:
    """One bound on one thing. It fires beyond `value`, not at it.

    `attended` stands in its place while an anaesthesia professional is in attendance.
    """

    id: str
    about: About
    side: Literal["low", "high"]
    level: Level
    value: Quantity
    source: str
    mark: str = "D"
    attended: Quantity | None = None


@dataclass(frozen=True, kw_only=True)
class RateStep:
    """How fast a rate may climb within one infusion: by a share or by an amount, once in `per_min`."""

    share: Decimal | None = None
    amount: MgPerKgPerH | None = None
    per_min: int
    source: str = CLINIC
    mark: str = "D"


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What a clinic offers under one letter. `concentrations` says for each mg/mL whether it needs a syringe pump."""

    id: str
    name: str
    version: str
    enantiomer: str
    concentrations: Mapping[Decimal, bool]
    limits: tuple[DoseLimit, ...]
    step: RateStep
    series_soft: int | None
    series_hard: int
    twelve_months_soft: int

    def about(self, *subjects: About) -> list[DoseLimit]:
        """The limits on these subjects."""
        return [limit for limit in self.limits if limit.about in subjects]


# 35-200 kg and the rest of the weight row: [D]
WEIGHT_LIMITS = (
    DoseLimit("L-weight-soft-low", "weight", "low", SOFT, Kg.of(45), CLINIC),
    DoseLimit("L-weight-soft-high", "weight", "high", SOFT, Kg.of(120), CLINIC),
    DoseLimit("L-weight-hard-low", "weight", "low", HARD, Kg.of(35), CLINIC),
    DoseLimit("L-weight-hard-high", "weight", "high", HARD, Kg.of(200), CLINIC),
)

# 120-220 cm, BMI 14-60: [D]
HEIGHT_LIMITS = (
    DoseLimit("L-height-soft-low", "height", "low", SOFT, Cm.of(120), CLINIC),
    DoseLimit("L-height-soft-high", "height", "high", SOFT, Cm.of(220), CLINIC),
)
BMI_LIMITS = (
    DoseLimit("L-bmi-soft-low", "bmi", "low", SOFT, KgPerM2.of(14), CLINIC),
    DoseLimit("L-bmi-soft-high", "bmi", "high", SOFT, KgPerM2.of(60), CLINIC),
)

BOLUS_LIMITS = (
    DoseLimit("L-bolus-hard-high", "bolus", "high", HARD, MgPerKg.of("0.35"), f"{COHEN}; {SCHWENK}", mark="S"),
    DoseLimit("L-bolus-time-hard-low", "bolus-time", "low", HARD, Minutes.of(10), CLINIC),
)

RATE_HARD_HIGH = DoseLimit(
    "L-rate-hard-high", "rate", "high", HARD, MgPerKgPerH.of("1.0"), f"{SCHWENK}; attended {COHEN}",
    attended=MgPerKgPerH.of("2.0"),
)  # fmt: skip

SHORT = Programme(
    id="A",
    name="short",
    version="2",
    enantiomer="racemic",
    concentrations={Decimal(1): False, Decimal(2): False, Decimal(10): True},  # [S85][S86]
    limits=(
        DoseLimit("L-start-soft-low", "start", "low", SOFT, MgPerKg.of("0.3"), TANKHA),
        DoseLimit("L-start-soft-high", "start", "high", SOFT, MgPerKg.of("0.5"), TANKHA),
        DoseLimit("L-rate-soft-low", "rate", "low", SOFT, MgPerKgPerH.of("0.25"), CLINIC),
        DoseLimit("L-rate-soft-high", "rate", "high", SOFT, MgPerKgPerH.of("0.8"), TANKHA),
        RATE_HARD_HIGH,
        DoseLimit("L-rate-absolute-soft-high", "rate", "high", SOFT, MgPerH.of(80), CLINIC),
        DoseLimit("L-rate-absolute-hard-high", "rate", "high", HARD, MgPerH.of(100), CLINIC),
        DoseLimit("L-total-soft-high", "total", "high", SOFT, MgPerKg.of("0.5"), TANKHA),
        DoseLimit("L-total-absolute-soft-high", "total", "high", SOFT, Mg.of(50), TANKHA),
        DoseLimit("L-total-hard-high", "total", "high", HARD, MgPerKg.of("1.0"), CLINIC),
        DoseLimit("L-total-absolute-hard-high", "total", "high", HARD, Mg.of(100), CLINIC),
        DoseLimit("L-total-soft-low", "least-total", "low", SOFT, MgPerKg.of("0.125"), TANKHA),  # a quarter of 0.5
        DoseLimit("L-cap-soft-low", "cap", "low", SOFT, MgPerKgPerH.of("0.1875"), TANKHA),  # a quarter of 0.75
        DoseLimit("L-cap-soft-high", "cap", "high", SOFT, MgPerH.of(80), CLINIC),
        DoseLimit("L-duration-soft-low", "duration", "low", SOFT, Minutes.of(40), TANKHA),
        DoseLimit("L-duration-hard-low", "duration", "low", HARD, Minutes.of(30), CLINIC),
        DoseLimit("L-duration-hard-high", "duration", "high", HARD, Minutes.of(90), CLINIC),
        DoseLimit("L-increase-soft-high", "increase", "high", SOFT, MgPerKg.of("0.1"), CLINIC),
        *BOLUS_LIMITS,
    ),
    step=RateStep(share=Decimal("0.25"), per_min=10),
    series_soft=6,  # five consecutive days [S7]
    series_hard=10,
    twelve_months_soft=12,  # [M], to be verified
)

EXTENDED = Programme(
    id="B",
    name="extended",
    version="2",
    enantiomer="racemic",
    concentrations={Decimal(1): False, Decimal(2): False},  # [S85][S86]
    limits=(
        DoseLimit("L-start-soft-low", "start", "low", SOFT, MgPerKgPerH.of("0.2"), REMA),
        DoseLimit("L-start-soft-high", "start", "high", SOFT, MgPerKgPerH.of("0.35"), SCHWARTZMAN),
        DoseLimit("L-rate-soft-low", "rate", "low", SOFT, MgPerKgPerH.of("0.1"), CLINIC),
        DoseLimit("L-rate-soft-high", "rate", "high", SOFT, MgPerKgPerH.of("0.6"), REMA),
        RATE_HARD_HIGH,
        DoseLimit("L-rate-absolute-soft-high", "rate", "high", SOFT, MgPerH.of(40), SCHEDULES),
        DoseLimit("L-rate-absolute-hard-high", "rate", "high", HARD, MgPerH.of(80), CLINIC),
        DoseLimit("L-total-soft-high", "total", "high", SOFT, MgPerKg.of("1.5"), SCHWARTZMAN),
        DoseLimit("L-total-absolute-soft-high", "total", "high", SOFT, Mg.of(100), SCHWARTZMAN),
        DoseLimit("L-total-hard-high", "total", "high", HARD, MgPerKg.of("3.0"), CLINIC),
        DoseLimit("L-total-absolute-hard-high", "total", "high", HARD, Mg.of(200), SCHEDULES),
        DoseLimit("L-total-soft-low", "least-total", "low", SOFT, MgPerKg.of("0.35"), SCHWARTZMAN),  # a quarter of 1.4
        DoseLimit("L-cap-soft-low", "cap", "low", SOFT, MgPerKgPerH.of("0.0875"), SCHWARTZMAN),  # a quarter of 0.35
        DoseLimit("L-cap-soft-high", "cap", "high", SOFT, MgPerH.of(40), SCHEDULES),
        DoseLimit("L-duration-soft-low", "duration", "low", SOFT, Minutes.of(120), COHEN),
        DoseLimit("L-duration-hard-low", "duration", "low", HARD, Minutes.of(90), CLINIC),
        DoseLimit("L-duration-hard-high", "duration", "high", HARD, Minutes.of(300), CLINIC),
        DoseLimit("L-increase-soft-high", "increase", "high", SOFT, MgPerKgPerH.of("0.1"), CLINIC),
        *BOLUS_LIMITS,
    ),
    step=RateStep(amount=MgPerKgPerH.of("0.1"), per_min=30),
    series_soft=None,
    series_hard=10,  # ten days [S12]
    twelve_months_soft=12,  # [M], to be verified
)

PROGRAMMES: Mapping[str, Programme] = {programme.id: programme for programme in (SHORT, EXTENDED)}


LEAST = Decimal("1e-9")

SUBJECTS = {
    "rate": "The rate of {measured}",
    "total": "The session's total of {measured}",
    "least-total": "The session's total of {measured}",
    "cap": "The cap of {measured}",
    "duration": "The duration of {measured}",
    "bolus": "The bolus of {measured}",
    "bolus-time": "The bolus over {measured}",
    "start": "A first visit's {measured}",
    "increase": "The increase of {measured} since the last visit",
    "weight": "The weight of {measured}",
    "height": "The height of {measured}",
    "bmi": "The body mass index of {measured}",
}


def tightest(limits: Iterable[DoseLimit], measured: Sequence[Quantity], *, attended: bool = False) -> list[Finding]:
    """The one finding on this subject, or none. Each limit looks at the measured amount in its own unit.

    `attended` says that an anaesthesia professional is in attendance.
    """
    fired = []
    for limit in limits:
        bound = limit.attended if attended and limit.attended is not None else limit.value
        amount = next((amount.settled for amount in measured if type(amount) is type(bound)), None)
        if amount is not None and _beyond(limit, amount, bound.value):
            fired.append((limit.level is Level.STOP, _factor(amount, bound.value), limit, amount, bound))
    if not fired:
        return []
    _, _, limit, amount, bound = max(fired, key=lambda one: one[:2])
    return [_finding(limit, type(bound)(amount), bound)]


def _beyond(limit: DoseLimit, amount: Decimal, bound: Decimal) -> bool:
    return amount > bound if limit.side == "high" else amount < bound


def _factor(amount: Decimal, bound: Decimal) -> Decimal:
    larger, smaller = max(amount, bound), min(amount, bound)
    return larger / max(smaller, LEAST)


def _finding(limit: DoseLimit, amount: Quantity, bound: Quantity) -> Finding:
    hard, high = limit.level is Level.STOP, limit.side == "high"
    within = "Enter {limit} or " + ("less" if high else "more")
    return Finding(
        limit.id,
        limit.level,
        f"{SUBJECTS[limit.about]} is {'above' if high else 'below'} the {'hard' if hard else 'soft'} limit "
        "of {limit}.",
        f"{within}." if hard else f"{within}, or a physician records the reason.",
        source=limit.source,
        mark=limit.mark,
        inputs={"measured": str(amount), "limit": str(bound)},
    )
