"""Letting a finding stand is signed: the password is asked again, whoever is signed in."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.conftest import PASSWORD
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.mark.parametrize("password", ["", "not my password"])
def test_an_override_without_the_password_is_not_signed(cast, at, client_of, password):
    infusion = journey.arrived(cast, journey.before(at, 15))
    doctor, path = client_of(cast.prescriber), reverse("do", args=[infusion.pk, "override"])
    said = {"finding": "day.pressure", "reason": "white coat, known", "password": password}

    response = doctor.post(path, said | {"form_key": uuid4()})

    assert response.status_code == 422
    assert not infusion.events.filter(kind="FindingOverridden").exists()


def test_an_override_with_the_password_stands(cast, at, client_of):
    infusion = journey.arrived(cast, journey.before(at, 45))
    journey.prepare_patient(cast, infusion, journey.before(at, 44))
    high = {**journey.RESTING, "hr_per_min": 118}
    for minutes in (35, 24, 13):
        actions.chart_vitals(infusion, **high, by=cast.nurse.pk, at=journey.before(at, minutes))
    doctor = client_of(cast.prescriber)
    page = doctor.get(reverse("infusion", args=[infusion.pk]))
    finding = page.context["signable"][0]
    said = {"finding": finding.id, "reason": "always so before a drip", "password": PASSWORD, "form_key": uuid4()}

    response = doctor.post(reverse("do", args=[infusion.pk, "override"]), said)

    assert response.status_code == 302
    assert infusion.events.get(kind="FindingOverridden").finding == finding.id
