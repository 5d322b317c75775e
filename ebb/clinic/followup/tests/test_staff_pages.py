from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.followup import actions
from ebb.clinic.followup.links import token_of
from ebb.clinic.followup.models import ClosedLink, DiaryLink
from ebb.clinic.followup.working import infusions_given
from ebb.clinic.infusion.tests import journey

pytestmark = pytest.mark.django_db

EVERY_PAGE = 4  # who asks: session, user, roles; and the alarms of the other chairs


def keep(cast, days_ago, average):
    at = timezone.now() - timedelta(days=days_ago)
    pain = {"average": average, "least": average, "worst": average, "now": average}
    actions.keep_diary(patient=cast.patient, on=timezone.localdate(at), by=cast.patient.pk, at=at, **pain)


def test_the_milligrams_are_those_the_pump_gave(cast, at):
    journey.stopped(cast, at)

    (given,) = infusions_given(cast.patient, at)

    assert (given.on, given.mg) == (at.date(), Decimal(40))


def test_a_visit_that_never_began_is_no_infusion(cast, at):
    journey.arrived(cast, at)

    assert infusions_given(cast.patient, at) == []


def test_staff_see_the_diary_in_the_same_queries_however_long(cast, client_of, django_assert_num_queries):
    browser = client_of(cast.nurse)
    for days_ago in range(10):
        keep(cast, days_ago, 6)
    browser.get(reverse("followup", args=[cast.patient.pk]))

    with django_assert_num_queries(EVERY_PAGE + 10):
        words = browser.get(reverse("followup", args=[cast.patient.pk])).content.decode()

    assert "In the last 7 days it was 6.0 on average (7 diary days)." in words
    assert words.count("<svg") == 2
    assert 'id="figure"' in words
    assert 'id="narrow"' in words


def test_staff_make_hand_over_and_close_links(cast, client_of, client):
    desk = client_of(cast.front_desk)
    page = reverse("diary-links", args=[cast.patient.pk])
    desk.post(page, {"form_key": uuid4()})
    link = DiaryLink.objects.get()

    words = desk.get(page).content.decode()
    assert f"http://testserver{reverse('diary', args=[token_of(link)])}" in words
    assert "<svg" in words

    desk.post(page, {"form_key": uuid4(), "close": link.pk})

    assert ClosedLink.objects.get().link == link
    assert "No link is open." in desk.get(page).content.decode()


def test_a_stranger_sees_nothing(cast, client_of):
    stranger = client_of(cast.stranger)

    for name in ("followup", "diary-links"):
        assert stranger.get(reverse(name, args=[cast.patient.pk])).status_code == 404
    stranger.post(reverse("diary-links", args=[cast.patient.pk]), {"form_key": uuid4()})
    assert not DiaryLink.objects.exists()


def test_who_only_looks_makes_no_link_and_is_led_to_none(cast, client_of):
    looker = client_of(cast.administrator)

    answer = looker.post(reverse("diary-links", args=[cast.patient.pk]), {"form_key": uuid4()})
    file = looker.get(reverse("patient", args=[cast.patient.pk])).content.decode()

    assert answer.status_code == 404
    assert not DiaryLink.objects.exists()
    assert reverse("diary-links", args=[cast.patient.pk]) not in file
    assert reverse("enquiries") not in looker.get(reverse("today")).content.decode()


@pytest.mark.parametrize(("person", "led"), [("front_desk", False), ("nurse", True), ("prescriber", True)])
def test_only_who_may_read_the_follow_up_is_led_there(cast, client_of, person, led):
    page = client_of(getattr(cast, person)).get(reverse("diary-links", args=[cast.patient.pk])).content.decode()

    assert (f'href="{reverse("followup", args=[cast.patient.pk])}"' in page) is led
