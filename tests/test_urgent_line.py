"""Every page a visitor or a patient sees says whom to call in danger, and the crisis line."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.followup import actions
from ebb.clinic.followup.links import token_of

LINES = ("call your emergency number (911 in the US)", "call or text your crisis line (988 in the US)")


def assert_urgent(page: str) -> None:
    assert [line for line in LINES if line not in page] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["home", "evidence", "how-ketamine-works", "what-a-day-is-like", "enquiry", "enquiry-received"]
)
def test_every_public_page_says_it(name: str, cast: SimpleNamespace, client: Client) -> None:
    assert_urgent(client.get(reverse(name)).content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["diary", "working", "day"])
def test_every_page_by_link_says_it(path: str, cast: SimpleNamespace, client: Client) -> None:
    token = token_of(actions.make_link(patient=cast.patient, by=cast.nurse.pk, at=timezone.now()))
    today = timezone.localdate().isoformat()
    address = reverse("diary-day", args=[token, today]) if path == "day" else reverse(path, args=[token])

    assert_urgent(client.get(address).content.decode())


@pytest.mark.django_db
def test_a_link_that_no_longer_opens_says_it_too(client: Client) -> None:
    assert_urgent(client.get(reverse("diary", args=["nobody-signed-this"])).content.decode())
