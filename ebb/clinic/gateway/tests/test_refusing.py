"""Nonsense is answered, kept and survived."""

import asyncio

import pytest

from ebb.clinic.gateway.tests.monitor import TAKEN, conversation, gateway, vitals
from ebb.clinic.vitals.models import Message
from ebb.clinic.vitals.tests.waiting import until
from ebb.devices.compose import compose_query
from ebb.devices.mllp import START, frame

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_refuses_garbage_and_goes_on():
    garbage, good = conversation(b"\x00\xffnot a message", vitals("2"))

    assert (garbage.code, good.code) == ("AR", "AA")
    kept = Message.objects.get(kind="unreadable")
    assert kept.raw == "\\x00\\xffnot a message"
    assert "begins with MSH" in kept.reason


def test_it_refuses_a_query_and_never_stores_it_as_vitals():
    (answer,) = conversation(compose_query(bed="CHAIR1", sent_at=TAKEN, control_id="Q1"))

    assert (answer.code, answer.control_id) == ("AR", "Q1")
    assert [row.kind for row in Message.objects.all()] == ["query"]


def test_it_refuses_a_character_set_it_does_not_know():
    (answer,) = conversation(vitals("1").replace(b"UNICODE UTF-8", b"JIS X 0208"))

    assert answer.code == "AR"
    assert "JIS X 0208" in Message.objects.get(kind="unreadable").reason


def test_it_takes_text_in_another_character_set_than_promised():
    raw = vitals("1").replace(b"MDC_ECG_HEART_RATE", "MDC_ECG_HEART_RATE é".encode("latin-1"))

    (answer,) = conversation(raw)

    row = Message.objects.get()
    assert answer.code == "AA"
    assert "\\xe9" in row.raw


def test_it_keeps_what_it_cannot_map_with_the_reason():
    odd = vitals("1").replace(b"147842^MDC_ECG_HEART_RATE^MDC", b"999999^MDC_WHO_KNOWS^MDC")

    (answer,) = conversation(odd)

    row = Message.objects.get()
    assert answer.code == "AA"
    assert row.hr_per_min is None
    assert row.unmapped[0]["code"] == "999999"
    assert row.unmapped[0]["reason"]


def test_it_does_not_believe_a_clock_that_was_never_set():
    raw = vitals("1").replace(f"{TAKEN:%Y%m%d}".encode(), b"19700101")

    conversation(raw)

    row = Message.objects.get()
    assert row.taken_at is None
    assert "1970" in row.reason


def test_it_hangs_up_on_a_frame_that_is_too_long_but_answers_first():
    async def talk():
        async with gateway() as connect:
            glutton, other = await connect(), await connect()
            await glutton.send_bytes(frame(vitals("1")) + START + b"MSH|" + b"x" * 1_100_000)
            answers = [await glutton.hear(), await glutton.hear()]
            return answers, await glutton.is_closed(), await other.ask(vitals("2"))

    (good, refused), closed, other = asyncio.run(talk())

    assert (good.code, refused.code, other.code) == ("AA", "AR", "AA")
    assert closed
    assert "longer than" in Message.objects.get(kind="unreadable").reason


def test_it_takes_a_message_of_nearly_a_megabyte():
    note = b"NTE|1||" + b"x" * 900_000 + b"\r"

    (answer,) = conversation(vitals("1") + note)

    assert answer.code == "AA"
    assert len(Message.objects.get().raw) > 900_000


def test_it_notes_half_a_frame_before_a_closed_line():
    async def talk():
        async with gateway() as connect:
            monitor = await connect()
            await monitor.send_bytes(b"noise" + frame(vitals("1"))[:50])
            monitor.writer.close()
            await monitor.writer.wait_closed()
            house = connect.gateway
            await asyncio.to_thread(until, lambda: not house.connections and house.writer.stored)

    asyncio.run(talk())

    row = Message.objects.get()
    assert row.kind == "unreadable"
    assert "middle of a message" in row.reason
    assert "5 bytes" in row.reason
