from datetime import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse

from ebb.clinic.conftest import PASSWORD
from ebb.clinic.lib.keys import new_key
from ebb.clinic.people import actions
from ebb.clinic.people.forms import MOST_FAILURES
from ebb.clinic.people.models import Pin
from ebb.clinic.record.models import Entry

NEW = {"pin": "24681", "again": "24681", "password": PASSWORD}


@pytest.fixture
def nora(cast: SimpleNamespace, client_of) -> Client:
    return client_of(cast.nurse)


def set_pin(client: Client, **typed: str):
    return client.post(reverse("pin"), {"form_key": new_key(), **NEW, **typed})


def test_a_person_sets_their_own_pin(nora: Client, cast: SimpleNamespace):
    answer = set_pin(nora)

    assert answer.status_code == 302
    assert check_password("24681", Pin.objects.get(user=cast.nurse).hash)
    assert Entry.objects.latest("pk").verb == "PIN set"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"password": "not my password"}, "That is not your password"),
        ({"again": "24682"}, "The two are not the same"),
        ({"pin": "123", "again": "123"}, "A PIN has 4 to 12 digits"),
        ({"pin": "12a4", "again": "12a4"}, "A PIN has 4 to 12 digits"),
    ],
)
def test_it_is_refused_in_words_and_nothing_is_kept(typed: dict, why: str, nora: Client):
    answer = set_pin(nora, **typed)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Pin.objects.exists()


def test_a_closed_pin_opens_again_with_a_new_one(nora: Client, cast: SimpleNamespace, at: datetime):
    actions.set_pin(user=cast.nurse, pin="1357", by=cast.nurse.pk, at=at)
    Pin.objects.update(failures=MOST_FAILURES)

    set_pin(nora)

    assert Pin.objects.get(user=cast.nurse).failures == 0


def test_the_page_of_how_one_signs_in_leads_there(nora: Client):
    assert reverse("pin") in nora.get(reverse("mfa_index"), follow=True).content.decode()
