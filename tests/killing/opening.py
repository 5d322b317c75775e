"""Opens a clinic in which patients receive infusions right now; prints who sits where, as JSON.

    python -m tests.killing.opening CHAIRS

Made through the actions, in the database that the environment names.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import SimpleNamespace

import django

STARTED_MIN_AGO = 10


@dataclass(frozen=True)
class Seat:
    """A running infusion: its chair, what the chair's monitor calls itself, and its nurse's session."""

    infusion: str
    chair: str
    bed: str
    session: str


def open_clinic(at: datetime, chairs: int, *, started_min_ago: float = STARTED_MIN_AGO) -> list[Seat]:
    """One house with a running infusion in each of its chairs, each with a nurse and a monitor of its own."""
    from ebb.clinic.infusion.tests.journey import before, running

    cast = house_and_staff(before(at, 3 * 60))
    seats = []
    for number in range(1, chairs + 1):
        around = cast_of_chair(cast, number, before(at, 3 * 60))
        infusion = running(around, before(at, started_min_ago), chair=around.chair, patient=around.patient)
        seats.append(Seat(str(infusion.pk), str(around.chair.pk), around.chair.bed, session_of(around.nurse)))
    return seats


def house_and_staff(opened_at: datetime) -> SimpleNamespace:
    from ebb.clinic.people import actions
    from ebb.clinic.people.models import SYSTEM, Credential, Role

    by = {"by": SYSTEM, "at": opened_at}
    kinds = Credential.Kind
    site = actions.open_site(name="Main street", address="1 Main street", emergency_phone="112", **by)
    staff = {
        "prescriber": ([Role.PRESCRIBER], {kinds.PHYSICIAN: None, kinds.ACLS: None}),
        "second_nurse": ([Role.NURSE], {kinds.REGISTERED_NURSE: None, kinds.ACLS: None}),
        "front_desk": ([Role.FRONT_DESK], {}),
        "administrator": ([Role.ADMINISTRATOR], {}),
    }
    people = {
        name: actions.engage(
            site=site, username=name, name=name.title(), password=None, roles=roles, credentials=credentials, **by
        )
        for name, (roles, credentials) in staff.items()
    }
    return SimpleNamespace(site=site, **people)


def cast_of_chair(cast: SimpleNamespace, number: int, at: datetime) -> SimpleNamespace:
    from ebb.clinic.people import actions
    from ebb.clinic.people.models import SYSTEM, Credential, Role

    by = {"by": SYSTEM, "at": at}
    nursing = {Credential.Kind.REGISTERED_NURSE: None, Credential.Kind.ACLS: None}
    chair = actions.place_chair(site=cast.site, name=str(number), bed=f"CHAIR{number}", **by)
    nurse = actions.engage(
        site=cast.site, username=f"nurse{number}", name=f"Nora {number}", password=None, roles=[Role.NURSE],
        credentials=nursing, **by,
    )  # fmt: skip
    patient = actions.register_patient(
        site=cast.site, number=f"P-{number}", given_name="Ines", family_name=f"Invented {number}",
        born_on=date(1961, 3, 2), sex="male", **by,
    )  # fmt: skip
    return SimpleNamespace(**vars(cast), chair=chair, nurse=nurse, patient=patient)


def session_of(user: object) -> str:
    """The cookie of a browser in which this person has signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    from django.utils import timezone

    django.setup()
    print(json.dumps([asdict(seat) for seat in open_clinic(timezone.now(), int(sys.argv[1]))]))  # noqa: T201
