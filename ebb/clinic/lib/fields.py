"""Number fields that read a number as people write it.

Python reads `7_0` as 70. Nobody means that: it is a slip of the finger beside 7.0, and ten times as much.
"""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError


class _AsWritten(forms.Field):
    def to_python(self, value: object) -> Decimal | float | int | None:
        if isinstance(value, str) and "_" in value:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DecimalField(_AsWritten, forms.DecimalField):
    """A decimal number."""


class FloatField(_AsWritten, forms.FloatField):
    """A number that is not calculated to the last digit."""


class IntegerField(_AsWritten, forms.IntegerField):
    """A whole number."""
