from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.assessment.consents import consent_of
from ebb.clinic.assessment.tests.assessed import released
from ebb.clinic.conftest import PASSWORD
from ebb.clinic.library.actions import release_consent_text

pytestmark = pytest.mark.django_db

SIGNED = {"version": "1", "understood": "on", "signed_name": "ines  Invented", "password": PASSWORD}


def sign(browser, cast, **typed):
    return browser.post(reverse("consent", args=[cast.patient.pk]), {"form_key": uuid4(), **SIGNED, **typed})


def test_without_a_released_text_nobody_signs(cast, client_of):
    nurse = client_of(cast.nurse)

    assert "No consent text has been released" in nurse.get(reverse("consent", args=[cast.patient.pk])).content.decode()
    assert sign(nurse, cast).status_code == 422


def test_the_patient_signs_beside_a_witness(cast, client_of):
    released(cast, timezone.now())
    nurse = client_of(cast.nurse)
    assert "Witness: Nora Nurse" in nurse.get(reverse("consent", args=[cast.patient.pk])).content.decode()

    answer = sign(nurse, cast)

    assert answer.url == reverse("patient", args=[cast.patient.pk])
    consent = consent_of(cast.patient)
    assert (consent.signed_name, consent.witness) == ("ines Invented", cast.nurse)


@pytest.mark.parametrize(
    "typed", [{"password": "guess"}, {"understood": ""}, {"signed_name": ""}, {"signed_name": "Otto Other"}]
)
def test_nothing_is_signed_half(cast, client_of, typed):
    released(cast, timezone.now())

    answer = sign(client_of(cast.nurse), cast, **typed)

    assert answer.status_code == 422
    assert consent_of(cast.patient) is None


def test_a_text_that_changed_while_it_was_read_is_not_signed(cast, client_of):
    released(cast, timezone.now())
    release_consent_text(site=cast.site, title="New", body="Other words.", by=cast.prescriber.pk, at=timezone.now())

    answer = sign(client_of(cast.nurse), cast)

    assert answer.status_code == 422
    assert "version 2" in answer.content.decode()
    assert consent_of(cast.patient) is None
