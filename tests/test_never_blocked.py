"""What must never wait is recorded on a locked tablet, with half a form, at once (SAFETY.md, H07)."""

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from ebb.clinic.infusion.chart_actions import URGENT_ACTIONS
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.tests.journey import again, running
from ebb.clinic.lib.keys import new_key
from ebb.clinic.people.actions import trust_tablet
from ebb.clinic.people.tablet import COOKIE

pytestmark = pytest.mark.usefixtures("now_is_morning")
RESCUE = {"drug": "midazolam", "dose": "1", "unit": "mg", "route": "IV"}


@pytest.fixture
def infusion(cast: SimpleNamespace, at: datetime) -> Infusion:
    """Running since a quarter of an hour."""
    return running(cast, at - timedelta(minutes=15))


@pytest.fixture
def locked(cast: SimpleNamespace, at: datetime, client_of) -> Client:
    """The nurse's ward tablet, locked."""
    _, token = trust_tablet(site=cast.site, name="Ward tablet", by=cast.administrator.pk, at=at)
    client = client_of(cast.nurse)
    client.cookies[COOKIE] = token
    client.post(reverse("lock"))
    return client


def press(client: Client, infusion: Infusion, action: str, **typed: str):
    address = reverse("do-at-once", kwargs={"infusion_id": infusion.pk, "action": action})
    return client.post(address, {"form_key": new_key(), **typed})


def last(infusion: Infusion) -> Event:
    return infusion.events.latest("pk")


@pytest.mark.parametrize(
    ("action", "typed", "kind"),
    [
        ("pause", {}, "Paused"),
        ("stop", {}, "Stopped"),
        ("lower", {"rate_ml_per_h": "30"}, "RateChanged"),
        ("rescue", RESCUE, "AdjunctGiven"),
        ("emergency", {}, "EmergencyCalled"),
    ],
)
def test_a_locked_tablet_records_it_at_once(action: str, typed: dict, kind: str, locked: Client, infusion: Infusion):
    answer = press(locked, infusion, action, **typed)

    assert answer.status_code == 302
    assert last(infusion).kind == kind
    assert last(infusion).locked_tablet


def test_these_and_no_others_are_recorded_at_once():
    assert set(URGENT_ACTIONS) == {"pause", "stop", "lower", "rescue", "emergency"}


def test_anything_else_waits_on_the_locked_tablet(locked: Client, infusion: Infusion):
    address = reverse("do", kwargs={"infusion_id": infusion.pk, "action": "note"})

    answer = locked.post(address, {"form_key": new_key(), "text": "sleeps"})

    assert answer.status_code == 423
    assert last(infusion).kind == "InfusionStarted"


def test_a_form_half_filled_is_noted_as_typed(locked: Client, infusion: Infusion):
    press(locked, infusion, "rescue", drug="midazolam")

    assert last(infusion).kind == "Noted"
    assert "midazolam" in last(infusion).text


def test_a_lower_rate_needs_no_second_check(locked: Client, infusion: Infusion):
    press(locked, infusion, "lower", rate_ml_per_h="20")

    assert last(infusion).rate_ml_per_h == Decimal(20)


def test_a_double_tap_stops_once(locked: Client, infusion: Infusion):
    key = str(new_key())
    for _ in range(2):
        press(locked, infusion, "stop", form_key=key)

    assert infusion.events.filter(kind="Stopped").count() == 1
    assert again(infusion).state == "ended"


def test_a_stranger_stops_nothing(cast: SimpleNamespace, infusion: Infusion, client_of):
    answer = press(client_of(cast.stranger), infusion, "stop")

    assert answer.status_code == 404
    assert again(infusion).state == "running"
