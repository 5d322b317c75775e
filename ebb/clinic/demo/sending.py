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

from ebb.clinic.demo.monitors import Bedside, Ward, spoken
from ebb.devices.mllp import Deframer, frame

log = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
BUFFER_BYTES = 65_536


class Wire:
    """Keeps one connection open for one bed. `sent` and `acknowledged` count messages."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.sent = self.acknowledged = 0
        self._said_at: datetime | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def say(self, bedside: Bedside, at: datetime) -> None:
        """Send what the monitor says now. What nobody heard is not said again, except that a cuff reading that fell
        into the gap comes with the next message.
        """
        gone = (at - self._said_at).total_seconds() if self._said_at else 1.0
        payload = spoken(
            bedside.bed, bedside.body, bedside.felt, bedside.scenario, at,
            since=bedside.since, every_s=min(gone, bedside.scenario.cuff_min * 60),
        )  # fmt: skip
        if payload is None:
            return
        try:
            await asyncio.wait_for(self._send(payload), ANSWER_SECONDS)
        except (OSError, TimeoutError) as error:
            log.info("%s is not heard: %s", bedside.bed, type(error).__name__)
            self.close()
        else:
            self._said_at = at

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


SECOND = timedelta(seconds=1)


async def keep_talking(
    host: str, port: int, stop: asyncio.Event, *, now: Callable[[], datetime] = timezone.now
) -> dict[str, Wire]:
    """Speak until `stop` is set; the wires by bed, with what they counted."""
    ward, wires = Ward(), defaultdict(lambda: Wire(host, port))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as reader:
        while not stop.is_set():
            at = now()
            bedsides = await loop.run_in_executor(reader, _read, ward, at)
            for bed in wires.keys() - {bedside.bed for bedside in bedsides}:
                wires[bed].close()
            await asyncio.gather(*(wires[bedside.bed].say(bedside, at) for bedside in bedsides))
            await _until(stop, (at + SECOND - now()).total_seconds())
        # Not `connection.close`: that name means another connection in each thread, and is looked up in this one.
        await loop.run_in_executor(reader, connections.close_all)
    for wire in wires.values():
        wire.close()
    return dict(wires)


def stop_on_signals(stop: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)


def _read(ward: Ward, at: datetime) -> list[Bedside]:
    """Nobody is seen for a second while the database is not to be had; the next one asks again."""
    try:
        return ward.bedsides(at)
    except OperationalError:
        connection.close()
        return []


async def _until(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), max(0.0, seconds))
    except TimeoutError:
        return
