import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from ebb.clinic.demo.body import Body, Levels
from ebb.clinic.demo.monitors import SMOOTH, OccupiedMonitors, SimulatedMonitor
from ebb.clinic.demo.sending import SimulatedConnection, run_monitors
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests.journey import after, arrived, running
from ebb.devices.acknowledge import acknowledgement
from ebb.devices.hl7 import parse
from ebb.devices.mllp import Deframer, frame

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def monitor() -> SimulatedMonitor:
    return SimulatedMonitor("MAIN-1", Body.of("P-0001", age=50), Levels(zero=AT), SMOOTH, AT)


class Listener:
    """A gateway of ten lines: answers each message, or hangs up when told to."""

    def __init__(self) -> None:
        self.heard: Counter[str] = Counter()
        self.hang_up = False

    async def line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        frames = Deframer()
        while data := await reader.read(65_536):
            for payload in frames.feed(data):
                if self.hang_up:
                    writer.close()
                    return
                message = parse(payload, assume_tz=UTC)
                self.heard[message.header.control_id] += 1
                writer.write(frame(acknowledgement(message.header, "AA", "", at=AT, control_id="1")))
        writer.close()

    async def open(self) -> tuple[asyncio.Server, int]:
        server = await asyncio.start_server(self.line, "127.0.0.1", 0)
        return server, server.sockets[0].getsockname()[1]


def test_each_message_is_answered_before_the_next(monitor: SimulatedMonitor):
    async def send() -> tuple[SimulatedConnection, Listener]:
        listener = Listener()
        server, port = await listener.open()
        link = SimulatedConnection("127.0.0.1", port)
        for second in range(5):
            await link.send(monitor, AT + timedelta(seconds=second))
        link.close()
        server.close()
        return link, listener

    link, listener = asyncio.run(send())

    assert (link.sent, link.acknowledged) == (5, 5)
    assert set(listener.heard.values()) == {1}


def test_it_comes_back_after_being_cut_off(monitor: SimulatedMonitor):
    async def send() -> SimulatedConnection:
        listener = Listener()
        server, port = await listener.open()
        link = SimulatedConnection("127.0.0.1", port)
        for second, hang_up in enumerate((False, True, False)):
            listener.hang_up = hang_up
            await link.send(monitor, AT + timedelta(seconds=second))
        link.close()
        server.close()
        return link

    link = asyncio.run(send())

    assert (link.sent, link.acknowledged) == (3, 2)


def test_a_gateway_that_is_away_costs_the_message_and_no_more(monitor: SimulatedMonitor):
    async def send() -> SimulatedConnection:
        server, port = await Listener().open()
        server.close()
        await server.wait_closed()
        link = SimulatedConnection("127.0.0.1", port)
        await link.send(monitor, AT)
        return link

    assert asyncio.run(send()).acknowledged == 0


def test_only_an_occupied_chair_with_a_monitor_speaks(cast: SimpleNamespace, at: datetime):
    assert OccupiedMonitors().at(at) == []

    arrived(cast, at, chair=cast.plain_chair)
    assert OccupiedMonitors().at(at) == []


def test_the_patient_feels_what_the_pump_gave(cast: SimpleNamespace, at: datetime):
    running(cast, at)

    [monitor] = OccupiedMonitors().at(after(at, 20))

    assert monitor.bed == "CHAIR1"
    assert monitor.since < at
    assert monitor.felt.plasma_at(after(at, 1)) < monitor.felt.plasma_at(after(at, 20))
    assert 60 < monitor.felt.circulation_at(after(at, 20)) < monitor.felt.plasma_at(after(at, 20))


def test_a_pause_is_felt_at_the_next_second(cast: SimpleNamespace, at: datetime):
    infusion, occupied = running(cast, at), OccupiedMonitors()
    before = occupied.at(after(at, 20))[0].felt.plasma_at(after(at, 25))

    actions.pause(infusion, by=cast.nurse.pk, at=after(at, 20))

    assert occupied.at(after(at, 20.1))[0].felt.plasma_at(after(at, 25)) < before


def test_asking_again_costs_one_query(cast: SimpleNamespace, at: datetime, django_assert_num_queries):
    running(cast, at)
    occupied = OccupiedMonitors()
    occupied.at(after(at, 1))

    with django_assert_num_queries(1):
        occupied.at(after(at, 1.1))


def test_it_leaves_without_a_fault(transactional_db: None) -> None:
    stop = asyncio.Event()
    stop.set()

    assert asyncio.run(run_monitors("127.0.0.1", 1, stop)) == {}
