"""The page at the chair: what it shows in each state, what it records, and what it refuses in words."""

import re
from collections import Counter
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.people.actions import lock_tablet, trust_tablet
from ebb.clinic.vitals.models import AlarmChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """The pages read the clock, so the visit is of today."""
    return timezone.now()


def page_of(infusion) -> str:
    return reverse("infusion", args=[infusion.pk])


@pytest.mark.parametrize("visit", ["expected", "arrived", "ready_to_start", "running", "stopped"])
def test_every_field_has_a_name_of_its_own(cast, at, client_of, visit):
    infusion = getattr(journey, visit)(cast, journey.before(at, 15))

    page = client_of(cast.nurse).get(page_of(infusion)).content.decode()

    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert {name: count for name, count in ids.items() if count > 1} == {}
    assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids)


def do(client, infusion, deed, *, at_once=False, **fields):
    path = reverse("do-at-once" if at_once else "do", args=[infusion.pk, deed])
    return client.post(path, {"form_key": uuid4(), **fields})


@pytest.mark.parametrize(
    ("visit", "shown"),
    [
        ("expected", "Check in"),
        ("arrived", "Before the start"),
        ("ready_to_start", "Record start: 60 mL/h"),
        ("running", "Record pause"),
        ("stopped", "To recovery"),
    ],
)
def test_each_state_offers_what_comes_next(cast, at, client_of, visit, shown):
    infusion = getattr(journey, visit)(cast, journey.before(at, 15))

    page = client_of(cast.nurse).get(page_of(infusion))

    assert page.status_code == 200
    assert shown in page.content.decode()


@pytest.mark.parametrize("who", ["stranger", "front_desk"])
def test_others_do_not_see_the_chair(cast, at, client_of, who):
    infusion = journey.running(cast, journey.before(at, 15))
    client = client_of(getattr(cast, who))
    before = Event.objects.count()

    assert client.get(page_of(infusion)).status_code == 404
    assert do(client, infusion, "note", text="hello").status_code == 404
    assert do(client, infusion, "stop", at_once=True).status_code == 404
    assert Event.objects.count() == before


def test_ten_times_the_rate_is_refused_in_words(cast, at, client_of):
    infusion = journey.running(cast, journey.before(at, 15))
    before = Event.objects.count()

    response = do(client_of(cast.nurse), infusion, "rate", rate_ml_per_h="600")

    assert response.status_code == 422
    assert "mg/kg/h" in response.content.decode()
    assert Event.objects.count() == before


def test_a_weight_in_pounds_is_asked_about(cast, at, client_of):
    infusion = journey.arrived(cast, journey.before(at, 15))
    before = Event.objects.count()

    response = do(client_of(cast.nurse), infusion, "weight", weight_kg="176")

    assert response.status_code == 422
    assert Event.objects.count() == before


@pytest.mark.parametrize("volume", ["-3", "abc", "1e9", ""])
def test_what_is_no_amount_is_refused(cast, at, client_of, volume):
    infusion = journey.running(cast, journey.before(at, 15))
    before = Event.objects.count()

    assert do(client_of(cast.nurse), infusion, "volume", volume_ml=volume).status_code == 422
    assert Event.objects.count() == before


def test_a_second_start_and_a_second_stop_say_when_and_who(cast, at, client_of):
    nurse = client_of(cast.nurse)
    infusion = journey.running(cast, journey.before(at, 15))
    start = do(nurse, infusion, "start", container=journey.BAG)
    do(nurse, infusion, "stop", at_once=True, reason="asked to")

    stop = do(nurse, infusion, "stop", at_once=True, reason="again")

    assert start.status_code == stop.status_code == 422
    assert "Nora Nurse" in stop.content.decode()


def test_a_double_tap_records_once(cast, at, client_of):
    nurse, key = client_of(cast.nurse), uuid4()
    infusion = journey.running(cast, journey.before(at, 15))

    first = do(nurse, infusion, "score", form_key=key, scale="nausea", value="2")
    second = do(nurse, infusion, "score", form_key=key, scale="nausea", value="2")

    assert first.url == second.url
    assert infusion.events.filter(kind="Scored", score=2).count() == 1


def test_a_pause_on_a_locked_tablet_is_recorded_at_once(cast, at, client_of):
    nurse = client_of(cast.nurse)
    infusion = journey.running(cast, journey.before(at, 15))
    tablet, token = trust_tablet(site=cast.site, name="Ward", by=cast.administrator.pk, at=at)
    nurse.cookies["ebb_tablet"] = token
    lock_tablet(tablet=tablet, at=at)

    paused = do(nurse, infusion, "pause", at_once=True)
    noted = do(nurse, infusion, "note", text="kept for later")

    assert paused.status_code == 302
    assert infusion.events.get(kind="Paused").locked_tablet is True
    assert noted.status_code == 423
    assert "kept for later" in noted.content.decode()
    assert not infusion.events.filter(kind="Noted").exists()


def test_a_rescue_drug_without_its_dose_is_noted_at_once(cast, at, client_of):
    infusion = journey.running(cast, journey.before(at, 15))

    response = do(client_of(cast.nurse), infusion, "rescue", at_once=True, drug="midazolam")

    assert response.status_code == 302
    assert "midazolam" in infusion.events.get(kind="Noted").text


def test_an_alarm_is_acknowledged_by_name(cast, at, client_of):
    infusion = journey.running(cast, journey.before(at, 15))
    alarm = AlarmChange.objects.create(
        alarm=uuid4(), infusion=infusion.pk, file=infusion.patient_id, chair=cast.chair, parameter="nibp_sys_mmhg",
        kind="clinical", priority="high", state="raised", value=185, text="Systolic pressure 185 mmHg, high",
        happened_at=at, written_at=at, by=cast.nurse.pk,
    )  # fmt: skip

    client_of(cast.nurse).post(reverse("acknowledge", args=[infusion.pk, alarm.alarm]), {"form_key": uuid4()})

    assert AlarmChange.objects.get(state="acknowledged").by == cast.nurse.pk
    stranger = client_of(cast.stranger).post(
        reverse("acknowledge", args=[infusion.pk, alarm.alarm]), {"form_key": uuid4()}
    )
    assert stranger.status_code == 404


def test_a_hand_over_completes_when_the_receiver_accepts(cast, at, client_of):
    infusion = journey.running(cast, journey.before(at, 15))
    do(client_of(cast.nurse), infusion, "offer", to=cast.second_nurse.pk)
    receiver = client_of(cast.second_nurse)
    assert "Accept this patient" in receiver.get(page_of(infusion)).content.decode()

    do(receiver, infusion, "accept")

    assert journey.again(infusion).nurse == cast.second_nurse


def test_symptoms_stand_on_the_page_until_they_are_gone(cast, at, client_of):
    infusion, client = journey.running(cast, journey.before(at, 15)), client_of(cast.nurse)

    do(client, infusion, "symptoms", symptoms=["chest pain", "loss of vision"])
    during = client.get(page_of(infusion)).content.decode()
    do(client, infusion, "symptoms-gone")
    afterwards = client.get(page_of(infusion)).content.decode()

    assert "chest pain, loss of vision" in during
    assert "Record: symptoms gone" in during
    assert "Record: symptoms gone" not in afterwards


def test_symptoms_without_one_are_refused_in_the_open_fold(cast, at, client_of):
    infusion = journey.running(cast, journey.before(at, 15))

    refused = do(client_of(cast.nurse), infusion, "symptoms")

    assert refused.status_code == 422
    assert "Tick what the patient has. Nothing was recorded." in refused.content.decode()
    assert '<details class="confirm" open><summary class="button">Symptoms…' in refused.content.decode()


def test_each_form_of_a_running_visit_asks_for_its_own_values(cast, at, client_of):
    infusion = journey.running(cast, at)

    page = client_of(cast.nurse).get(reverse("infusion", args=[infusion.pk])).content.decode()

    for name in ("completed", "drug", "rate_ml_per_h", "container", "volume_ml", "happened", "late_reason"):
        assert f'name="{name}"' in page, name
