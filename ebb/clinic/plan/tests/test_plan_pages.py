from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.tests.assessed import eligible
from ebb.clinic.conftest import PASSWORD
from ebb.clinic.plan.models import Order
from ebb.clinic.plan.tests.planned import sign

pytestmark = pytest.mark.django_db

TYPED = {
    "diagnosis": "Fibromyalgia", "goal": "Walk to the shop", "infusions": "5", "programme": "A", "ordered_by": "dose",
    "dose_mg_per_kg": "0.5", "duration_min": "40", "weight_kg": "70", "height_cm": "170",
}  # fmt: skip
SEEN = "35.00 mg over 40 min, 52.50 mg/h"


@pytest.fixture
def prescriber(cast, client_of):
    return client_of(cast.prescriber)


@pytest.fixture
def ready(cast):
    """Concluded as eligible today, by the real clock that the pages read."""
    return eligible(cast, timezone.now())


def post(browser, cast, **typed):
    return browser.post(reverse("plan-new", args=[cast.patient.pk]), {"form_key": uuid4(), **TYPED, **typed})


def test_it_calculates_both_ways_before_anything_is_signed(cast, ready, prescriber):
    page = post(prescriber, cast, check="1")

    words = page.content.decode()
    assert page.status_code == 200
    assert "inside every limit" in words
    assert all(number in words for number in ("35.00 mg", "52.50", "26.25", "17.50 mL", "0.750"))
    assert words.index("0.5 <small>mg/kg</small>") < words.index("35.00 <small>mg</small>") < words.index("26.25 mL/h")
    assert "Kamp 2020" in words
    assert not Order.objects.exists()


def test_what_was_calculated_is_signed_with_the_password(cast, ready, prescriber):
    answer = post(prescriber, cast, sign="1", seen=SEEN, password=PASSWORD)

    assert answer.url == reverse("plan", args=[cast.patient.pk])
    assert Order.objects.get().signed_by == cast.prescriber


@pytest.mark.parametrize("password", ["", "guess"])
def test_without_the_password_nothing_is_signed(cast, ready, prescriber, password):
    answer = post(prescriber, cast, sign="1", seen=SEEN, password=password)

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_an_order_changed_after_it_was_calculated_is_shown_again(cast, ready, prescriber):
    answer = post(prescriber, cast, sign="1", seen=SEEN, password=PASSWORD, dose_mg_per_kg="0.4")

    assert answer.status_code == 422
    assert "changed after it was reckoned" in answer.content.decode()
    assert not Order.objects.exists()


def test_ten_times_the_dose_can_not_even_be_signed(cast, ready, prescriber):
    words = post(prescriber, cast, check="1", dose_mg_per_kg="5").content.decode()

    assert "range of anaesthesia" in words
    assert "Sign the plan" not in words


def test_a_stop_of_candidacy_takes_the_signature_away(cast, ready, prescriber):
    assessment.answer(patient=cast.patient, answers={"hydrocephalus": True}, by=cast.nurse.pk, at=timezone.now())

    words = post(prescriber, cast, check="1").content.decode()

    assert "A plan can not be signed now" in words
    assert "Sign the plan" not in words


@pytest.mark.parametrize(
    "typed", [{"dose_mg_per_kg": "much"}, {"dose_mg_per_kg": ""}, {"weight_kg": "-70"}, {"infusions": "0"}]
)
def test_what_is_no_number_is_asked_again(cast, ready, prescriber, typed):
    answer = post(prescriber, cast, sign="1", seen=SEEN, password=PASSWORD, **typed)

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_a_rate_with_a_cap_is_calculated_too(cast, ready, prescriber):
    rate = {
        "programme": "B",
        "ordered_by": "rate",
        "rate_mg_per_kg_per_h": "0.35",
        "cap_mg_per_h": "20",
        "duration_min": "240",
    }

    words = post(prescriber, cast, check="1", **rate).content.decode()

    assert "80.00 mg" in words
    assert "The cap lowers it from 98.0 mg" in words


def test_a_nurse_reads_the_plan_and_writes_none(cast, ready, client_of):
    sign(cast, timezone.now())
    nurse = client_of(cast.nurse)

    assert "35.0 mg" in nurse.get(reverse("plan", args=[cast.patient.pk])).content.decode()
    assert nurse.get(reverse("plan-new", args=[cast.patient.pk])).status_code == 404


def test_a_stranger_sees_nothing(cast, ready, client_of):
    sign(cast, timezone.now())
    stranger = client_of(cast.stranger)

    for name in ("plan", "plan-new"):
        assert stranger.get(reverse(name, args=[cast.patient.pk])).status_code == 404
