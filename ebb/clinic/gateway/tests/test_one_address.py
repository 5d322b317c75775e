"""One address can neither keep the others out, nor fill the table, nor the memory."""

import asyncio
from datetime import timedelta

import pytest

from ebb.clinic.gateway.limits import Limits, from_environment
from ebb.clinic.gateway.server import Gateway, MonitorConnection
from ebb.clinic.gateway.tests.monitor import gateway, vitals
from ebb.clinic.gateway.tests.test_limits import closed_on
from ebb.clinic.gateway.unreadable_bytes import UnreadableBytes
from ebb.clinic.vitals.models import Message
from ebb.devices.mllp import START

PEER = "10.0.5.9"
HALF = "the connection ended in the middle of a message, which was not answered"


@pytest.mark.django_db(transaction=True)
def test_one_address_holds_no_more_connections_than_it_may():
    async def talk():
        async with gateway(connections=64, connections_per_address=2) as connect:
            held = [await connect(), await connect()]
            answers = [await monitor.ask(vitals(str(n))) for n, monitor in enumerate(held)]
            return [answer.code for answer in answers], await closed_on(await connect())

    assert asyncio.run(talk()) == (["AA", "AA"], True)


def test_another_address_is_let_in_beside_one_that_holds_all_it_may():
    async def ask():
        house = Gateway(Limits(connections=64, connections_per_address=1))
        held = MonitorConnection(house)
        held.peer = "127.0.0.1"
        house.connections.add(held)
        return house.refusal("127.0.0.1"), house.refusal("::1")

    refused, other = asyncio.run(ask())
    assert (refused, other) == ("1 connections of this address are open, which is the most one address may hold", "")


def test_an_address_may_hold_half_of_all_unless_told(monkeypatch):
    monkeypatch.setenv("EBB_MLLP_CONNECTIONS", "10")

    assert (Limits().connections_per_address, from_environment().connections_per_address) == (32, 5)


@pytest.mark.django_db(transaction=True)
def test_a_storm_of_aborted_halves_leaves_one_row():
    async def talk():
        async with gateway() as connect:
            for _ in range(20):
                monitor = await connect()
                await monitor.send_bytes(START + b"MSH|^~\\&|half")
                monitor.writer.close()
                await monitor.writer.wait_closed()
            await (await connect()).ask(vitals("1"))

    asyncio.run(talk())

    assert Message.objects.filter(kind="unreadable").count() == 1


def test_a_minute_later_one_row_counts_the_rest(at):
    noted = UnreadableBytes()

    first = [noted.row(HALF, peer=PEER, at=at + timedelta(milliseconds=7 * n)) for n in range(825)]

    assert [row.reason for row in first if row] == [HALF]
    assert noted.counted(at + timedelta(seconds=59)) == []
    (row,) = noted.counted(at + timedelta(seconds=60))
    assert row.reason == "824 more connections ended in the middle of a message or with bytes outside any frame"
    assert noted.counted(at + timedelta(seconds=120)) == []
    assert noted.row(HALF, peer=PEER, at=at + timedelta(seconds=121)) is not None


@pytest.mark.django_db(transaction=True)
def test_who_does_not_read_its_answers_is_read_no_further_and_cut_off():
    async def talk():
        async with gateway(unread_seconds=0.2) as connect:
            monitor = await connect()
            await monitor.ask(vitals("1"))
            (held,) = connect.gateway.connections
            held.pause_writing()
            paused = not held.transport.is_reading()
            return paused, await closed_on(monitor)

    assert asyncio.run(talk()) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_who_reads_again_is_heard_again():
    async def talk():
        async with gateway() as connect:
            monitor = await connect()
            await monitor.ask(vitals("1"))
            (held,) = connect.gateway.connections
            held.pause_writing()
            held.resume_writing()
            return (await monitor.ask(vitals("2"))).code

    assert asyncio.run(talk()) == "AA"
