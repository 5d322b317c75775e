"""Amounts, rates and instants as a clinic writes them: a number with its unit."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from ebb.pharmacology.errors import AmountError, PharmacologyError, RegimenError, TimesError, UnitError
from ebb.pharmacology.people import Array


@dataclass(frozen=True, slots=True)
class Unit:
    """`times / per` of mg, mg/min or min go into one of this unit; `per_kg` if it counts by body weight."""

    times: float = 1.0
    per: float = 1.0
    per_kg: bool = False


DOSE_UNITS: Mapping[str, Unit] = {"mg": Unit(), "mg/kg": Unit(per_kg=True)}
RATE_UNITS: Mapping[str, Unit] = {
    "mg/min": Unit(),
    "mg/h": Unit(per=60.0),
    "mg/kg/h": Unit(per=60.0, per_kg=True),
    "ug/kg/min": Unit(per=1000.0, per_kg=True),
}
TIME_UNITS: Mapping[str, Unit] = {"s": Unit(per=60.0), "min": Unit(), "h": Unit(times=60.0)}

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?(?:nan|inf)"
_QUANTITY = re.compile(rf"\s*(?P<number>{NUMBER})\s*(?P<unit>[^\s\d.+-]\S*)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberWithUnit:
    """A number and its unit, printed back as `12 mg/h`.

    Raises UnitError for a unit it cannot have, and its own ERROR for a number below 0 or none at all.
    """

    number: float
    unit: str

    KIND: ClassVar[str]
    UNITS: ClassVar[Mapping[str, Unit]]
    ERROR: ClassVar[type[PharmacologyError]] = AmountError

    def __post_init__(self) -> None:
        if self.unit not in self.UNITS:
            raise UnitError(f"{self.KIND} {self} has the unit {self.unit!r}; a {self.KIND} is in {self._unit_list()}")
        if not (math.isfinite(self.number) and self.number >= 0):
            raise self.ERROR(f"{self.KIND} {self} is impossible; it must be a number, 0 {self.unit} or more")

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `10 mg`, `0.2 mg/kg/h`, `40 min`. Raises UnitError, RegimenError or ERROR with what would be right."""
        text = str(text)  # a bare number may come in, and is refused like any amount without a unit
        found = _QUANTITY.fullmatch(text)
        if not found:
            example = f"'10 {next(iter(cls.UNITS))}'"
            raise RegimenError(f"{cls.KIND} {text.strip()!r} is not a number with a unit; write one like {example}")
        if not found["unit"]:
            raise UnitError(f"{cls.KIND} {text.strip()!r} has no unit; write {cls._unit_list()}")
        return cls(float(found["number"]), found["unit"])

    def __str__(self) -> str:
        """The shortest text that reads back as the same, without a needless `.0`."""
        return f"{repr(float(self.number)).removesuffix('.0')} {self.unit}"

    def _in_base_unit(self, weight_kg: Array) -> Array:
        unit = self.UNITS[self.unit]
        amount = self.number * unit.times / unit.per
        return amount * weight_kg if unit.per_kg else amount + 0.0 * weight_kg

    @classmethod
    def _unit_list(cls) -> str:
        *names, last = cls.UNITS
        return f"{', '.join(names)} or {last}"


@dataclass(frozen=True, slots=True)
class Dose(NumberWithUnit):
    """An amount given at once, in mg or mg/kg."""

    KIND = "dose"
    UNITS = DOSE_UNITS

    def mg(self, weight_kg: Array) -> Array:
        """Milligrams for people of `weight_kg`, shape (p,); returns shape (p,)."""
        return self._in_base_unit(weight_kg)


@dataclass(frozen=True, slots=True)
class DoseRate(NumberWithUnit):
    """An amount per time, in mg/min, mg/h, mg/kg/h or ug/kg/min."""

    KIND = "rate"
    UNITS = RATE_UNITS

    def mg_per_min(self, weight_kg: Array) -> Array:
        """Milligrams a minute for people of `weight_kg`, shape (p,); returns shape (p,)."""
        return self._in_base_unit(weight_kg)


@dataclass(frozen=True, slots=True)
class TimePoint(NumberWithUnit):
    """A time since the start, in s, min or h."""

    KIND = "time"
    UNITS = TIME_UNITS
    ERROR = TimesError

    @property
    def minutes(self) -> float:
        """The same in minutes."""
        unit = TIME_UNITS[self.unit]
        return self.number * unit.times / unit.per
