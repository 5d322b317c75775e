"""The fixed cast: a patient, a nurse, a second nurse, a prescriber, a stranger; one site with two chairs.

A test that really commits (`django_db(transaction=True)`) gets a database of its own, copied from the migrated one:
the tables of facts refuse the flush that would otherwise clean up after it.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, connections
from django.test import Client, TransactionTestCase

from ebb.clinic.people import actions
from ebb.clinic.people.models import SYSTEM, Credential, Role
from ebb.clinic.testing import ZONE

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE).astimezone(UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def own_copy(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if not commits:
        yield
        return
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
    with django_db_blocker.unblock():
        original = connection.settings_dict["NAME"]
        connections.close_all()
        connection.settings_dict["NAME"] = copy_database(original)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        copy, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], original
        drop_database(copy)


@pytest.fixture
def _django_db_helper(own_copy: None, _django_db_helper: None) -> None:
    """pytest-django's own, after the copy was made."""


def copy_database(name: str) -> str:
    copy = f"{name}_copy"
    if connection.vendor == "sqlite":
        return shutil.copy(name, copy)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    return copy


def drop_database(name: str) -> None:
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        return
    ours = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    with connection._nodb_cursor() as cursor:
        cursor.execute(ours, [name])
        # Without FORCE: a role that is no superuser may not end an autovacuum worker by it.
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning at the clinic, by its own clock."""
    return MORNING


@pytest.fixture
def cast(db: None, at: datetime) -> SimpleNamespace:
    opened = datetime(2000, 1, 5, 8, 0, tzinfo=UTC)
    by = {"by": SYSTEM, "at": opened}
    here = {"emergency_phone": "911", "time_zone": ZONE.key}
    site = actions.open_site(name="Main street", address="1 Main street", **here, **by)
    elsewhere = actions.open_site(name="Harbour", address="2 Quay", **here, **by)
    nursing = {Credential.Kind.REGISTERED_NURSE: None, Credential.Kind.ACLS: date(2099, 12, 31)}
    doctoring = {Credential.Kind.PHYSICIAN: None, Credential.Kind.ACLS: date(2099, 12, 31)}

    def person(username: str, name: str, roles: list[Role], credentials: dict | None = None, at_site: object = site):
        return actions.engage(
            site=at_site, username=username, name=name, password=PASSWORD, roles=roles,
            credentials=credentials or {}, **by,
        )  # fmt: skip

    return SimpleNamespace(
        site=site,
        elsewhere=elsewhere,
        chair=actions.place_chair(site=site, name="1", bed="CHAIR1", **by),
        plain_chair=actions.place_chair(site=site, name="2", bed="", **by),
        nurse=person("nora", "Nora Nurse", [Role.NURSE], nursing),
        second_nurse=person("sam", "Sam Second", [Role.NURSE], nursing),
        prescriber=person("pia", "Pia Prescriber", [Role.PRESCRIBER], doctoring),
        front_desk=person("fay", "Fay Front", [Role.FRONT_DESK]),
        administrator=person("ada", "Ada Admin", [Role.ADMINISTRATOR]),
        stranger=person("sid", "Sid Stranger", [Role.NURSE], nursing, at_site=elsewhere),
        patient=actions.register_patient(
            site=site, number="10423", given_name="Ines", family_name="Invented", born_on=date(1971, 3, 2),
            sex="female", **by,
        ),
    )  # fmt: skip


@pytest.fixture
def client_of() -> Callable[[object], Client]:
    """A browser in which this person has signed in."""

    def signed_in(user: object) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
