"""Each field of an event has its column, of its own kind, and no column stands without a field (decision 4)."""

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import get_type_hints

import pytest
from django.db import models

from ebb.clinic.infusion.models import KINDS, VALUE_FIELDS, Event
from ebb.pathway import events as e

COLUMNS = {field.name: field for field in Event._meta.fields}
OF_THE_ROW = {"id", "infusion", "kind", "happened_at", "written_at", "by", "locked_tablet", "late_reason"}
HELD_BY = {
    Decimal: models.DecimalField,
    bool: models.BooleanField,
    int: models.PositiveSmallIntegerField,
    datetime: models.DateTimeField,
    str: (models.CharField, models.UUIDField),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_field_has_a_nullable_column_of_its_kind(kind: type[e.Event]) -> None:
    hints = get_type_hints(kind)

    for name in VALUE_FIELDS[kind.__name__]:
        (held,) = [type_ for type_ in HELD_BY if hints[name] in (type_, type_ | None)]
        assert isinstance(COLUMNS[name], HELD_BY[held]), name
        assert COLUMNS[name].null, name


def test_no_column_is_left_over() -> None:
    told = {field.name for kind in KINDS.values() for field in fields(kind)}

    assert COLUMNS.keys() - told == OF_THE_ROW - told


def test_every_kind_of_event_is_kept() -> None:
    assert set(KINDS.values()) == set(e.Event.__subclasses__())
