"""The demonstration made once, in a database of its own, for every test that asks for `made`.

Making it takes seconds; each test then works on it in a transaction that is rolled back.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection, connections

from ebb.clinic.conftest import MORNING, drop_database
from ebb.clinic.demo.make import make_ready


@pytest.fixture(scope="session")
def demonstration_database(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    with django_db_blocker.unblock():
        original = connection.settings_dict["NAME"]
        connections.close_all()
        name = connection.settings_dict["NAME"] = _copied(original)
        make_ready(now=MORNING)
        connections.close_all()
        connection.settings_dict["NAME"] = original
    yield name
    with django_db_blocker.unblock():
        connections.close_all()
        drop_database(name)


@pytest.fixture
def in_demonstration(request: pytest.FixtureRequest) -> Iterator[None]:
    """Point the connection at the demonstration before the test's transaction begins."""
    if "made" not in request.fixturenames:
        yield
        return
    name = request.getfixturevalue("demonstration_database")
    original = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    yield
    connections.close_all()
    connection.settings_dict["NAME"] = original


@pytest.fixture
def _django_db_helper(in_demonstration: None, _django_db_helper: None) -> None:
    """The clinic's own, after the database was chosen."""


@pytest.fixture
def made(db: None, at: datetime) -> datetime:
    """The demonstration, as it was made at this moment."""
    return at


def _copied(name: str) -> str:
    copy = f"{name}_demo"
    if connection.vendor == "sqlite":
        return shutil.copy(name, copy)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    return copy
