"""The blind check on a page of its own: nothing to copy before it is entered, and only where they differ after."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion.tests import journey

pytestmark = pytest.mark.django_db

VIAL = {"lot": journey.LOT, "vial_mg_per_ml": "50", "drawn_ml": "1", "diluent_ml": "49"}
CHECK = {
    "container": "bag 1", "weight_kg": "80", "vial_mg_per_ml": "50", "drawn_ml": "1", "concentration_mg_per_ml": "1",
    "rate_ml_per_h": "60", "volume_ml": "40",
}  # fmt: skip


@pytest.fixture
def at():
    """The pages read the clock, so the visit is of today."""
    return timezone.now()


@pytest.fixture
def drawn_up(cast, at, client_of):
    journey.count_vials(cast, at)
    infusion = journey.arrived(cast, journey.before(at, 15))
    made = do(client_of(cast.nurse), infusion, "container", container="bag 1", rate_ml_per_h="60", **VIAL)
    assert made.url == reverse("infusion", args=[infusion.pk])
    return infusion


def page_of(infusion) -> str:
    return reverse("second-check", args=[infusion.pk])


def do(client, infusion, action, **fields):
    return client.post(reverse("do", args=[infusion.pk, action]), {"form_key": uuid4(), **fields})


def shown(client, infusion) -> str:
    """The page itself, without the forms' own ids and choices."""
    page = client.get(page_of(infusion)).content.decode()
    return re.sub(r"<(select|script|header|head).*?</\1>", "", page, flags=re.DOTALL)


def test_there_is_a_patient_and_nothing_to_copy(cast, client_of, drawn_up):
    do(client_of(cast.nurse), drawn_up, "check", **{**CHECK, "weight_kg": "81.7"})

    page = shown(client_of(cast.second_nurse), drawn_up)

    assert "Ines Invented" in page
    assert "born" in page
    for number in ("80 kg", "81.7", "40.0 mg", "1 mg/mL", "50 mg/mL", "60 mL/h", "49 mL", "programme", journey.LOT):
        assert number not in page, number
    assert not re.search(r'value="[\d.]+"', page.replace('name="weight_kg" value=""', ""))


def test_the_answers_show_once_both_are_in_and_agree(cast, client_of, drawn_up):
    nurse, second = client_of(cast.nurse), client_of(cast.second_nurse)

    first = do(nurse, drawn_up, "check", **CHECK)
    mine = shown(nurse, drawn_up)
    do(second, drawn_up, "check", **CHECK)
    both = shown(second, drawn_up)

    assert first.url == page_of(drawn_up)
    assert "60 mL/h" not in mine
    assert 'name="weight_kg"' not in mine
    assert "Sam Second: bag 1, 80 kg, vial 50 mg/mL, syringe 1 mL, 1 mg/mL, 60 mL/h, 40 mL" in both


def test_two_who_differ_are_shown_the_field_and_no_number(cast, client_of, drawn_up):
    nurse, second = client_of(cast.nurse), client_of(cast.second_nurse)

    do(nurse, drawn_up, "check", **{**CHECK, "vial_mg_per_ml": "10"})
    do(second, drawn_up, "check", **CHECK)

    for client in (nurse, second):
        page = shown(client, drawn_up)
        assert "The two checks differ in vial strength." in page
        assert "60 mL/h" not in page
        assert 'name="weight_kg"' in page
    chair = nurse.get(reverse("infusion", args=[drawn_up.pk])).content.decode()
    assert "vial 10 mg/mL" not in chair
    assert "syringe 1 mL" not in chair


def test_a_number_left_out_is_asked_for_on_the_same_page(cast, client_of, drawn_up):
    refused = do(client_of(cast.nurse), drawn_up, "check", **{**CHECK, "drawn_ml": ""})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Volume in the syringe" in page
    assert "40.0 mg" not in page
    assert not drawn_up.events.filter(kind="CheckEntered").exists()


def test_the_label_is_asked_of_the_one_who_did_not_draw_it_up(cast, client_of, drawn_up):
    nurse, second = client_of(cast.nurse), client_of(cast.second_nurse)
    for client in (nurse, second):
        do(client, drawn_up, "check", **CHECK)
    label = {"container": "bag 1", "concentration_mg_per_ml": "1"}

    own, other = shown(nurse, drawn_up), shown(second, drawn_up)
    wrong = do(second, drawn_up, "label", **{**label, "concentration_mg_per_ml": "10"})
    right = do(second, drawn_up, "label", **label)

    assert "Strength on the label" not in own
    assert "Strength on the label" in other
    assert wrong.status_code == 422
    assert "label of bag 1 says 10 mg/mL" in wrong.content.decode()
    assert right.url == page_of(drawn_up)
    assert drawn_up.events.filter(kind="LabelChecked").count() == 1


def test_for_another_rate_both_check_anew_without_vial_and_syringe(cast, at, client_of):
    infusion, nurse = journey.running(cast, at), client_of(cast.nurse)

    page = shown(nurse, infusion)
    rate = {name: value for name, value in CHECK.items() if name not in ("vial_mg_per_ml", "drawn_ml")}
    entered = do(nurse, infusion, "check", **{**rate, "rate_ml_per_h": "63"})

    assert 'name="rate_ml_per_h"' in page
    assert 'name="drawn_ml"' not in page
    assert entered.url == page_of(infusion)
    assert "One check is in" in shown(client_of(cast.second_nurse), infusion)


def test_before_a_container_there_is_nothing_to_check(cast, at, client_of):
    infusion = journey.arrived(cast, journey.before(at, 15))

    assert 'name="weight_kg"' not in shown(client_of(cast.nurse), infusion)


def test_a_stranger_sees_no_check(cast, client_of, drawn_up):
    assert client_of(cast.stranger).get(page_of(drawn_up)).status_code == 404
    assert client_of(cast.front_desk).get(page_of(drawn_up)).status_code == 404
