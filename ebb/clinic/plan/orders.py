"""An order before and after it is signed: what it comes to, both ways, and every limit a draft breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from ebb.clinic.plan.models import Order
from ebb.pathway import orders
from ebb.pathway.findings import Finding, by_force
from ebb.pathway.limits import judge_order, judge_series, judge_weight
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
    first_visit: bool = True

    @property
    def under(self) -> Programme:
        return PROGRAMMES[self.programme]

    @property
    def weight_rule(self) -> WeightRule:
        return WeightRule.ACTUAL if self.weight_reason.strip() else WeightRule.SMALLER

    def order(self) -> orders.Order:
        """Raises OrderError when it does not say one clear thing."""
        return orders.Order(
            programme=self.programme,
            duration_min=self.duration_min,
            dose_mg_per_kg=self.dose_mg_per_kg,
            rate_mg_per_kg_per_h=self.rate_mg_per_kg_per_h,
            cap_mg_per_h=self.cap_mg_per_h,
            weight_rule=self.weight_rule,
            weight_reason=self.weight_reason,
            enantiomer=self.under.enantiomer,
        )

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


def judge(
    draft: Draft, *, on: date, last_weight_kg: Decimal | None = None, last: orders.Order | None = None
) -> list[Finding]:
    """Every limit the draft breaks, the most forceful first. Raises OrderError and QuantityError.

    `last_weight_kg` is the weight known before, `last` the order of the plan before unless this is a first visit.
    """
    found = judge_weight(draft.weight_kg, last_weight_kg)
    found += judge_order(
        draft.order(),
        weight_kg=draft.dosing_weight(),
        first_visit=draft.first_visit,
        last=None if draft.first_visit else last,
    )
    found += judge_series(draft.under, on=on + timedelta(days=draft.infusions), series=_days(draft.infusions - 1, on))
    return by_force(found)


def _days(count: int, on: date) -> Sequence[date]:
    """The earliest days the infusions before the last could be given on: one a day."""
    return [on + timedelta(days=number) for number in range(count)]


def programme_of(order: Order) -> Programme:
    """The programme the order was signed under."""
    return PROGRAMMES[order.programme]


def as_ordered(order: Order) -> orders.Order:
    """The order as the pathway takes it; its weight is the dosing weight the prescriber signed."""
    return orders.Order(
        programme=order.programme,
        duration_min=order.duration_min,
        dose_mg_per_kg=order.dose_mg_per_kg,
        rate_mg_per_kg_per_h=order.rate_mg_per_kg_per_h,
        cap_mg_per_h=order.cap_mg_per_h,
        enantiomer=order.enantiomer,
    )


def calculated_dose(order: Order, concentration_mg_per_ml: Decimal = Decimal(1)) -> DoseCalculation:
    """What the order comes to at this strength; milligrams do not depend on it."""
    return calculate_dose(as_ordered(order), order.weight_kg, concentration_mg_per_ml)
