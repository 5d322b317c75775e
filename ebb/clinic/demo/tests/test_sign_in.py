from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from ebb.clinic.demo.people import NURSING, PASSWORD, STAFF
from ebb.clinic.lib.models import Installation
from ebb.clinic.people.actions import engage
from ebb.clinic.people.models import SYSTEM, Role

LOGIN, SIGN_IN = "/accounts/login/", "/demo/sign-in/"


@pytest.fixture
def demonstration(cast: SimpleNamespace, at: datetime) -> SimpleNamespace:
    """The cast in a database that says it is a demonstration; its nurse is called nora in both."""
    Installation.objects.create(pk=1, made_by_demo=True, made_at=at)
    return cast


def test_the_list_stands_on_the_sign_in_page_of_a_demonstration(demonstration: SimpleNamespace, client: Client):
    page = client.get(LOGIN).content.decode()

    assert all(f">{person.name}</button>" in page for person in STAFF)
    assert PASSWORD in page


def test_a_clinic_of_ones_own_has_no_list(cast: SimpleNamespace, client: Client):
    page = client.get(LOGIN).content.decode()

    assert SIGN_IN not in page
    assert PASSWORD not in page


def test_a_clinic_of_ones_own_has_no_way_in_without_a_password(cast: SimpleNamespace, client: Client):
    answer = client.post(SIGN_IN, {"username": "nora"})

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_marked_clinic_of_ones_own_has_none_either(cast: SimpleNamespace, client: Client, at: datetime):
    Installation.objects.create(pk=1, made_by_demo=False, made_at=at)

    assert client.post(SIGN_IN, {"username": "nora"}).status_code == 404


def test_one_tap_comes_in_as_that_person(demonstration: SimpleNamespace, client: Client):
    answer = client.post(SIGN_IN, {"username": "nora"})

    assert answer.status_code == 302
    assert answer["Location"] == "/today/"
    assert client.session["_auth_user_id"] == str(demonstration.nurse.pk)


def test_it_goes_on_to_the_page_that_was_asked_for(demonstration: SimpleNamespace, client: Client):
    assert 'name="next" value="/today/patients/"' in client.get(f"{LOGIN}?next=/today/patients/").content.decode()
    assert client.post(SIGN_IN, {"username": "nora", "next": "/today/patients/"})["Location"] == "/today/patients/"


def test_it_goes_nowhere_else(demonstration: SimpleNamespace, client: Client):
    answer = client.post(SIGN_IN, {"username": "nora", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/today/"


def test_it_knows_only_the_people_of_the_list(demonstration: SimpleNamespace, client: Client, at: datetime):
    engage(
        site=demonstration.site, username="guest", name="Gus Guest", password=PASSWORD, roles=[Role.NURSE],
        credentials=dict.fromkeys(NURSING), by=SYSTEM, at=at,
    )  # fmt: skip

    assert client.post(SIGN_IN, {"username": "guest"}).status_code == 404


def test_looking_does_not_sign_in(demonstration: SimpleNamespace, client: Client):
    assert client.get(SIGN_IN, {"username": "nora"}).status_code == 405
