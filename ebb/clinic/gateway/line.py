"""One monitor's connection: frames in, answers out, in the order the frames came."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, tzinfo
from time import monotonic
from typing import Protocol

from django.utils import timezone

from ebb.clinic.gateway.answers import Answers
from ebb.clinic.gateway.incoming import Incoming, nothing_readable, understand
from ebb.clinic.gateway.limits import Limits
from ebb.devices.mllp import Deframer, FrameTooLong

log = logging.getLogger(__name__)

MOST_UNANSWERED = 500
"""Frames of one connection that may wait for their commit before it is read no further; a monitor waits for each."""

ENDING_SECONDS = 5.0
"""How long a peer that was hung up on may take to close its half."""


class House(Protocol):
    """What a line needs of the gateway it belongs to."""

    limits: Limits
    assume_tz: tzinfo
    answers: Answers
    lines: set["Line"]

    def refusal(self, peer: str) -> str: ...
    def put(self, item: Incoming) -> None: ...


class Line(asyncio.Protocol):
    """What one peer says. Lives in the event loop; commits happen elsewhere and come back through `answer`."""

    def __init__(self, gateway: House) -> None:
        self.gateway = gateway
        self.deframer = Deframer(gateway.limits.frame_bytes)
        self.transport: asyncio.Transport | None = None
        self.peer = ""
        self.unanswered = 0
        self.heard_at = monotonic()
        self.ending = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.peer = str((transport.get_extra_info("peername") or ["?"])[0])
        refusal = self.gateway.refusal(self.peer)
        if refusal:
            log.warning("connection from %s refused: %s", self.peer, refusal)
            transport.abort()
            return
        self.gateway.lines.add(self)

    def data_received(self, data: bytes) -> None:
        if self.ending:
            return
        self.heard_at = monotonic()
        at = timezone.now()
        try:
            payloads = self.deframer.feed(data)
        except FrameTooLong as error:
            self._take(error.payloads, at)
            # Where the next frame begins cannot be told from here on with certainty: answer, then hang up.
            self._put(nothing_readable(str(error), peer=self.peer, at=at))
            self.hang_up()
            return
        self._take(payloads, at)
        if self.unanswered > MOST_UNANSWERED:
            self.transport.pause_reading()

    def answer(self, items: Iterable[Incoming], at: datetime) -> None:
        """Send the answers of committed messages in one write."""
        items = list(items)
        self.unanswered -= len(items)
        if self.transport.is_closing():
            return
        self.transport.write(b"".join(self.gateway.answers.framed(item, at) for item in items))
        if self.ending and not self.unanswered:
            self._end()
        elif not self.ending and self.unanswered <= MOST_UNANSWERED // 2:
            self.transport.resume_reading()

    def hang_up(self) -> None:
        """Take nothing more; close once everything taken is answered."""
        self.ending = True
        if not self.unanswered:
            self._end()

    def _end(self) -> None:
        # Closing over unread bytes resets the connection and can take our last answer with it. So only our half is
        # closed; what still comes is thrown away until the peer closes its own, or the sweep does.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.gateway.lines:
            self.gateway.lines.discard(self)
            self._note_what_was_left()

    @property
    def patience_seconds(self) -> float:
        """How long the line may be silent now."""
        limits = self.gateway.limits
        if self.ending:
            return ENDING_SECONDS
        return limits.unfinished_seconds if self.deframer.pending else limits.idle_seconds

    def _take(self, payloads: Iterable[bytes], at: datetime) -> None:
        zone = self.gateway.assume_tz
        for payload in payloads:
            self._put(understand(payload, peer=self.peer, at=at, assume_tz=zone))

    def _put(self, item: Incoming) -> None:
        self.unanswered += 1
        item.line = self
        self.gateway.put(item)

    def _note_what_was_left(self) -> None:
        """Nothing is dropped in silence: half a frame and bytes outside frames leave a row that says so."""
        left = []
        if self.deframer.pending and not self.ending:
            left.append("the connection ended in the middle of a message, which was not answered")
        if self.deframer.garbage_bytes and not self.ending:
            left.append(f"{self.deframer.garbage_bytes} bytes stood outside any frame")
        if left:
            self.gateway.put(nothing_readable("; ".join(left), peer=self.peer, at=timezone.now()))
