"""From an order to what the pump must show, and back again.

A name that ends in a unit holds a plain Decimal in that unit; the arithmetic between is done in quantities.
All doses are racemic ketamine base (clinical reference 2.1, label strengths [S3]).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ebb.pathway.quantities import Hours, Kg, Mg, MgPerH, MgPerKg, MgPerKgPerH, MgPerMl, Minutes, MlPerH

WEIGHT_AT_BMI = Decimal(30)  # [D]: no cliff at BMI 30
ARITHMETIC_MG = Mg.of("0.01")  # [D]: order, rate and volume agree to 0.01 mg
RATE_SHARE = Decimal("0.01")  # [D]: forward and backward agree within 1 %


class OrderError(ValueError):
    """The order does not say one clear thing."""


class WeightRule(StrEnum):
    """Which weight the dose is calculated on. Anything but the smaller one needs the prescriber's reason [D]."""

    SMALLER = "the smaller of actual weight and 30 × height²"
    ACTUAL = "actual weight"


@dataclass(frozen=True, kw_only=True)
class Order:
    """A signed drug order: a dose per kilogram over a time, or a rate per kilogram for a time."""

    programme: str
    duration_min: Decimal | int
    dose_mg_per_kg: Decimal | None = None
    rate_mg_per_kg_per_h: Decimal | None = None
    cap_mg_per_h: Decimal | None = None
    weight_rule: WeightRule = WeightRule.SMALLER
    weight_reason: str = ""
    enantiomer: str = "racemic"

    def __post_init__(self) -> None:
        if (self.dose_mg_per_kg is None) == (self.rate_mg_per_kg_per_h is None):
            raise OrderError("Give either a dose in mg/kg or a rate in mg/kg/h, and not both.")
        if self.weight_rule is not WeightRule.SMALLER and not self.weight_reason.strip():
            raise OrderError(f"Say why the dose is reckoned on {self.weight_rule.value}.")
        for number in (self.duration_min, self.dose_mg_per_kg, self.rate_mg_per_kg_per_h, self.cap_mg_per_h):
            if number is not None and not (Decimal(number).is_finite() and number > 0):
                raise OrderError(f"{number} cannot be ordered: dose, rate, duration and cap are all more than zero.")

    @property
    def rate(self) -> MgPerKgPerH:
        """The rate per kilogram as written, before any cap."""
        if self.rate_mg_per_kg_per_h is not None:
            return MgPerKgPerH.of(self.rate_mg_per_kg_per_h)
        return self.dose / self.duration

    @property
    def dose(self) -> MgPerKg:
        """The whole dose per kilogram as written, before any cap."""
        if self.dose_mg_per_kg is not None:
            return MgPerKg.of(self.dose_mg_per_kg)
        return self.rate * self.duration

    @property
    def duration(self) -> Hours:
        return Minutes.of(self.duration_min).hours


@dataclass(frozen=True, kw_only=True)
class DoseCalculation:
    """What an order comes to for one patient and one solution. `capped_from_mg` is the total the cap cut down."""

    total_mg: Decimal
    mg_per_h: Decimal
    ml_per_h: Decimal
    volume_ml: Decimal
    mg_per_kg_per_h: Decimal
    mg_per_kg: Decimal
    duration_min: Decimal
    capped_from_mg: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class DeliveredDose:
    """What a pump's mL/h means for the patient, and what it gives in the time if one was said."""

    mg_per_h: Decimal
    mg_per_kg_per_h: Decimal
    total_mg: Decimal | None = None


def dosing_weight_kg(
    weight_kg: Decimal, height_cm: Decimal | int | None, rule: WeightRule = WeightRule.SMALLER
) -> Decimal:
    """The weight to dose by. Raises OrderError when the height the default rule needs is unknown."""
    actual = Kg.of(weight_kg)
    if rule is WeightRule.ACTUAL:
        return actual.value
    if height_cm is None or height_cm <= 0:
        raise OrderError("Measure the height: the dosing weight is the smaller of actual weight and 30 × height².")
    height_m = Decimal(height_cm) / 100
    return min(actual.value, WEIGHT_AT_BMI * height_m * height_m)


def calculate_dose(order: Order, weight_kg: Decimal, concentration_mg_per_ml: Decimal) -> DoseCalculation:
    """Forward: what this order comes to. `weight_kg` is the dosing weight (see `dosing_weight_kg`)."""
    weight, concentration = Kg.of(weight_kg), MgPerMl.of(concentration_mg_per_ml)
    total, rate, capped_from = order.dose * weight, order.rate * weight, None
    cap = None if order.cap_mg_per_h is None else MgPerH.of(order.cap_mg_per_h)
    if cap is not None and rate > cap:
        total, rate, capped_from = cap * order.duration, cap, total
    return DoseCalculation(
        total_mg=total.settled,
        mg_per_h=rate.settled,
        ml_per_h=(rate / concentration).settled,
        volume_ml=(total / concentration).settled,
        mg_per_kg_per_h=(rate / weight).settled,
        mg_per_kg=(total / weight).settled,
        duration_min=order.duration.minutes.settled,
        capped_from_mg=capped_from.settled if capped_from else None,
    )


def delivered_dose(
    ml_per_h: Decimal,
    concentration_mg_per_ml: Decimal,
    weight_kg: Decimal,
    duration_min: Decimal | int | None = None,
) -> DeliveredDose:
    """DeliveredDose: what a pump set to `ml_per_h` gives this patient."""
    rate = MgPerMl.of(concentration_mg_per_ml) * MlPerH.of(ml_per_h)
    total = None if duration_min is None else rate * Minutes.of(duration_min).hours
    return DeliveredDose(
        mg_per_h=rate.settled,
        mg_per_kg_per_h=(rate / Kg.of(weight_kg)).settled,
        total_mg=total.settled if total else None,
    )


def same_rate(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers of one kind agree within 1 % of the larger."""
    return abs(one - other) <= RATE_SHARE * max(abs(one), abs(other))
