from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from ebb.clinic.lib.fields import DecimalField, FloatField, IntegerField


@pytest.mark.parametrize(
    "field", [DecimalField(), FloatField(), IntegerField()], ids=lambda field: type(field).__name__
)
def test_a_slip_of_the_finger_is_no_number(field):
    with pytest.raises(ValidationError):
        field.clean("7_0")


def test_what_people_write_is_read():
    assert DecimalField().clean("7.0") == Decimal("7.0")
    assert FloatField().clean("36.6") == 36.6
    assert IntegerField().clean("40") == 40
