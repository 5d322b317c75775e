"""What a monitor sends is stored as it said it, and answered after."""

import asyncio
from datetime import UTC, datetime

import pytest

from ebb.clinic.gateway.tests.monitor import TAKEN, conversation, gateway, vitals
from ebb.clinic.gateway.tests.seating import seat
from ebb.clinic.vitals.models import Message
from ebb.devices.mllp import frame

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_stores_the_numbers_before_it_says_taken(cast):
    async def talk():
        async with gateway() as connect:
            answer = await (await connect()).ask(vitals("17", hr_per_min=72, spo2_percent=97))
            return answer, await asyncio.to_thread(lambda: list(Message.objects.all()))

    answer, rows = asyncio.run(talk())

    assert (answer.code, answer.control_id) == ("AA", "17")
    assert [(row.hr_per_min, row.spo2_percent, row.rr_per_min) for row in rows] == [(72, 97, None)]
    assert (rows[0].kind, rows[0].taken_at, rows[0].chair_id) == ("vitals", TAKEN, cast.chair.pk)


def test_it_knows_the_patient_in_the_chair(cast, at):
    seat(cast, at)

    conversation(vitals("1"))

    assert Message.objects.get().file == cast.patient.pk


def test_it_names_nobody_while_the_patient_waits_for_the_escort_elsewhere(cast, at):
    seat(cast, at, state="waiting for escort")

    conversation(vitals("1"))

    assert Message.objects.get().file is None


def test_it_keeps_what_comes_from_a_bed_without_a_chair(cast):
    answers = conversation(vitals("1", bed="CORRIDOR"), vitals("2", bed="CORRIDOR"))

    beds = Message.objects.unassigned_beds(since=datetime(2026, 1, 1, tzinfo=UTC))

    assert [answer.code for answer in answers] == ["AA", "AA"]
    assert [(bed["bed"], bed["messages"]) for bed in beds] == [("CORRIDOR", 2)]


def test_it_takes_two_frames_in_one_read_and_one_byte_by_byte(cast):
    async def talk():
        async with gateway() as connect:
            monitor = await connect()
            await monitor.send_bytes(frame(vitals("1")) + frame(vitals("2")))
            for byte in frame(vitals("3")):
                await monitor.send_bytes(bytes([byte]))
            return [(await monitor.hear()).control_id for _ in range(3)]

    assert asyncio.run(talk()) == ["1", "2", "3"]
    assert Message.objects.count() == 3


def test_it_answers_twenty_monitors_each_with_its_own(cast):
    async def one(connect, number):
        monitor = await connect()
        return [(await monitor.ask(vitals(f"{number}x{turn}"))).control_id for turn in range(10)]

    async def talk():
        async with gateway() as connect:
            return await asyncio.gather(*(one(connect, number) for number in range(20)))

    heard = asyncio.run(talk())

    assert heard == [[f"{number}x{turn}" for turn in range(10)] for number in range(20)]
    assert Message.objects.count() == 200
