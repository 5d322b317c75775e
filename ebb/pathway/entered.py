"""Amounts as people type them: a number and its unit, or a refusal that says what would be right.

Hazards met here: a weight in pounds taken as kilograms, a comma read as a thousand, a unit nobody said.
"""

import re
from decimal import Decimal
from typing import TypeVar

from ebb.pathway.quantities import (
    Hours,
    Kg,
    Mg,
    MgPerH,
    MgPerKg,
    MgPerKgPerH,
    MgPerMl,
    Minutes,
    Ml,
    MlPerH,
    Quantity,
    QuantityError,
)

NUMBER_AND_UNIT = re.compile(r"\s*(?P<number>-?\d{1,12}(?:\.\d{1,12})?)\s*(?P<unit>[^\d\s.,-].*?)?\s*")
ONE = Decimal(1)

# The international avoirdupois pound is 0.45359237 kg by definition; 1 mg/kg/h is 16.67 µg/kg/min (section 2.1).
UNITS: dict[str, tuple[type[Quantity], Decimal]] = {
    "kg": (Kg, ONE),
    "lb": (Kg, Decimal("0.45359237")),
    "lbs": (Kg, Decimal("0.45359237")),
    "mg": (Mg, ONE),
    "ml": (Ml, ONE),
    "mg/ml": (MgPerMl, ONE),
    "mg/kg": (MgPerKg, ONE),
    "mg/h": (MgPerH, ONE),
    "mg/kg/h": (MgPerKgPerH, ONE),
    "mcg/kg/min": (MgPerKgPerH, Decimal("0.06")),
    "\u03bcg/kg/min": (MgPerKgPerH, Decimal("0.06")),
    "ml/h": (MlPerH, ONE),
    "h": (Hours, ONE),
    "min": (Minutes, ONE),
}

Q = TypeVar("Q", bound=Quantity)


class Unreadable(QuantityError):
    """The text is not a number with a unit, or its unit measures something else."""


def read(text: str, kind: type[Q]) -> Q:
    """The amount that was typed, in the unit of `kind`: "176 lb" read as Kg is 79.8 kg, a bare "176" is refused."""
    found = NUMBER_AND_UNIT.fullmatch(text)
    if found is None:
        raise Unreadable(f"“{text.strip()}” is not a number with a unit. Write it like 0.5 {kind.unit}, with a point.")
    if found["unit"] is None:
        raise Unreadable(f"“{text.strip()}” has no unit. Say which, for example {text.strip()} {kind.unit}.")
    unit = _spelling(found["unit"])
    meant, factor = UNITS.get(unit, (Quantity, ONE))
    if meant is not kind:
        raise Unreadable(f"“{found['unit']}” is not a unit in which {kind.unit} can be entered.")
    return kind(Decimal(found["number"]) * factor)


def read_weight(text: str) -> Kg:
    """A body weight with its unit said, kg or lb."""
    return read(text, Kg)


def _spelling(unit: str) -> str:
    """One spelling for the ways a unit is written: "mg / kg / hr" and "MG/KG/H" are the same."""
    plain = re.sub(r"\s+", "", unit).casefold()
    return re.sub(r"\bhr$", "h", plain)
