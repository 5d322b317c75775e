"""One simulated monitor's connection to the gateway: says a message, waits for its answer, comes back when cut off."""

import asyncio
import logging
from datetime import datetime

from ebb.clinic.demo.monitor import spoken
from ebb.clinic.demo.ward import Bedside
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
