"""Who may speak, how many, and for how long without a word."""

import asyncio

import pytest

from ebb.clinic.environment import Malformed
from ebb.clinic.gateway.limits import Limits, from_environment, networks, tls_from_environment
from ebb.clinic.gateway.tests.monitor import gateway, vitals

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_lets_in_only_its_own_machine_unless_told():
    usual = Limits()

    assert [usual.lets_in(host) for host in ("127.0.0.1", "::1", "::ffff:127.0.0.1")] == [True] * 3
    assert [usual.lets_in(host) for host in ("10.0.0.5", "fe80::1%eth0", "?")] == [False] * 3


def test_it_reads_the_peers_from_the_environment(monkeypatch):
    monkeypatch.setenv("EBB_MLLP_PEERS", "10.0.5.0/24, 192.168.1.7")

    limits = from_environment()

    assert [limits.lets_in(host) for host in ("10.0.5.9", "192.168.1.7", "127.0.0.1")] == [True, True, False]


def test_it_does_not_start_with_peers_it_cannot_read(monkeypatch, capsys):
    monkeypatch.setenv("EBB_MLLP_PEERS", "the ward")

    with pytest.raises(Malformed):
        from_environment()

    assert "EBB_MLLP_PEERS is 'the ward'; it must be addresses or networks" in capsys.readouterr().err


def test_it_does_not_start_with_a_certificate_it_cannot_read(monkeypatch, capsys):
    monkeypatch.setenv("EBB_MLLP_TLS_CERT", "missing.pem")

    with pytest.raises(Malformed):
        tls_from_environment()

    assert "missing.pem" in capsys.readouterr().err


def test_it_closes_on_a_stranger():
    async def talk():
        async with gateway(peers=networks(["10.0.0.0/8"])) as connect:
            return await closed_on(await connect())

    assert asyncio.run(talk())


def test_it_takes_no_more_connections_than_it_says():
    async def talk():
        async with gateway(connections=2) as connect:
            first, second = await connect(), await connect()
            answers = [await first.ask(vitals("1")), await second.ask(vitals("2"))]
            third = await closed_on(await connect())
            return [answer.code for answer in answers], third

    assert asyncio.run(talk()) == (["AA", "AA"], True)


def test_it_closes_a_line_that_fell_silent():
    async def talk():
        async with gateway(idle_seconds=0.2) as connect:
            monitor = await connect()
            await monitor.ask(vitals("1"))
            return await monitor.is_closed()

    assert asyncio.run(talk())


async def closed_on(monitor) -> bool:
    try:
        return await monitor.is_closed()
    except ConnectionError:
        return True
