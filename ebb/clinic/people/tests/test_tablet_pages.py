"""A ward tablet is trusted, locks, keeps what arrives meanwhile, and hands it on under the right name."""

import re
from datetime import datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from ebb.clinic.people import actions
from ebb.clinic.people.models import Pin
from ebb.clinic.people.tablet import COOKIE


@pytest.fixture
def tablet(cast: SimpleNamespace, at: datetime, client_of: object) -> Client:
    """A locked ward tablet that Nora left; she and Sam have PINs."""
    for user, pin in ((cast.nurse, "1234"), (cast.second_nurse, "9876")):
        Pin.objects.create(user=user, hash=make_password(pin))
    _, token = actions.trust_tablet(site=cast.site, name="Ward tablet", by=cast.administrator.pk, at=at)
    client = client_of(cast.nurse)
    client.cookies[COOKIE] = token
    client.post(reverse("lock"))
    return client


def test_a_locked_tablet_asks_who_takes_it(tablet: Client, cast: SimpleNamespace) -> None:
    page = tablet.get(reverse("unlock")).content.decode()

    assert "Nora Nurse" in page
    assert "Sam Second" in page
    assert "Sid Stranger" not in page


def test_what_arrives_while_locked_is_kept_on_the_page(tablet: Client) -> None:
    response = tablet.post(reverse("trust-tablet"), {"name": "Ward two", "form_key": str(uuid4())})

    page = response.content.decode()
    assert response.status_code == 423
    assert '<input type="hidden" name="kept:name" value="Ward two">' in page
    assert f'name="target" value="{reverse("trust-tablet")}"' in page


def test_a_wrong_pin_keeps_it_too(tablet: Client, cast: SimpleNamespace) -> None:
    sent = {"user": cast.second_nurse.pk, "pin": "0000", "target": reverse("trust-tablet"), "kept:name": "Ward two"}

    response = tablet.post(reverse("unlock"), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "That PIN does not fit the name" in page
    assert 'name="kept:name" value="Ward two"' in page


def test_the_right_pin_hands_it_on_to_be_recorded(tablet: Client, cast: SimpleNamespace) -> None:
    sent = {"user": cast.second_nurse.pk, "pin": "9876", "target": reverse("trust-tablet"), "kept:name": "Ward two"}

    response = tablet.post(reverse("unlock"), sent)

    page = response.content.decode()
    assert "Sam Second" in page
    assert f'action="{reverse("trust-tablet")}"' in page
    assert re.search(r'<input type="hidden" name="name" value="Ward two">', page)


def test_an_administrator_may_trust_a_tablet_and_a_stranger_sees_no_such_page(
    cast: SimpleNamespace, client_of: object
) -> None:
    ours = client_of(cast.administrator).get(reverse("trust-tablet"))
    strangers = client_of(cast.stranger).get(reverse("trust-tablet"))

    assert "ward tablet of Main street" in ours.content.decode()
    assert strangers.status_code == 404
    assert "There is nothing here for you" in strangers.content.decode()
