"""An order before and after it is signed: what it comes to, both ways, and every limit a draft breaks."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from ebb.clinic.plan.models import Order
from ebb.pathway import orders
from ebb.pathway.orders import (
    DeliveredDose,
    DoseCalculation,
    WeightRule,
    calculate_dose,
    delivered_dose,
    dosing_weight_kg,
)
from ebb.pathway.programmes import PROGRAMMES, Programme

HUNDRED_GRAMS = Decimal("0.1")
ORDERED = (
    "programme", "duration_min", "dose_mg_per_kg", "rate_mg_per_kg_per_h", "cap_mg_per_h", "enantiomer",
)  # fmt: skip
BAGS_MG_PER_ML = (Decimal(1), Decimal(2))  # the described dilutions [S85][S86]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the prescriber typed. `weight_reason` is why the dose is calculated on the actual weight, else empty."""

    programme: str
    infusions: int
    duration_min: int
    weight_kg: Decimal
    height_cm: Decimal | None
    dose_mg_per_kg: Decimal | None = None
    rate_mg_per_kg_per_h: Decimal | None = None
    cap_mg_per_h: Decimal | None = None
    weight_reason: str = ""

    @property
    def rules(self) -> Programme:
        return PROGRAMMES[self.programme]

    @property
    def enantiomer(self) -> str:
        return self.rules.enantiomer

    @property
    def weight_rule(self) -> WeightRule:
        return WeightRule.ACTUAL if self.weight_reason.strip() else WeightRule.SMALLER

    def order(self) -> orders.Order:
        """Raises OrderError when it does not say one clear thing."""
        return as_ordered(self, weight_rule=self.weight_rule, weight_reason=self.weight_reason)

    def dosing_weight(self) -> Decimal:
        """In kg, rounded down to 100 g as it will be signed. Raises OrderError and QuantityError."""
        return dosing_weight_kg(self.weight_kg, self.height_cm, self.weight_rule).quantize(HUNDRED_GRAMS, ROUND_DOWN)


@dataclass(frozen=True)
class BagOption:
    """One bag: from the order to the pump, and from the pump back to the patient."""

    concentration_mg_per_ml: Decimal
    forward: DoseCalculation
    back: DeliveredDose


def bag_options(draft: Draft) -> list[BagOption]:
    """What the order comes to at each strength of bag. Raises OrderError and QuantityError."""
    order, weight = draft.order(), draft.dosing_weight()
    found = []
    for strength in BAGS_MG_PER_ML:
        forward = calculate_dose(order, weight, strength)
        back = delivered_dose(forward.ml_per_h, strength, weight, draft.duration_min)
        found.append(BagOption(strength, forward, back))
    return found


def programme_of(order: Order) -> Programme:
    """The programme the order was signed under."""
    return PROGRAMMES[order.programme]


def as_ordered(order: Order | Draft, **weight: object) -> orders.Order:
    """The order as the pathway takes it; of a signed one, the weight is the dosing weight the prescriber signed."""
    return orders.Order(**{name: getattr(order, name) for name in ORDERED}, **weight)


def calculated_dose(order: Order, concentration_mg_per_ml: Decimal = Decimal(1)) -> DoseCalculation:
    """What the order comes to at this strength; milligrams do not depend on it."""
    return calculate_dose(as_ordered(order), order.weight_kg, concentration_mg_per_ml)
