"""The gateway: listens to monitors over MLLP and answers AA only for what is durably stored. It drives nothing."""

import asyncio
import logging
import ssl
from collections.abc import Sequence
from datetime import tzinfo
from time import monotonic

from django.utils import timezone

from ebb.clinic.gateway.answers import Answers
from ebb.clinic.gateway.incoming import Incoming
from ebb.clinic.gateway.limits import Limits
from ebb.clinic.gateway.line import Line
from ebb.clinic.gateway.writer import Writer

log = logging.getLogger(__name__)

DRAIN_SECONDS = 4.0


class Gateway:
    """Open with `start`, close with `drain`; `ended` is set when it can store nothing more. For one event loop."""

    def __init__(self, limits: Limits, *, tls: ssl.SSLContext | None = None, assume_tz: tzinfo | None = None) -> None:
        self.limits = limits
        self.tls = tls
        self.assume_tz = assume_tz or timezone.get_default_timezone()
        self.lines: set[Line] = set()
        self.writer = Writer(self._answered, self._writer_ended)
        self.ended = asyncio.Event()
        self.answers = Answers()

    async def start(self, host: str, port: int) -> int:
        """Listen; the port, which matters when 0 was asked for. Raises OSError when it cannot be had."""
        self._loop = asyncio.get_running_loop()
        self._server = await self._loop.create_server(lambda: Line(self), host, port, ssl=self.tls, backlog=128)
        self.writer.start()
        self._sweeping = self._loop.create_task(self._sweep())
        return self._server.sockets[0].getsockname()[1]

    async def drain(self) -> None:
        """Take no more, answer what was taken, close. A monitor without an answer sends its message again."""
        self._server.close()
        self._sweeping.cancel()
        for line in list(self.lines):
            line.hang_up()
        self.writer.finish()
        # When this returns, the loop has also sent the last answers: the writer handed them over before it ended.
        await asyncio.to_thread(self.writer.join, DRAIN_SECONDS)
        for line in list(self.lines):
            line.transport.close()

    def refusal(self, peer: str) -> str:
        """Why this peer may not connect now; empty when it may."""
        if not self.limits.lets_in(peer):
            return "the address is not in EBB_MLLP_PEERS"
        if len(self.lines) >= self.limits.connections:
            return f"{self.limits.connections} connections are open, which is the most taken"
        return ""

    def put(self, item: Incoming) -> None:
        """Hand a message to the writer; its line hears the answer."""
        self.writer.put(item)

    def _answered(self, batch: Sequence[Incoming]) -> None:
        self._loop.call_soon_threadsafe(self._send, batch)

    def _send(self, batch: Sequence[Incoming]) -> None:
        at = timezone.now()
        by_line: dict[Line, list[Incoming]] = {}
        for item in batch:
            if isinstance(item.line, Line):
                by_line.setdefault(item.line, []).append(item)
        for line, items in by_line.items():
            line.answer(items, at)

    def _writer_ended(self) -> None:
        self._loop.call_soon_threadsafe(self.ended.set)

    async def _sweep(self) -> None:
        """Close the lines that fell silent, or that left a frame unfinished."""
        while True:
            await asyncio.sleep(1)
            now = monotonic()
            for line in list(self.lines):
                if now - line.heard_at > (allowed := line.patience_seconds):
                    log.warning("connection from %s closed after %d s of silence", line.peer, allowed)
                    line.transport.close()
