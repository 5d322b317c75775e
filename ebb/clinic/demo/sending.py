"""The simulated monitors as one process: every second each occupied chair sends its numbers to the gateway."""

import asyncio
import logging
import signal
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import OperationalError, connection, connections
from django.utils import timezone

from ebb.clinic.demo.monitors import OccupiedMonitors, SimulatedMonitor
from ebb.devices.mllp import Deframer, frame

log = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
BUFFER_BYTES = 65_536
SECOND = timedelta(seconds=1)


class SimulatedConnection:
    """Keeps one connection to the gateway open for one bed. `sent` and `acknowledged` count messages."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.sent = self.acknowledged = 0
        self._sent_at: datetime | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, monitor: SimulatedMonitor, at: datetime) -> None:
        """Send the message of now and wait for its answer. What was lost is not sent again, except that a cuff reading
        that fell into the gap comes with the next message.
        """
        gap_s = (at - self._sent_at).total_seconds() if self._sent_at else 1.0
        payload = monitor.message(at, every_s=min(gap_s, monitor.scenario.cuff_min * 60))
        if payload is None:
            return
        try:
            await asyncio.wait_for(self._send(payload), ANSWER_SECONDS)
        except (OSError, TimeoutError) as error:
            log.info("no answer for %s: %s", monitor.bed, type(error).__name__)
            self.close()
        else:
            self._sent_at = at

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _send(self, payload: bytes) -> None:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._streams
        writer.write(frame(payload))
        self.sent += 1
        await writer.drain()
        answers = Deframer()
        while not (answered := answers.feed(data := await reader.read(BUFFER_BYTES))):
            if not data:
                raise ConnectionResetError
        self.acknowledged += b"MSA|AA" in answered[0]


async def run_monitors(
    host: str, port: int, stop: asyncio.Event, *, now: Callable[[], datetime] = timezone.now
) -> dict[str, SimulatedConnection]:
    """Send until `stop` is set; returns the connections by bed, with what they counted."""
    occupied, connections_by_bed = OccupiedMonitors(), defaultdict(lambda: SimulatedConnection(host, port))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as reader:
        while not stop.is_set():
            at = now()
            monitors = await loop.run_in_executor(reader, _read, occupied, at)
            for bed in connections_by_bed.keys() - {monitor.bed for monitor in monitors}:
                connections_by_bed[bed].close()
            await asyncio.gather(*(connections_by_bed[monitor.bed].send(monitor, at) for monitor in monitors))
            await _until(stop, (at + SECOND - now()).total_seconds())
        # Not `connection.close`: that name means another connection in each thread, and is looked up in this one.
        await loop.run_in_executor(reader, connections.close_all)
    for each in connections_by_bed.values():
        each.close()
    return dict(connections_by_bed)


def stop_on_signals(stop: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)


def _read(occupied: OccupiedMonitors, at: datetime) -> list[SimulatedMonitor]:
    """Nobody is seen for a second while the database is not to be had; the next one asks again."""
    try:
        return occupied.at(at)
    except OperationalError:
        connection.close()
        return []


async def _until(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), max(0.0, seconds))
    except TimeoutError:
        return
