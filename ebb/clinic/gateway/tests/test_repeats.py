"""The same message sent again is answered again and stored once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ebb.clinic.gateway.fast_path import message_store
from ebb.clinic.gateway.incoming import understand
from ebb.clinic.gateway.repeats import OTHER_BYTES, mark_repeats
from ebb.clinic.gateway.tests.monitor import TAKEN, conversation, vitals
from ebb.clinic.gateway.writer import MessageWriter
from ebb.clinic.vitals.models import Message
from ebb.devices.compose import compose_query
from ebb.devices.times import format_time

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_answers_a_repeat_again_and_stores_it_once():
    answers = conversation(vitals("7"), vitals("7"), vitals("7"))

    assert [(answer.code, answer.control_id) for answer in answers] == [("AA", "7")] * 3
    assert Message.objects.count() == 1


def test_it_refuses_a_repeated_query_again():
    query = compose_query(bed="CHAIR1", sent_at=TAKEN, control_id="Q1")

    answers = conversation(query, query)

    assert [answer.code for answer in answers] == ["AR", "AR"]
    assert Message.objects.count() == 1


def test_it_stores_other_bytes_under_the_same_number_with_a_remark():
    answers = conversation(vitals("7", hr_per_min=72), vitals("7", hr_per_min=73))

    first, second = Message.objects.order_by("id")
    assert [answer.code for answer in answers] == ["AA", "AA"]
    assert (first.reason, second.reason) == ("", OTHER_BYTES)


def test_it_stores_one_of_two_that_come_in_the_same_batch():
    batch = [incoming(vitals("7")), incoming(vitals("7")), incoming(vitals("8"))]

    writing(batch)

    assert [item.repeated for item in batch] == [False, True, False]
    assert Message.objects.count() == 2


def test_it_stores_every_message_without_a_number():
    conversation(vitals(""), vitals(""))

    assert Message.objects.count() == 2


def test_it_remarks_nothing_when_two_monitors_of_one_make_count_alike():
    batch = [incoming(vitals("7", bed="CHAIR1"), peer="10.0.0.1"), incoming(vitals("7", bed="CHAIR2"), peer="10.0.0.2")]

    writing(batch)

    assert [item.reason for item in batch] == ["", ""]


def test_it_takes_equal_bytes_without_a_time_for_new_after_a_minute():
    timeless = vitals("7").replace(format_time(TAKEN).encode(), b"")
    now = timezone.now()
    writing([incoming(timeless, at=now)])
    soon, late = incoming(timeless, at=now + timedelta(seconds=20)), incoming(timeless, at=now + timedelta(seconds=90))

    into = message_store()
    with into.transaction():
        mark_repeats([soon, late], into)

    assert (soon.repeated, late.repeated) == (True, False)


def incoming(payload, *, peer="127.0.0.1", at=None):
    return understand(payload, peer=peer, at=at or timezone.now(), assume_tz=timezone.get_default_timezone())


def writing(batch):
    writer = MessageWriter(lambda batch: None, lambda: None)
    writer._store = message_store()
    writer.write(batch)
