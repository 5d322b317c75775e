"""Whether what is set at the pump is what was ordered and what two people checked.

Hazard: the check says 60 mL/h, the start says 600.
"""

from decimal import Decimal

from ebb.pathway.events import ContainerChanged, InfusionStarted
from ebb.pathway.findings import Finding, Level
from ebb.pathway.orders import Order, calculate_dose, delivered_dose, same_rate
from ebb.pathway.quantities import shown
from ebb.pathway.second_check import Agreement

SOURCE = "forward and backward agree within 1 %, clinical reference 2.3"


def judge_as_checked(set_up: InfusionStarted | ContainerChanged, agreement: Agreement) -> list[Finding]:
    """What differs between the pump as it is to run and the container as two people checked it."""
    checked = agreement.expected
    pairs = [
        (
            "C-set-container",
            "container",
            set_up.container,
            agreement.container,
            set_up.container == agreement.container,
        ),
        _numbers("concentration", set_up.concentration_mg_per_ml, checked.concentration_mg_per_ml, "mg/mL"),
        _numbers("rate", set_up.rate_ml_per_h, checked.rate_ml_per_h, "mL/h"),
    ]
    return [
        Finding(
            id=id,
            level=Level.STOP,
            reason=f"The {name} at the pump is {{found}}; two people checked {{checked}}.",
            clears_when="Set the pump as it was checked, or check again, blind.",
            source=SOURCE,
            mark="D",
            inputs={"found": found, "checked": right},
        )
        for id, name, found, right, same in pairs
        if not same
    ]


def judge_as_ordered(
    order: Order, *, rate_ml_per_h: Decimal, concentration_mg_per_ml: Decimal, weight_kg: Decimal
) -> list[Finding]:
    """Whether a pump rate is the order's own within 1 %. Below it is remarked on; above it is refused.

    `weight_kg` is the dosing weight.
    """
    back = delivered_dose(rate_ml_per_h, concentration_mg_per_ml, weight_kg)
    ordered = calculate_dose(order, weight_kg, concentration_mg_per_ml).mg_per_kg_per_h
    found = back.mg_per_kg_per_h
    if same_rate(found, ordered):
        return []
    above = found > ordered
    return [
        Finding(
            id="O-rate-above" if above else "O-rate-below",
            level=Level.STOP if above else Level.CAUTION,
            reason="{set} gives {found} mg/kg/h, "
            + ("more" if above else "less")
            + " than the {ordered} mg/kg/h ordered.",
            clears_when="Set {right} mL/h.",
            source=SOURCE,
            mark="D",
            inputs={
                "set": f"{shown(rate_ml_per_h)} mL/h",
                "found": shown(found),
                "ordered": shown(ordered),
                "right": shown(calculate_dose(order, weight_kg, concentration_mg_per_ml).ml_per_h),
            },
        )
    ]


def _numbers(name: str, found: Decimal, checked: Decimal, unit: str) -> tuple[str, str, str, str, bool]:
    return f"C-set-{name}", name, f"{shown(found)} {unit}", f"{shown(checked)} {unit}", same_rate(found, checked)
