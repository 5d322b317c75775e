"""Amounts, rates and instants as a clinic writes them: a number with its unit."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

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
class Quantity:
    """A number and its unit, printed back as `12 mg/h`."""

    number: float
    unit: str

    def __str__(self) -> str:
        return f"{plain(self.number)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Dose(Quantity):
    """An amount given at once, in mg or mg/kg."""

    def __post_init__(self) -> None:
        _check("dose", self, DOSE_UNITS, AmountError)

    def mg(self, weight_kg: Array) -> Array:
        """Milligrams for people of `weight_kg`, shape (p,); returns shape (p,)."""
        return _for_weight(self, DOSE_UNITS[self.unit], weight_kg)


@dataclass(frozen=True, slots=True)
class Rate(Quantity):
    """An amount per time, in mg/min, mg/h, mg/kg/h or ug/kg/min."""

    def __post_init__(self) -> None:
        _check("rate", self, RATE_UNITS, AmountError)

    def mg_per_min(self, weight_kg: Array) -> Array:
        """Milligrams a minute for people of `weight_kg`, shape (p,); returns shape (p,)."""
        return _for_weight(self, RATE_UNITS[self.unit], weight_kg)


@dataclass(frozen=True, slots=True)
class Instant(Quantity):
    """A time since the start, in s, min or h."""

    def __post_init__(self) -> None:
        _check("time", self, TIME_UNITS, TimesError)

    @property
    def minutes(self) -> float:
        """The same instant in minutes."""
        unit = TIME_UNITS[self.unit]
        return self.number * unit.times / unit.per


def read_dose(text: str) -> Dose:
    """Read `10 mg` or `0.1 mg/kg`. Raises UnitError, AmountError or RegimenError with what would be right."""
    return Dose(*_read("dose", text, DOSE_UNITS))


def read_rate(text: str) -> Rate:
    """Read `12 mg/h`, `0.2 mg/kg/h` and the like. Raises UnitError, AmountError or RegimenError."""
    return Rate(*_read("rate", text, RATE_UNITS))


def read_instant(text: str) -> Instant:
    """Read `40 min`, `4 h` or `30 s`. Raises UnitError, TimesError or RegimenError."""
    return Instant(*_read("time", text, TIME_UNITS))


def plain(number: float) -> str:
    """The shortest text that reads back as the same number, without a needless `.0`."""
    return repr(float(number)).removesuffix(".0")


def _read(kind: str, text: str, units: Mapping[str, Unit]) -> tuple[float, str]:
    text = str(text)  # a bare number may come in, and is refused like any amount without a unit
    found = _QUANTITY.fullmatch(text)
    if not found:
        raise RegimenError(f"{kind} {text.strip()!r} is not a number with a unit; write one like {_example(units)}")
    if not found["unit"]:
        raise UnitError(f"{kind} {text.strip()!r} has no unit; write {_listed(units)}")
    return float(found["number"]), found["unit"]


def _check(kind: str, given: Quantity, units: Mapping[str, Unit], error: type[PharmacologyError]) -> None:
    if given.unit not in units:
        raise UnitError(f"{kind} {given} has the unit {given.unit!r}; a {kind} is in {_listed(units)}")
    if not (math.isfinite(given.number) and given.number >= 0):
        raise error(f"{kind} {given} is impossible; it must be a number, 0 {given.unit} or more")


def _for_weight(given: Quantity, unit: Unit, weight_kg: Array) -> Array:
    amount = given.number * unit.times / unit.per
    return amount * weight_kg if unit.per_kg else amount + 0.0 * weight_kg


def _listed(units: Mapping[str, Unit]) -> str:
    *names, last = units
    return f"{', '.join(names)} or {last}"


def _example(units: Mapping[str, Unit]) -> str:
    return f"'10 {next(iter(units))}'"
