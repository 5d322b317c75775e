"""On a ward tablet nobody is signed in on, what must never wait is recorded all the same (SAFETY.md, H07 and H15)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ebb.clinic.infusion.chart_actions import URGENT_ACTIONS
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.tests.journey import again, arrived, expected, running
from ebb.clinic.lib.keys import new_key
from ebb.clinic.people.actions import trust_tablet, untrust_tablet
from ebb.clinic.people.models import Site, Tablet
from ebb.clinic.people.tablet import COOKIE
from ebb.clinic.record.models import Entry
from ebb.clinic.visit.snapshot import snapshot

pytestmark = pytest.mark.usefixtures("now_is_morning")


@pytest.fixture
def infusion(cast: SimpleNamespace, at: datetime) -> Infusion:
    """Running since a quarter of an hour."""
    return running(cast, at - timedelta(minutes=15))


@pytest.fixture
def tablet(cast: SimpleNamespace, at: datetime) -> Callable[..., Client]:
    """A trusted tablet on which nobody ever signed in, or whatever else is done with it."""

    def made(site: Site = cast.site, client: Client | None = None, **kind: bool) -> Client:
        _, token = trust_tablet(site=site, name="Ward tablet 2", by=cast.administrator.pk, at=at)
        client = client or Client(**kind)
        client.cookies[COOKIE] = token
        return client

    return made


def press(client: Client, infusion: Infusion, action: str = "stop", typed: dict | None = None, **headers: str):
    address = reverse("do-at-once", kwargs={"infusion_id": infusion.pk, "action": action})
    return client.post(address, {"form_key": new_key(), **(typed or {})}, headers=headers)


def last(infusion: Infusion) -> Event:
    return infusion.events.latest("pk")


def words(client: Client) -> str:
    return client.get(reverse("unlock")).content.decode()


@pytest.mark.parametrize("left", ["signed out", "session over", "front desk", "of another site", "locked"])
def test_a_stop_is_recorded_whoever_left_the_tablet(left: str, tablet, infusion, cast, client_of):
    people = {"front desk": cast.front_desk, "of another site": cast.stranger}
    client = tablet(client=client_of(people.get(left, cast.nurse)))
    if left == "signed out":
        client.post(reverse("account_logout"))
    elif left == "session over":
        del client.cookies[settings.SESSION_COOKIE_NAME]
    elif left == "locked":
        client.post(reverse("lock"))

    answer = press(client, infusion)

    assert answer.url.startswith(reverse("unlock"))
    assert again(infusion).state == "ended"
    assert last(infusion).locked_tablet


def test_it_stands_as_from_the_tablet_until_someone_says_who_it_was(tablet, infusion, at):
    press(tablet(), infusion)

    line = snapshot(infusion, at).to_complete[-1]
    assert (line.kind, line.who) == ("Stopped", "Ward tablet 2")
    assert Entry.objects.latest("pk").actor == Tablet.objects.get().pk


def test_the_page_tells_that_it_was_recorded(tablet, infusion):
    client = tablet()

    press(client, infusion)

    assert "Recorded 09:00 for chair 1, I. I." in words(client)


def test_a_nurse_who_opened_the_tablet_stops_in_her_own_name(tablet, infusion, cast, client_of):
    press(tablet(client=client_of(cast.nurse)), infusion)

    assert last(infusion).by == cast.nurse.pk
    assert not last(infusion).locked_tablet


@pytest.mark.parametrize("page", ["unlock", "account_login"])
def test_who_sits_in_a_chair_is_in_reach_with_initials_and_nothing_clinical(page: str, tablet, infusion):
    shown = tablet().get(reverse(page)).content.decode()

    for action in URGENT_ACTIONS:
        assert reverse("do-at-once", args=[infusion.pk, action]) in shown
    assert "I. I." in shown
    assert "Invented" not in shown
    assert "mL/h</b>" not in shown
    assert " mg" not in shown.replace(">mg<", "")


def test_the_page_at_the_chair_offers_each_of_them(infusion, cast, client_of):
    shown = client_of(cast.nurse).get(reverse("infusion", args=[infusion.pk])).content.decode()

    for action in URGENT_ACTIONS:
        assert reverse("do-at-once", args=[infusion.pk, action]) in shown


def test_before_the_start_only_help_is_offered(tablet, cast, at):
    infusion = arrived(cast, at)

    shown = words(tablet())

    assert reverse("do-at-once", args=[infusion.pk, "emergency"]) in shown
    assert reverse("do-at-once", args=[infusion.pk, "stop"]) not in shown


def test_a_refusal_says_why_and_shows_no_more_than_before(tablet, infusion):
    client = tablet()
    press(client, infusion)

    answer = press(client, infusion)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "stopped already, at 09:00 by Ward tablet 2" in shown
    assert "Invented" not in shown


def test_a_rate_only_goes_down(tablet, infusion):
    answer = press(tablet(), infusion, "lower", {"rate_ml_per_h": "900"})

    assert answer.status_code == 422
    assert "only a lower rate" in answer.content.decode()
    assert last(infusion).kind == "InfusionStarted"


def test_any_other_device_sees_and_records_nothing(infusion, db):
    stranger = Client()

    answer = press(stranger, infusion)

    assert answer.url.startswith("/accounts/login/")
    assert "I. I." not in stranger.get("/accounts/login/").content.decode()
    assert again(infusion).state == "running"


def test_a_made_up_cookie_opens_nothing(infusion):
    stranger = Client()
    stranger.cookies[COOKIE] = "made up"

    assert press(stranger, infusion).url.startswith("/accounts/login/")
    assert again(infusion).state == "running"


def test_a_tablet_reaches_its_own_site_only(tablet, infusion, cast):
    elsewhere = tablet(site=cast.elsewhere)

    assert press(elsewhere, infusion).status_code == 404
    assert str(infusion.pk) not in words(elsewhere)
    assert again(infusion).state == "running"


def test_it_reaches_nobody_who_is_not_in_the_house(tablet, cast, at):
    coming = expected(cast, at)

    assert press(tablet(), coming, "emergency").status_code == 404
    assert not coming.events.exists()


def test_a_tablet_trusted_no_longer_records_nothing(tablet, infusion, cast, at):
    client = tablet()

    untrust_tablet(tablet=Tablet.objects.get(), by=cast.administrator.pk, at=at)

    assert press(client, infusion).url.startswith("/accounts/login/")
    assert again(infusion).state == "running"


def test_a_page_left_open_stops_although_its_form_token_is_old(tablet, infusion):
    answer = press(tablet(enforce_csrf_checks=True), infusion, origin="http://testserver")

    assert answer.status_code == 302
    assert again(infusion).state == "ended"


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": "null"}])
def test_a_page_of_others_stops_nothing(headers: dict, tablet, infusion):
    answer = press(tablet(enforce_csrf_checks=True), infusion, **headers)

    assert answer.status_code == 403
    assert again(infusion).state == "running"


def test_on_any_other_device_the_form_token_is_asked_for(infusion, cast):
    nurse = Client(enforce_csrf_checks=True)
    nurse.force_login(cast.nurse, backend="django.contrib.auth.backends.ModelBackend")

    assert press(nurse, infusion, origin="http://testserver").status_code == 403


def test_what_was_typed_when_the_session_ended_is_kept_for_the_pin(tablet, infusion):
    address = reverse("do", kwargs={"infusion_id": infusion.pk, "action": "note"})

    answer = tablet().post(address, {"form_key": new_key(), "text": "sleeps"})

    assert answer.status_code == 423
    assert 'name="kept:text" value="sleeps"' in answer.content.decode()
