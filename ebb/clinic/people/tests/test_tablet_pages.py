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
from ebb.clinic.people.models import Pin, Tablet
from ebb.clinic.people.tablet import COOKIE
from ebb.clinic.record.models import Entry


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
    assert "This page is not here" in strangers.content.decode()


def test_signing_out_on_a_tablet_leads_to_who_takes_it_next(tablet: Client) -> None:
    answer = tablet.post(reverse("account_logout"))

    assert answer.url == reverse("unlock")


def test_a_tablet_nobody_is_signed_in_on_asks_for_a_name_and_a_pin(tablet: Client) -> None:
    tablet.post(reverse("account_logout"))

    answer = tablet.get(reverse("today"))

    assert answer.url == f"{reverse('unlock')}?next={reverse('today')}"


def test_an_administrator_trusts_a_lost_tablet_no_longer(
    tablet: Client, cast: SimpleNamespace, client_of: object
) -> None:
    admin = client_of(cast.administrator)
    lost = Tablet.objects.get()
    address = reverse("untrust-tablet", args=[lost.pk])
    assert address in admin.get(reverse("trust-tablet")).content.decode()

    admin.post(address, {"form_key": str(uuid4())})

    assert address not in admin.get(reverse("trust-tablet")).content.decode()
    assert tablet.get(reverse("unlock")).url == reverse("account_login")
    assert Entry.objects.latest("pk").verb == "tablet trusted no longer"


def test_who_may_trust_a_tablet_finds_the_page_on_today(cast: SimpleNamespace, client_of: object) -> None:
    address = reverse("trust-tablet")

    assert address in client_of(cast.administrator).get(reverse("today")).content.decode()
    assert address not in client_of(cast.nurse).get(reverse("today")).content.decode()


def test_the_front_desk_finds_on_a_tablet_what_cannot_wait(
    tablet: Client, cast: SimpleNamespace, client_of: object
) -> None:
    desk = client_of(cast.front_desk)
    desk.cookies[COOKIE] = tablet.cookies[COOKIE].value
    actions.open_tablet(tablet=Tablet.objects.get())

    assert f"{reverse('unlock')}#at-once" in desk.get(reverse("today")).content.decode()
