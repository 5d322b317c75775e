"""A row read as it is stored digests as its model does; another spelling of the same value is told."""

import pytest

from ebb.clinic.infusion.tests.journey import before
from ebb.clinic.record.digest import digest, digest_of
from ebb.clinic.record.stored import StoredTable
from ebb.clinic.record.triggers import fact_models
from ebb.clinic.recovery.tests.test_whole_visit import whole_visit
from ebb.clinic.vitals.tests.rows import message

pytestmark = pytest.mark.django_db


def test_stored_rows_digest_as_their_models_do(cast, at):
    whole_visit(cast, at, cast.chair)
    message(at, chair=cast.chair, hr_per_min=72.0, spo2_percent=97.5, taken_at=before(at, 0.01))
    compared = 0

    for model in fact_models():
        table = StoredTable(model)
        rows = table.by_key(model.objects.values_list("pk", flat=True))
        for row in model.objects.all():
            assert digest_of([table.name, table.plain(rows[str(row.pk)])]) == digest(row), row
            compared += 1

    assert compared > 60
