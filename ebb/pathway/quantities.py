"""Numbers that carry their unit.

Adding milligrams to millilitres, or asking which is more, is a type error for mypy and at run time. Only the products
and quotients that follow from the table at the end exist. No amount here is negative, NaN or infinite.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self, overload


class QuantityError(ValueError):
    """The number cannot be the amount it was said to be."""


@dataclass(frozen=True)
class Quantity:
    """One amount in one unit. `value` is the bare Decimal in that unit."""

    value: Decimal

    unit: ClassVar[str]
    may_be_zero: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{type(self).__name__} takes a Decimal, not {type(self.value).__name__}.")
        if not self.value.is_finite():
            raise QuantityError(f"{self.value} is not an amount in {self.unit}.")
        if self.value < 0:
            raise QuantityError(f"{self.value} {self.unit} cannot be: an amount is never below zero.")
        if self.value == 0 and not self.may_be_zero:
            raise QuantityError(f"0 {self.unit} cannot be: it must be more than nothing.")

    @classmethod
    def of(cls, number: Decimal | int | str) -> Self:
        """The bare number taken in this unit. A float is refused: it has already lost its last digits."""
        if isinstance(number, bool | float):
            raise TypeError(f"{number!r} is not a number in {cls.unit}; give text, an int or a Decimal.")
        return cls(Decimal(number))

    @property
    def settled(self) -> Decimal:
        """The bare number to nine decimals: what division leaves in the last digits is dust, not drug."""
        return Decimal(f"{self.value:.9f}".rstrip("0").rstrip("."))

    def times(self, factor: Decimal | int) -> Self:
        """The same kind of amount, scaled by a bare number."""
        return type(self)(self.value * factor)

    def ratio(self, other: Self) -> Decimal:
        """How many times `other` goes into this amount."""
        return self.value / self._like(other)

    def above(self, other: Self) -> Self:
        """How far this amount exceeds `other`; zero when it does not."""
        return type(self)(max(self.value - self._like(other), Decimal(0)))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.value + self._like(other))

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.value - self._like(other))

    def __lt__(self, other: Self) -> bool:
        return self.value < self._like(other)

    def __le__(self, other: Self) -> bool:
        return self.value <= self._like(other)

    def __gt__(self, other: Self) -> bool:
        return self.value > self._like(other)

    def __ge__(self, other: Self) -> bool:
        return self.value >= self._like(other)

    def __str__(self) -> str:
        return f"{shown(self.value)} {self.unit}"

    def _like(self, other: Self) -> Decimal:
        if type(other) is not type(self):
            raise TypeError(f"{_unit(self)} does not go with {_unit(other)}.")
        return other.value


class Kg(Quantity):
    unit = "kg"
    may_be_zero = False


class Cm(Quantity):
    unit = "cm"
    may_be_zero = False


class KgPerM2(Quantity):
    unit = "kg/m²"


class Hours(Quantity):
    unit = "h"

    @property
    def minutes(self) -> "Minutes":
        return Minutes(self.value * 60)


class Minutes(Quantity):
    unit = "min"

    @property
    def hours(self) -> Hours:
        return Hours(self.value / 60)


class Ml(Quantity):
    unit = "mL"

    @overload
    def __truediv__(self, other: Hours) -> "MlPerH": ...
    @overload
    def __truediv__(self, other: "MlPerH") -> Hours: ...
    def __truediv__(self, other: Any) -> Any:
        return _quotient(self, other)


class MlPerH(Quantity):
    unit = "mL/h"

    def __mul__(self, other: Hours) -> Ml:
        made: Ml = _product(self, other)
        return made


class Mg(Quantity):
    unit = "mg"

    @overload
    def __truediv__(self, other: Kg) -> "MgPerKg": ...
    @overload
    def __truediv__(self, other: "MgPerKg") -> Kg: ...
    @overload
    def __truediv__(self, other: Hours) -> "MgPerH": ...
    @overload
    def __truediv__(self, other: "MgPerH") -> Hours: ...
    @overload
    def __truediv__(self, other: Ml) -> "MgPerMl": ...
    @overload
    def __truediv__(self, other: "MgPerMl") -> Ml: ...
    def __truediv__(self, other: Any) -> Any:
        return _quotient(self, other)


class MgPerMl(Quantity):
    unit = "mg/mL"
    may_be_zero = False

    @overload
    def __mul__(self, other: Ml) -> Mg: ...
    @overload
    def __mul__(self, other: MlPerH) -> "MgPerH": ...
    def __mul__(self, other: Any) -> Any:
        return _product(self, other)


class MgPerKg(Quantity):
    unit = "mg/kg"

    def __mul__(self, other: Kg) -> Mg:
        made: Mg = _product(self, other)
        return made

    @overload
    def __truediv__(self, other: Hours) -> "MgPerKgPerH": ...
    @overload
    def __truediv__(self, other: "MgPerKgPerH") -> Hours: ...
    def __truediv__(self, other: Any) -> Any:
        return _quotient(self, other)


class MgPerH(Quantity):
    unit = "mg/h"

    def __mul__(self, other: Hours) -> Mg:
        made: Mg = _product(self, other)
        return made

    @overload
    def __truediv__(self, other: Kg) -> "MgPerKgPerH": ...
    @overload
    def __truediv__(self, other: "MgPerKgPerH") -> Kg: ...
    @overload
    def __truediv__(self, other: MlPerH) -> MgPerMl: ...
    @overload
    def __truediv__(self, other: MgPerMl) -> MlPerH: ...
    def __truediv__(self, other: Any) -> Any:
        return _quotient(self, other)


class MgPerKgPerH(Quantity):
    unit = "mg/kg/h"

    @overload
    def __mul__(self, other: Kg) -> MgPerH: ...
    @overload
    def __mul__(self, other: Hours) -> MgPerKg: ...
    def __mul__(self, other: Any) -> Any:
        return _product(self, other)


# Left times right gives the third; the quotients follow.
PRODUCTS: dict[tuple[type, type], type[Quantity]] = {
    (MgPerKg, Kg): Mg,
    (MgPerKgPerH, Kg): MgPerH,
    (MgPerKgPerH, Hours): MgPerKg,
    (MgPerH, Hours): Mg,
    (MgPerMl, Ml): Mg,
    (MgPerMl, MlPerH): MgPerH,
    (MlPerH, Hours): Ml,
}
QUOTIENTS: dict[tuple[type, type], type[Quantity]] = {
    (product, right): left for (left, right), product in PRODUCTS.items()
}
QUOTIENTS |= {(product, left): right for (left, right), product in PRODUCTS.items()}


def shown(number: Decimal) -> str:
    """A number as a person writes it: at most four decimals, no exponent, no trailing zeros."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _product(left: Quantity, right: object) -> Any:
    kind = PRODUCTS.get((type(left), type(right)))
    return kind(left.value * right.value) if kind and isinstance(right, Quantity) else NotImplemented


def _quotient(left: Quantity, right: object) -> Any:
    kind = QUOTIENTS.get((type(left), type(right)))
    return kind(left.value / right.value) if kind and isinstance(right, Quantity) else NotImplemented


def _unit(thing: object) -> str:
    return thing.unit if isinstance(thing, Quantity) else type(thing).__name__
