"""The gateway: listens to monitors over MLLP and answers AA only for what is durably stored. It drives nothing.

Everything here lives in the event loop. Commits happen in the writer's thread and come back through `_answered`.
"""

import asyncio
import itertools
import logging
import ssl
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from time import monotonic

from django.utils import timezone

from ebb.clinic.gateway.fast_path import BEAT, Acknowledgements
from ebb.clinic.gateway.incoming import Incoming, nothing_readable, understand
from ebb.clinic.gateway.limits import Limits
from ebb.clinic.gateway.unreadable_bytes import UnreadableBytes
from ebb.clinic.gateway.writer import MessageWriter
from ebb.devices.mllp import Deframer, FrameTooLong

log = logging.getLogger(__name__)

DRAIN_SECONDS = 4.0

MOST_UNANSWERED = 500
"""Frames of one connection that may wait for their commit before it is read no further; a monitor waits for each."""

CLOSING_SECONDS = 5.0
"""How long a peer that was hung up on may take to close its half."""


class Gateway:
    """Open with `start`, close with `drain`; `ended` is set when it can store nothing more. For one event loop."""

    def __init__(self, limits: Limits, *, tls: ssl.SSLContext | None = None, assume_tz: tzinfo | None = None) -> None:
        self.limits = limits
        self.tls = tls
        self.assume_tz = assume_tz or timezone.get_default_timezone()
        self.connections: set[MonitorConnection] = set()
        self.writer = MessageWriter(self._answered, self._writer_ended)
        self.ended = asyncio.Event()
        self.numbers = itertools.count(1)
        self.acknowledgements = Acknowledgements()
        self.unreadable_bytes = UnreadableBytes()

    async def start(self, host: str, port: int) -> int:
        """Listen; the port, which matters when 0 was given. Raises OSError when it cannot be had."""
        self._loop = asyncio.get_running_loop()
        self._server = await self._loop.create_server(
            lambda: MonitorConnection(self), host, port, ssl=self.tls, backlog=128
        )
        self.writer.start()
        self._sweeping = self._loop.create_task(self._sweep())
        return self._server.sockets[0].getsockname()[1]

    async def drain(self) -> None:
        """Take no more, answer what was taken, close. A monitor without an answer sends its message again."""
        self._server.close()
        self._sweeping.cancel()
        for connection in list(self.connections):
            connection.hang_up()
        self.writer.finish()
        # When this returns, the loop has also sent the last answers: the writer handed them over before it ended.
        await asyncio.to_thread(self.writer.join, DRAIN_SECONDS)
        for connection in list(self.connections):
            connection.transport.close()

    def refusal(self, peer: str) -> str:
        """Why this peer may not connect now; empty when it may."""
        if not self.limits.lets_in(peer):
            return "the address is not in EBB_MLLP_PEERS"
        if len(self.connections) >= self.limits.connections:
            return f"{self.limits.connections} connections are open, which is the most taken"
        most = self.limits.connections_per_address
        if sum(connection.peer == peer for connection in self.connections) >= most:
            return f"{most} connections of this address are open, which is the most one address may hold"
        return ""

    def _answered(self, batch: Sequence[Incoming]) -> None:
        self._loop.call_soon_threadsafe(self._send_answers, batch)

    def _send_answers(self, batch: Sequence[Incoming]) -> None:
        at = timezone.now()
        by_connection: dict[MonitorConnection, list[Incoming]] = {}
        for item in batch:
            if isinstance(item.connection, MonitorConnection):
                by_connection.setdefault(item.connection, []).append(item)
        for connection, items in by_connection.items():
            connection.answer(items, at)

    def _writer_ended(self) -> None:
        self._loop.call_soon_threadsafe(self.ended.set)

    async def _sweep(self) -> None:
        """Give a heartbeat each second, and close the connections that fell silent, left a frame unfinished or do not
        read their answers."""
        while True:
            self.writer.put(BEAT)
            for row in self.unreadable_bytes.counted(timezone.now()):
                self.writer.put(row)
            await asyncio.sleep(1)
            now = monotonic()
            for connection in list(self.connections):
                if now - connection.received_at > (allowed := connection.silence_limit_seconds):
                    log.warning("connection from %s closed after %d s of silence", connection.peer, allowed)
                    connection.transport.close()
                elif connection.unread_since and now - connection.unread_since > self.limits.unread_seconds:
                    log.warning("connection from %s cut off: it does not read its answers", connection.peer)
                    connection.transport.abort()


class MonitorConnection(asyncio.Protocol):
    """One monitor's connection: frames in, answers out, in the order the frames came."""

    transport: asyncio.Transport

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.number = next(gateway.numbers)
        self.deframer = Deframer(gateway.limits.frame_bytes)
        self.peer = ""
        self.unanswered = 0
        self.unread_since: float | None = None
        self.received_at = monotonic()
        self.closing = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.peer = str((transport.get_extra_info("peername") or ["?"])[0])
        refusal = self.gateway.refusal(self.peer)
        if refusal:
            log.warning("connection from %s refused: %s", self.peer, refusal)
            transport.abort()
            return
        self.gateway.connections.add(self)

    def data_received(self, data: bytes) -> None:
        if self.closing:
            return
        self.received_at = monotonic()
        at = timezone.now()
        try:
            payloads = self.deframer.feed(data)
        except FrameTooLong as error:
            self._take(error.payloads, at)
            # Where the next frame begins is not certain from here on: answer, then hang up.
            self._put(nothing_readable(str(error), peer=self.peer, at=at))
            self.hang_up()
            return
        self._take(payloads, at)
        if self.unanswered > MOST_UNANSWERED:
            self.transport.pause_reading()

    def answer(self, items: Sequence[Incoming], at: datetime) -> None:
        """Send the answers of committed messages in one write."""
        self.unanswered -= len(items)
        if self.transport.is_closing():
            return
        self.transport.write(b"".join(self.gateway.acknowledgements.framed(item, at) for item in items))
        if self.closing and not self.unanswered:
            self._close_our_half()
        else:
            self._read_on()

    def pause_writing(self) -> None:
        """The peer does not read: nothing more is read from it until it does, so that its answers cannot pile up."""
        self.unread_since = monotonic()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        self.unread_since = None
        self._read_on()

    def _read_on(self) -> None:
        if not self.closing and self.unread_since is None and self.unanswered <= MOST_UNANSWERED // 2:
            self.transport.resume_reading()

    def hang_up(self) -> None:
        """Take nothing more; close once everything taken is answered."""
        self.closing = True
        if not self.unanswered:
            self._close_our_half()

    def _close_our_half(self) -> None:
        # Closing over unread bytes resets the connection and can take our last answer with it. So only our half is
        # closed; what still comes is thrown away until the peer closes its own, or the sweep does.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.gateway.connections:
            self.gateway.connections.discard(self)
            self._note_unread_bytes()

    @property
    def silence_limit_seconds(self) -> float:
        """How long the connection may be silent now."""
        limits = self.gateway.limits
        if self.closing:
            return CLOSING_SECONDS
        return limits.unfinished_seconds if self.deframer.pending else limits.idle_seconds

    def _take(self, payloads: Iterable[bytes], at: datetime) -> None:
        for payload in payloads:
            self._put(understand(payload, peer=self.peer, at=at, assume_tz=self.gateway.assume_tz))

    def _put(self, item: Incoming) -> None:
        self.unanswered += 1
        item.connection = self
        self.gateway.writer.put(item)

    def _note_unread_bytes(self) -> None:
        """Nothing is dropped in silence: half a frame and bytes outside frames leave a row that says so."""
        if self.closing:
            return
        left = []
        if self.deframer.pending:
            left.append("the connection ended in the middle of a message, which was not answered")
        if self.deframer.garbage_bytes:
            left.append(f"{self.deframer.garbage_bytes} bytes stood outside any frame")
        if not left:
            return
        row = self.gateway.unreadable_bytes.row("; ".join(left), peer=self.peer, at=timezone.now())
        if row is not None:
            self.gateway.writer.put(row)
