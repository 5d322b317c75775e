"""Today and the board: who is where, in a number of queries that does not grow."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion.actions import check_in
from ebb.clinic.infusion.tests import journey
from ebb.clinic.record.models import Entry
from ebb.clinic.today.board_cards import curve_of
from ebb.clinic.visit import figure
from ebb.clinic.visit.cards import cards
from ebb.pathway.events import WeightMeasured
from ebb.pathway.visit_facts import VisitFacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


def queries(client, path) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def seat_another(cast, at) -> None:
    other = journey.expected(cast, at, patient=journey.another_patient(cast, at))
    check_in(other, chair=cast.plain_chair, identifiers=journey.IDENTIFIERS, by=cast.nurse.pk, at=at)


def test_the_board_shows_each_chair_and_who_comes_next(cast, at, client_of):
    journey.running(cast, journey.before(at, 15))

    page = client_of(cast.nurse).get(reverse("board")).content.decode()

    assert "Ines Invented" in page
    assert "15.0 of 40.0 mg" in page
    assert 'data-phase="free"' in page


@pytest.mark.parametrize("name", ["board", "today"])
def test_more_patients_ask_no_more_queries(cast, at, client_of, name):
    nurse, path = client_of(cast.nurse), reverse(name)
    journey.running(cast, journey.before(at, 15))
    nurse.get(path)
    one = queries(nurse, path)
    seat_another(cast, at)

    assert queries(nurse, path) <= one


def test_a_stranger_sees_neither_name_nor_chair(cast, at, client_of):
    infusion = journey.running(cast, journey.before(at, 15))
    stranger = client_of(cast.stranger)

    for name in ("today", "board"):
        assert b"Ines" not in stranger.get(reverse(name)).content
    assert b"Ines" not in stranger.get(reverse("patients"), {"q": "ines"}).content
    assert stranger.get(reverse("patient", args=[infusion.patient_id])).status_code == 404


def test_a_patient_is_found_by_the_beginning_of_a_name(cast, client_of):
    found = client_of(cast.front_desk).get(reverse("patients"), {"q": "inv"}).content

    assert b"Ines Invented" in found


def test_looking_into_a_file_leaves_one_entry(cast, client_of):
    nurse = client_of(cast.nurse)
    for _ in range(3):
        nurse.get(reverse("patient", args=[cast.patient.pk]))

    assert Entry.objects.filter(chain=cast.patient.pk, verb="looked", actor=cast.nurse.pk).count() == 1


def test_someone_says_that_they_are_here(cast, client_of):
    doctor = client_of(cast.prescriber)

    doctor.post(reverse("presence"), {"form_key": uuid4(), "here": "yes"})

    assert "Pia Prescriber" in doctor.get(reverse("today")).content.decode()


def test_the_small_curve_meets_at_now(cast, at):
    journey.running(cast, journey.before(at, 15))
    [card] = [card for card in cards(cast.site, at) if card.infusion]

    spark = curve_of(card)

    assert spark.past.split("L")[-1] == spark.ahead[1:].split("L")[0]


def test_the_small_curve_goes_by_the_weight_measured_today(cast, at, monkeypatch):
    journey.running(cast, journey.before(at, 15))
    [card] = [card for card in cards(cast.site, at) if card.infusion]
    weighed = WeightMeasured(id="w", at=at, by="", weight_kg=card.infusion.order.weight_kg + 9)
    weights = []
    monkeypatch.setattr(figure, "predicted", lambda facts, **given: weights.append(given["weight_kg"]) or [])

    curve_of(replace(card, facts=VisitFacts.of([*card.facts, weighed])))

    assert weights == [weighed.weight_kg]
