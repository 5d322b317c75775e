from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.assessment.candidacy import candidacy_of
from ebb.clinic.assessment.models import Answer, Conclusion, Condition, ListReviewed, Medicine
from ebb.clinic.assessment.tests.assessed import asked, consented, eligible
from ebb.clinic.conftest import PASSWORD

pytestmark = pytest.mark.django_db

EVERY_PAGE = 4  # who asks: session, user, roles; and the alarms of the other chairs
PAGES = ("assessment", "assessment-ask", "consent", "assessment-conclude")
ACTS = ("assessment-line", "assessment-withdraw", "assessment-read", "assessment-gone-through", "assessment-conclude")


@pytest.fixture
def nurse(cast, client_of):
    return client_of(cast.nurse)


def post(browser, name, cast, **typed):
    return browser.post(reverse(name, args=[cast.patient.pk]), {"form_key": uuid4(), **typed})


def page(browser, cast, name="assessment"):
    return browser.get(reverse(name, args=[cast.patient.pk])).content.decode()


def test_it_opens_with_one_sentence_and_the_findings_by_force(cast, nurse):
    asked(cast, timezone.now(), hydrocephalus=True, arrhythmia=True, ptsd=True)

    words = page(nurse, cast)

    assert "Not now: 2 that stop, 1 to sign, 1 to keep in mind." in words
    assert words.index("E15 · ") < words.index("E04 · ") < words.index("E11 · ")
    assert "Only if it is found not to exist." in words or "Not in an office" in words


def test_a_new_patient_is_all_unknown(cast, nurse):
    words = page(nurse, cast)

    assert "Not known yet" in words
    assert 'data-state="unknown"' in words


def test_the_page_takes_the_same_queries_however_much_was_asked(cast, nurse, django_assert_num_queries):
    asked(cast, timezone.now())
    page(nurse, cast)

    with django_assert_num_queries(EVERY_PAGE + 16):
        page(nurse, cast)


def test_answers_of_a_topic_are_recorded_and_the_rest_left_alone(cast, nurse):
    answer = post(nurse, "assessment-ask", cast, topic="deciding", **{"deciding-has_capacity": "yes"})

    assert answer.url.endswith("#deciding")
    assert [(row.fact, row.value) for row in Answer.objects.all()] == [("has_capacity", True)]


def test_an_impossible_number_is_asked_again(cast, nurse):
    answer = post(nurse, "assessment-ask", cast, topic="body", **{"body-height_cm": "1.70"})

    assert answer.status_code == 422
    assert not Answer.objects.exists()


def test_lines_are_added_and_withdrawn(cast, nurse):
    post(
        nurse,
        "assessment-line",
        cast,
        list="condition",
        **{"condition-text": "CRPS, left", "condition-evidence": "crps"},
    )
    line = Condition.objects.get()
    assert "Evidence: moderate, to 12 weeks." in page(nurse, cast)

    post(nurse, "assessment-withdraw", cast, list="condition", line=line.pk, reason="it is the right foot")

    assert not Condition.objects.current().exists()
    assert Condition.objects.count() == 2


def test_an_unknown_medicine_asks_for_a_reader(cast, nurse, client_of):
    post(nurse, "assessment-line", cast, list="medicine", **{"medicine-text": "Zyxotran 5 mg"})
    assert "not recognised: someone must read it" in page(nurse, cast, "assessment-ask")
    line = Medicine.objects.get()
    assert post(nurse, "assessment-read", cast, line=line.pk, reason="fine").status_code == 404

    post(client_of(cast.prescriber), "assessment-read", cast, line=line.pk, reason="a skin cream")

    assert "read: a skin cream" in page(nurse, cast, "assessment-ask")


def test_a_list_is_finished_only_when_someone_says_so(cast, nurse):
    post(nurse, "assessment-gone-through", cast, subject="allergies")

    assert ListReviewed.objects.get().subject == "allergies"
    assert "No allergy known" in page(nurse, cast)


def test_a_prescriber_concludes_with_password_and_reasons(cast, client_of):
    asked(cast, timezone.now(), arrhythmia=True)
    consented(cast, timezone.now())
    prescriber = client_of(cast.prescriber)
    told = {"verdict": "eligible", "override-E04": "cardiology note", "password": PASSWORD}
    assert post(prescriber, "assessment-conclude", cast, **told | {"password": "guess"}).status_code == 422
    assert post(prescriber, "assessment-conclude", cast, **told | {"override-E04": ""}).status_code == 422

    answer = post(prescriber, "assessment-conclude", cast, **told)

    assert answer.status_code == 302
    assert candidacy_of(cast.patient, timezone.now()).open == []


def test_a_nurse_does_not_conclude(cast, nurse):
    assert post(nurse, "assessment-conclude", cast, verdict="declined", reason="x").status_code == 404
    assert not Conclusion.objects.exists()


def test_a_stranger_and_the_front_desk_see_nothing(cast, client_of):
    for person in (cast.stranger, cast.front_desk):
        browser = client_of(person)
        assert {browser.get(reverse(name, args=[cast.patient.pk])).status_code for name in PAGES} == {404}
        assert {post(browser, name, cast).status_code for name in ACTS} == {404}


@pytest.mark.parametrize(("person", "led"), [("nurse", False), ("prescriber", True)])
def test_only_who_may_make_a_plan_is_led_there(cast, client_of, person, led):
    eligible(cast, timezone.now())

    words = page(client_of(getattr(cast, person)), cast)

    assert (f'href="{reverse("plan-new", args=[cast.patient.pk])}"' in words) is led
