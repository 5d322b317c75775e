"""The fixed cast: a patient, a nurse, a second nurse, a prescriber, a stranger; one site with two chairs."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from ebb.clinic.people import actions
from ebb.clinic.people.models import SYSTEM, Credential, Role

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning at the clinic."""
    return MORNING


@pytest.fixture
def cast(db: None, at: datetime) -> SimpleNamespace:
    opened = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    by = {"by": SYSTEM, "at": opened}
    site = actions.open_site(name="Main street", address="1 Main street", emergency_phone="911", **by)
    elsewhere = actions.open_site(name="Harbour", address="2 Quay", emergency_phone="911", **by)
    nursing = {Credential.Kind.REGISTERED_NURSE: None, Credential.Kind.ACLS: date(2027, 6, 30)}
    doctoring = {Credential.Kind.PHYSICIAN: None, Credential.Kind.ACLS: date(2027, 6, 30)}

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
