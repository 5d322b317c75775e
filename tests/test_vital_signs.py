"""The columns of monitors, of stored messages and of the pathway's table are the same."""

from ebb.clinic.vitals.models import Message
from ebb.devices.columns import PLAUSIBLE
from ebb.pathway.vital_signs import VITAL_SIGNS


def test_devices_and_the_table_of_vital_signs_name_the_same_columns_and_ranges() -> None:
    assert {column: sign.plausible for column, sign in VITAL_SIGNS.items()} == PLAUSIBLE


def test_a_message_has_a_column_for_each_vital_sign() -> None:
    assert VITAL_SIGNS.keys() <= {field.name for field in Message._meta.get_fields()}
