"""The file page: the six steps of one patient, and what comes next."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.assessment.tests.assessed import eligible
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests.journey import arrived
from ebb.clinic.plan.tests.planned import sign
from ebb.clinic.record.models import Entry

pytestmark = pytest.mark.django_db

EVERY_PAGE = 4  # who asks: session, user, roles; and the alarms of the other chairs


def words(browser, cast):
    return browser.get(reverse("patient", args=[cast.patient.pk])).content.decode()


def plan_visit(browser, cast, signed, **typed):
    day = timezone.localdate() + timedelta(days=1)
    told = {"order": signed.pk, "on": day.isoformat(), "time": "10:15", "form_key": uuid4()}
    return browser.post(reverse("plan-visit", args=[cast.patient.pk]), told | typed)


def test_a_new_file_says_what_is_missing(cast, client_of):
    page = words(client_of(cast.nurse), cast)

    assert "Not now: 1 that stops" in page
    assert "Not signed." in page
    assert "No plan is signed." in page
    assert "No diary day yet." in page


def test_it_shows_how_far_the_patient_came(cast, client_of):
    now = timezone.now()
    eligible(cast, now)
    order = sign(cast, now)
    desk = client_of(cast.front_desk)
    plan_visit(desk, cast, order)

    page = words(client_of(cast.prescriber), cast)

    assert "Eligible. Now: Nothing stands against it." in page
    assert "5 infusions, signed" in page
    assert "0 of 5 over. Next:" in page
    assert reverse("infusion", args=[Infusion.objects.get().pk]) in page


def test_looking_leaves_an_entry(cast, client_of):
    words(client_of(cast.nurse), cast)

    assert Entry.objects.get(verb="looked").actor == cast.nurse.pk


def test_it_takes_the_same_queries_however_long_the_history(cast, client_of, django_assert_num_queries):
    now = timezone.now()
    eligible(cast, now)
    order = sign(cast, now)
    for day in (1, 2, 3):
        plan_visit(client_of(cast.front_desk), cast, order, on=(timezone.localdate() + timedelta(days=day)).isoformat())
    browser = client_of(cast.nurse)
    words(browser, cast)

    with django_assert_num_queries(EVERY_PAGE + 23):
        words(browser, cast)


def test_the_front_desk_opens_no_clinical_page_from_it(cast, client_of):
    page = words(client_of(cast.front_desk), cast)

    assert reverse("assessment", args=[cast.patient.pk]) not in page
    assert reverse("diary-links", args=[cast.patient.pk]) in page


@pytest.mark.parametrize("page", ["today", "board", "file"])
def test_nothing_leads_the_front_desk_to_a_chair_it_may_not_open(page, cast, client_of):
    arrived(cast, timezone.now() - timedelta(minutes=20))
    address = reverse("patient", args=[cast.patient.pk]) if page == "file" else reverse(page)

    seen = [client_of(who).get(address).content.decode() for who in (cast.front_desk, cast.nurse)]

    assert ['href="/infusion/' in page for page in seen] == [False, True]


@pytest.mark.parametrize("typed", [{"on": "2020-01-06"}, {"time": ""}, {"order": "999"}])
def test_a_visit_in_the_past_or_under_no_order_is_asked_again(cast, client_of, typed):
    now = timezone.now()
    eligible(cast, now)
    order = sign(cast, now)

    answer = plan_visit(client_of(cast.front_desk), cast, order, **typed)

    assert answer.status_code == 422
    assert not Infusion.objects.exists()


def test_two_visits_on_one_day_are_refused_with_a_reason(cast, client_of):
    now = timezone.now()
    eligible(cast, now)
    order = sign(cast, now)
    desk = client_of(cast.front_desk)
    plan_visit(desk, cast, order)

    answer = plan_visit(desk, cast, order)

    assert answer.status_code == 422
    assert "on this day already" in answer.content.decode()


def test_a_stranger_sees_nothing(cast, client_of):
    stranger = client_of(cast.stranger)

    for name in ("patient", "plan-visit"):
        assert stranger.get(reverse(name, args=[cast.patient.pk])).status_code == 404
