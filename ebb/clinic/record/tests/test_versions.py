"""Rows that change are facts too: whoever changes one past the actions is found out."""

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from ebb.clinic.conftest import PASSWORD
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests.journey import before, running
from ebb.clinic.people import actions
from ebb.clinic.people.models import Chair, Demographics, Membership, Patient, Pin, Site, Tablet, User
from ebb.clinic.record.models import AppendOnly, Version
from ebb.clinic.record.verify import verify
from ebb.clinic.record.versions import COVERED, UNVERSIONED, VersionedTable, begin

pytestmark = pytest.mark.django_db


def whats() -> list[str]:
    return [fault.what for fault in verify().faults]


def test_every_table_is_covered_or_says_why_not():
    concrete = apps.get_models(include_auto_created=True)

    forgotten = [
        model._meta.label
        for model in concrete
        if not issubclass(model, AppendOnly) and model not in COVERED and model not in UNVERSIONED
    ]

    assert forgotten == []


def test_every_column_left_out_exists_and_has_its_reason():
    for model, coverage in COVERED.items():
        columns = {column.attname for column in model._meta.concrete_fields}
        assert coverage.passed_over.keys() | coverage.secret <= columns, model
        assert all(coverage.passed_over.values()), model
    assert all(UNVERSIONED.values())


def test_a_clinic_at_work_proves_itself(cast, at):
    early = {"by": cast.administrator.pk, "at": before(at, 600)}
    actions.set_pin(user=cast.nurse, pin="4711", **early)
    tablet, _ = actions.trust_tablet(site=cast.site, name="Ward 1", **early)
    actions.untrust_tablet(tablet=tablet, **early)
    actions.set_time_zone(site=cast.site, time_zone="Asia/Tokyo", **early)
    actions.set_pass_alarms_on(site=cast.site, after_s=90, **early)
    running(cast, at)

    assert whats() == []


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (Infusion, "expected_at", "2026-11-23T09:00Z"),
        (Infusion, "messages_after", 7),
        (Patient, "given_name", "Mallory"),
        (Patient, "born_on", "1999-01-01"),
        (Patient, "sex", "male"),
        (Patient, "practice", True),
        (User, "name", "Mallory Nurse"),
        (User, "password", "md5$a$b"),
        (User, "is_active", False),
        (Membership, "role", "manager"),
        (Membership, "until_on", "2026-01-01"),
        (Chair, "bed", "CHAIR9"),
        (Site, "emergency_phone", "555"),
        (Site, "time_zone", "Asia/Tokyo"),
        (Pin, "hash", "md5$a$b"),
        (Tablet, "token_digest", "00" * 32),
    ],
)
def test_a_column_changed_by_hand_is_found(cast, at, model, column, value):
    running(cast, at)
    actions.set_pin(user=cast.nurse, pin="4711", by=cast.nurse.pk, at=at)
    actions.trust_tablet(site=cast.site, name="Ward 1", by=cast.administrator.pk, at=at)
    row = model.objects.order_by("pk").first()
    model.objects.filter(pk=row.pk).update(**{column: value})

    [fault] = verify().faults

    assert (fault.table, fault.row, fault.what) == (
        model._meta.db_table, str(row.pk), f"{column} changed without an entry",
    )  # fmt: skip


@pytest.mark.parametrize("column", ["patient_id", "order_id"])
def test_a_visit_moved_to_another_file_is_found(cast, at, column):
    infusion = running(cast, at)
    other = actions.register_patient(
        site=cast.site, number="2", given_name="Otto", family_name="Other", born_on=cast.patient.born_on,
        by=cast.nurse.pk, at=at,
    )  # fmt: skip
    value = other.pk if column == "patient_id" else infusion.order_id
    with connection.constraint_checks_disabled():
        Infusion.objects.filter(pk=infusion.pk).update(**{column: value if column == "patient_id" else value + 1})
        found = whats()
        Infusion.objects.filter(pk=infusion.pk).update(**{column: getattr(infusion, column)})

    assert f"{column} changed without an entry" in found


@pytest.mark.parametrize(
    ("column", "value_of"),
    [
        ("state", lambda cast: "recovering"),
        ("chair_id", lambda cast: cast.plain_chair.pk),
        ("nurse_id", lambda cast: cast.second_nurse.pk),
    ],
)
def test_a_copy_that_the_events_do_not_make_is_found(cast, at, column, value_of):
    infusion = running(cast, at)
    Infusion.objects.filter(pk=infusion.pk).update(**{column: value_of(cast)})

    assert whats() == [f"{column} differs from what the facts make of it"]


def test_a_membership_given_by_hand_is_found(cast, at):
    Membership.objects.create(user=cast.nurse, site=cast.site, role="manager", from_on=at.date())

    assert whats() == ["no entry speaks of this row"]


def test_a_membership_taken_by_hand_is_found(cast):
    cast.nurse.memberships.all().delete()

    assert whats() == ["the row is gone without an entry"]


def test_a_row_added_by_hand_is_not_taken_over_by_a_later_migration(cast, at):
    Membership.objects.create(user=cast.nurse, site=cast.site, role="manager", from_on=at.date())
    begin()

    assert whats() == ["no entry speaks of this row"]


def test_a_table_covered_only_now_begins_with_what_stands_in_it(cast, monkeypatch):
    monkeypatch.setitem(COVERED, Demographics, VersionedTable(Demographics, frozenset(), {}))
    begin()

    assert whats() == []
    Demographics.objects.create(
        patient=cast.patient, given_name="Mal", family_name="Lory", born_on=cast.patient.born_on,
        by=cast.nurse.pk, written_at="2026-11-24T09:00Z",
    )  # fmt: skip
    begin()
    assert set(whats()) == {"no entry speaks of this row"}


def test_a_password_changed_on_its_page_leaves_an_entry(cast, client_of):
    new = "another long password"
    client_of(cast.nurse).post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    cast.nurse.refresh_from_db()

    assert cast.nurse.check_password(new)
    assert whats() == []


def test_no_password_stands_in_a_version(cast):
    [version] = Version.objects.filter(table="people_user", row=str(cast.nurse.pk))

    assert version.values["password"] != cast.nurse.password
    assert len(version.values["password"]) == 64
