"""A value that is asked about once more: the tick counts for it and for no other, and says what follows."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion.tests import journey

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """The pages read the clock, so the visit is of today."""
    return timezone.now()


def weigh(client, infusion, weight_kg, **fields):
    path = reverse("do", args=[infusion.pk, "weight"])
    return client.post(path, {"form_key": uuid4(), "weight_kg": weight_kg, **fields})


def weights(infusion):
    return [str(row.weight_kg) for row in infusion.events.filter(kind="WeightMeasured")]


def test_after_a_refused_weight_the_right_one_needs_no_tick(cast, at, client_of):
    infusion, nurse = journey.arrived(cast, journey.before(at, 15)), client_of(cast.nurse)

    asked = weigh(nurse, infusion, "154").content.decode()
    weigh(nurse, infusion, "80.5", asked_about="154")

    assert 'name="confirmed" value="on">' in asked
    assert "I looked again: 154 is right." in asked
    assert "there is no start until a physician agrees" in asked
    assert weights(infusion) == ["80.5"]


def test_a_tick_for_one_weight_is_none_for_another(cast, at, client_of):
    infusion, nurse = journey.arrived(cast, journey.before(at, 15)), client_of(cast.nurse)

    other = weigh(nurse, infusion, "156", asked_about="154", confirmed="on")
    unticked = weigh(nurse, infusion, "154", asked_about="154")
    ticked = weigh(nurse, infusion, "154", asked_about="154", confirmed="on")

    assert (other.status_code, unticked.status_code, ticked.status_code) == (422, 422, 302)
    assert weights(infusion) == ["154.0"]


def test_a_pump_volume_and_a_small_container_can_be_confirmed_on_the_page(cast, at, client_of):
    infusion, nurse = journey.running(cast, journey.before(at, 15)), client_of(cast.nurse)
    path = reverse("do", args=[infusion.pk, "volume"])

    asked = nurse.post(path, {"form_key": uuid4(), "volume_ml": "60"}).content.decode()
    told = {"volume_ml": "60", "asked_about": "60", "confirmed": "on"}

    assert "I looked again: 60 is right." in asked
    assert nurse.post(path, {"form_key": uuid4(), **told}).status_code == 302


def test_the_banner_says_the_measured_weight_and_its_day_or_that_there_is_none(cast, at, client_of):
    infusion, nurse = journey.arrived(cast, journey.before(at, 15)), client_of(cast.nurse)
    page = reverse("infusion", args=[infusion.pk])

    before = nurse.get(page).content.decode()
    weigh(nurse, infusion, "154", confirmed="on")
    after = nurse.get(page).content.decode()

    assert "weight not measured" in before
    assert "dosed for 80 kg" in before
    assert "weight not measured" not in after
    assert "<p>154 kg, " in after
