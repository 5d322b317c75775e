"""SQLite stores what it is given: a value spelled otherwise hides its row from every query, though its digest fits.

Not collected on PostgreSQL, see `conftest`: it stores one spelling of each value.
"""

import pytest
from django.db import connection

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests.journey import running
from ebb.clinic.record.tests.test_tampering import owning_the_database
from ebb.clinic.record.verify import verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "spelled", "where"),
    [
        ("by", "upper(by)", "1"),
        ("happened_at", "datetime(happened_at, '+23 hours') || '+23:00'", "1"),
        ("written_at", "written_at || '.000000'", "1"),
        ("written_at", "replace(written_at, ' ', 'T')", "1"),
        ("connected", "2", "connected = 1"),
        ("rate_ml_per_h", "cast(rate_ml_per_h AS TEXT) || 'x'", "rate_ml_per_h > 0"),
        ("rate_ml_per_h", "rate_ml_per_h + 0.0001", "rate_ml_per_h > 0"),
        ("kind", "cast(kind AS BLOB)", "1"),
        ("gauge", "gauge + 0.5", "gauge > 0"),
    ],
)
def test_a_fact_spelled_otherwise_is_found(cast, at, column, spelled, where):
    running(cast, at)
    with owning_the_database(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE infusion_event SET {column} = {spelled} WHERE {where}")
        assert cursor.rowcount > 0

    assert f"{column} is not spelled as Ebb writes it" in {fault.what for fault in verify().faults}


def test_an_entry_spelled_otherwise_is_found(cast):
    with owning_the_database(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_entry SET facts = replace(facts, ', ', ',')")

    assert "facts is not spelled as Ebb writes it" in {fault.what for fault in verify().faults}


def test_a_visit_spelled_otherwise_is_found(cast, at):
    running(cast, at)
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("UPDATE infusion_infusion SET expected_at = expected_at || '.000000'")

    assert [fault.what for fault in verify().faults] == ["expected_at is not spelled as Ebb writes it"]
    assert Infusion.objects.count() == 1
