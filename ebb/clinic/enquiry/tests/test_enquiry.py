from uuid import uuid4

import pytest
from django.urls import reverse

from ebb.clinic.enquiry import actions
from ebb.clinic.enquiry.models import Enquiry, EnquiryAnswer
from ebb.clinic.people.models import Patient, Site
from ebb.clinic.record.verify import verify

pytestmark = pytest.mark.django_db


def asked(client, **fields):
    site = Site.objects.get(name="Main street")
    told = {"form_key": uuid4(), "site": site.pk, "name": "Vera Visitor", "email": "vera@example.org", "phone": ""}
    return client.post(reverse("enquiry"), told | fields)


def test_a_visitor_asks_without_an_account(cast, client):
    response = asked(client, question="Would it make sense?")

    assert response.url == reverse("enquiry-received")
    assert Enquiry.objects.get().question == "Would it make sense?"
    assert verify().faults == []


def test_it_asks_for_one_way_to_answer(cast, client):
    response = asked(client, email="")

    assert response.status_code == 422
    assert "so that we can answer" in response.content.decode()
    assert not Enquiry.objects.exists()


def test_the_same_form_twice_asks_once(cast, client):
    key = uuid4()

    first, second = asked(client, form_key=key), asked(client, form_key=key)

    assert first.url == second.url
    assert Enquiry.objects.count() == 1


def test_what_a_machine_filled_in_is_not_kept(cast, client):
    asked(client, website="https://spam.example")

    assert not Enquiry.objects.exists()


def test_the_desk_opens_a_file(cast, client, client_of):
    asked(client)
    desk = client_of(cast.front_desk)
    enquiry = Enquiry.objects.get()
    who = {"given_name": "Vera", "family_name": "Visitor", "born_on": "1980-02-03", "sex": "female", "number": "77"}

    response = desk.post(reverse("enquiry-answer", args=[enquiry.pk]), who | {"form_key": uuid4()})

    assert response.status_code == 302
    assert Patient.objects.get(number="77").demographics.get().email == "vera@example.org"
    assert EnquiryAnswer.objects.get().enquiry == enquiry
    assert desk.get(reverse("enquiry-answer", args=[enquiry.pk])).status_code == 404


def test_a_stranger_sees_no_enquiry_of_another_house(cast, at, client_of):
    enquiry = actions.receive_enquiry(site=cast.site, name="Vera", email="v@example.org", phone="", question="", at=at)
    stranger = client_of(cast.stranger)

    assert stranger.get(reverse("enquiry-answer", args=[enquiry.pk])).status_code == 404
    assert b"Vera" not in stranger.get(reverse("enquiries")).content
