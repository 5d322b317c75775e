"""A signed order as the pathway knows it."""

from decimal import Decimal

from ebb.clinic.plan.models import Order
from ebb.pathway import orders
from ebb.pathway.orders import DoseCalculation, calculate_dose
from ebb.pathway.programmes import PROGRAMMES, Programme


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
