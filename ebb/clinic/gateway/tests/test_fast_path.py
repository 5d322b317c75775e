"""Rows put in past the ORM read back through it as if it had written them."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from ebb.clinic.gateway.fast_path import FIELDS, UNASSIGNED, BedAssignment, message_store
from ebb.clinic.gateway.incoming import Incoming
from ebb.clinic.vitals.models import Message
from ebb.devices.columns import COLUMNS

pytestmark = pytest.mark.django_db(transaction=True)

WHEN = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)


def test_it_fills_every_column():
    columns = [field.column for field in Message._meta.concrete_fields if not field.primary_key]

    assert sorted(FIELDS) == sorted(columns)


@pytest.mark.parametrize("zone_hours", [0, -5])
def test_each_column_reads_back_as_the_orm_writes_it(cast, zone_hours):
    at = WHEN.astimezone(tz=timezone(timedelta(hours=zone_hours)))
    item = Incoming(
        at, "127.0.0.1", "d" * 64, "MSH|raw ü \\ \t end\r", sender="A|B", control_id="17", kind="vitals", answer="AA",
        reason="why", bed="CHAIR1", taken_at=at, nibp_taken_at=at, probe_off="hr_per_min", doubtful="spo2_percent",
        texts="one\ntwo", unmapped='[{"code": "1"}]', values={name: 1.5 + n for n, name in enumerate(COLUMNS)},
    )  # fmt: skip
    assigned = BedAssignment(cast.chair.pk, uuid4())

    add(item, assigned)
    by_orm = Message.objects.create(
        received_at=at, taken_at=at, nibp_taken_at=at, chair=cast.chair, file=assigned.file, peer=item.peer,
        payload_digest=item.digest, raw=item.raw, sender=item.sender, control_id=item.control_id, kind=item.kind,
        answer=item.answer, reason=item.reason, bed=item.bed, probe_off=item.probe_off, doubtful=item.doubtful,
        texts=item.texts, unmapped=[{"code": "1"}], **item.values,
    )  # fmt: skip

    assert contents(Message.objects.order_by("id").first()) == contents(Message.objects.get(pk=by_orm.pk))


def test_what_is_absent_is_null_and_not_zero():
    add(Incoming(WHEN, "127.0.0.1", "", ""), UNASSIGNED)

    row = Message.objects.get()

    assert [getattr(row, column) for column in COLUMNS] == [None] * len(COLUMNS)
    assert (row.chair, row.file, row.taken_at, row.nibp_taken_at, row.unmapped) == (None, None, None, None, None)


def add(item, assigned):
    store = message_store()
    with store.transaction():
        store.add([(item, assigned)])


def contents(row):
    return {field.attname: getattr(row, field.attname) for field in Message._meta.concrete_fields[1:]}
