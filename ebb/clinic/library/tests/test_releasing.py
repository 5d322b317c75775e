"""The manager releases the next version of the consent text; the older ones stay readable."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.conftest import PASSWORD
from ebb.clinic.library.actions import first_consent_text, release_consent_text
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.actions import engage
from ebb.clinic.people.models import SYSTEM, Role
from ebb.clinic.record.models import Entry

pytestmark = pytest.mark.django_db

NEW = {"title": "Consent", "body": "## Short\r\nOther words.", "asks_again": "on", "password": PASSWORD}


@pytest.fixture
def manager(cast, client_of):
    """The page reads the clock, so she was engaged and the first version released before today."""
    at = timezone.now() - timedelta(days=30)
    release_consent_text(site=cast.site, by=cast.prescriber.pk, at=at, **first_consent_text())
    mina = engage(
        site=cast.site, username="mina", name="Mina Manager", password=PASSWORD, roles=[Role.MANAGER], credentials={},
        by=SYSTEM, at=at,
    )  # fmt: skip
    return client_of(mina)


def release(client, **typed):
    return client.post(reverse("consent-texts"), {"form_key": uuid4(), **NEW, **typed})


def test_a_new_version_is_in_force_under_its_authors_name(manager):
    assert "44 of 100" in manager.get(reverse("consent-texts")).content.decode()

    answer = release(manager)

    text = ConsentText.objects.current()
    assert answer.url == reverse("consent-text", args=[2])
    assert (text.version, text.body) == (2, "## Short\nOther words.")
    assert "by Mina Manager" in manager.get(answer.url).content.decode()
    assert Entry.objects.filter(verb="consent text released").count() == 2


def test_the_older_version_stays_readable(manager):
    release(manager)

    listed = manager.get(reverse("consent-texts")).content.decode()
    old = manager.get(reverse("consent-text", args=[1])).content.decode()

    assert reverse("consent-text", args=[1]) in listed
    assert "no longer in force" in old
    assert "44 of 100" in old


@pytest.mark.parametrize("typed", [{"password": "guess"}, {"asks_again": ""}, {"body": " "}, first_consent_text()])
def test_nothing_is_released_by_half_or_twice(manager, typed):
    answer = release(manager, **typed)

    assert answer.status_code == 422
    assert ConsentText.objects.count() == 1


@pytest.mark.parametrize("who", ["nurse", "prescriber", "front_desk", "stranger"])
def test_to_others_the_page_does_not_exist(cast, client_of, who):
    client = client_of(getattr(cast, who))

    assert client.get(reverse("consent-texts")).status_code == 404
    assert release(client).status_code == 404
