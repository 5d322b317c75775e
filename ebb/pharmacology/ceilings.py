"""Above these, an amount is taken for an error of typing, not for an order."""

import numpy as np
from numpy.typing import NDArray

from ebb.pharmacology.errors import AmountError
from ebb.pharmacology.people import Array
from ebb.pharmacology.values import Value

RATE_CEILING = Value(
    5.0,
    "mg/kg/h",
    "far below the label's induction rate of 0.5 mg/kg/min, far above any for pain; US label, Ketalar",
    "D",
)
BOLUS_CEILING = Value(4.5, "mg/kg", "largest single induction dose of the US label, Ketalar", "D")


def refuse_above_ceilings(bolus_mg: Array, rate_mg_per_min: Array, starts_min: Array, weight_kg: Array) -> None:
    """Refuse any bolus or total rate above its ceiling.

    bolus_mg, rate_mg_per_min: shape (p, e). starts_min: shape (e,). weight_kg: shape (p,).
    Raises AmountError with the amount, the weight and the ceiling.
    Source: RATE_CEILING and BOLUS_CEILING.
    """
    _refuse("bolus", "mg", bolus_mg, bolus_mg / weight_kg[:, None], BOLUS_CEILING, starts_min, weight_kg)
    mg_per_h = 60.0 * rate_mg_per_min
    _refuse("rate", "mg/h", mg_per_h, mg_per_h / weight_kg[:, None], RATE_CEILING, starts_min, weight_kg)


def _refuse(
    kind: str, unit: str, given: Array, per_kg: Array, ceiling: Value, starts_min: Array, weight_kg: Array
) -> None:
    above: NDArray[np.bool_] = per_kg > ceiling.x * (1 + 1e-12)
    if above.any():
        person, event = (int(i) for i in np.argwhere(above)[0])
        raise AmountError(
            f"{kind} of {given[person, event]:.6g} {unit} at {starts_min[event]:g} min is {per_kg[person, event]:.3g} "
            f"{ceiling.unit} for {weight_kg[person]:g} kg; the ceiling is {ceiling.x:g} {ceiling.unit}, check the unit"
        )
