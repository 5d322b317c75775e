"""Reads the logs once for all open pages of this process and hands each what it listens to.

The log is the bus: nothing is shown that is not committed. Alarms and charted events go out at once; what monitors
say goes to the page of its infusion at once, and to the boards in one frame a second.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

import orjson
from django.db import DatabaseError, connection

from ebb.clinic.log.change_notifier import ChangeNotifier
from ebb.clinic.stream.access import Channel
from ebb.clinic.stream.frames import Frame, Place, beat
from ebb.clinic.stream.logs import Logs

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.05
"""The longest that rows wait whose writers do not notify."""

BOARD_SECONDS = 1.0
MOST_WAITING = 1000

Answer = TypeVar("Answer")


@dataclass(eq=False)
class Listener:
    """One open page. One that does not keep up is cut off; it comes back and asks for what it missed."""

    channel: Channel
    waiting: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    told_at: float = field(default_factory=time.monotonic)

    def offer(self, encoded: bytes) -> None:
        self.told_at = time.monotonic()
        if self.waiting.full():
            self.cut_off()
        else:
            self.waiting.put_nowait(encoded)

    def cut_off(self) -> None:
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)


class Feed:
    """One for each process; its first listener starts it. All up to `place` was handed out."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.thread = ThreadPoolExecutor(1, "feed")
        self.place = Place()
        self.fresh: dict[UUID, Frame] = {}
        self.task: asyncio.Task[None] | None = None
        self.starting = asyncio.Lock()

    async def start(self) -> None:
        """Begin to read where the logs now end. Returns at once when it already does."""
        async with self.starting:
            if self.task is None or self.task.done():
                logs = await self.in_thread(Logs)
                self.place = logs.place
                self.task = asyncio.create_task(self._run(logs))

    async def in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    async def _run(self, logs: Logs) -> None:
        """Read on for ever. When the database fails all pages are cut off: who comes back starts it again."""
        stopping = threading.Event()
        notifier = ChangeNotifier(stopping)

        def look() -> list[Frame]:
            notifier.wait(LOOK_SECONDS)
            return logs.read()

        try:
            board_at = time.monotonic()
            while True:
                for frame in await self.in_thread(look):
                    self._hand_out(frame)
                self.place = logs.place
                if time.monotonic() - board_at >= BOARD_SECONDS:
                    board_at = time.monotonic()
                    self._show_boards()
        except DatabaseError as error:
            log.error("the feed lost the database: %s", type(error).__name__)
            await self.in_thread(connection.close)
        finally:
            stopping.set()
            for listener in self.listeners:
                listener.cut_off()
            await self.in_thread(notifier.close)

    def _hand_out(self, frame: Frame) -> None:
        if frame.name == "sample" and frame.chair is not None:
            self.fresh[frame.chair] = frame
        encoded = frame.encode()
        for listener in self.listeners:
            if hears(listener.channel, frame):
                listener.offer(encoded)

    def _show_boards(self) -> None:
        """One frame a second: to each board its chairs, to a page that heard nothing for so long a beat."""
        now, silent_since = time.time(), time.monotonic() - BOARD_SECONDS
        samples: dict[UUID, list[bytes]] = {}
        for frame in self.fresh.values():
            samples.setdefault(frame.site, []).append(frame.data)
        self.fresh = {}
        encoded: dict[UUID, bytes] = {}
        for listener in self.listeners:
            channel = listener.channel
            if channel.infusion is not None:
                # Every sending costs the event loop its turn while pages are rendered; a sample is a beat too.
                if listener.told_at <= silent_since:
                    listener.offer(beat(now))
                continue
            if channel.site not in encoded:
                chairs = b'{"at":%s,"chairs":[%s]}' % (orjson.dumps(now), b",".join(samples.get(channel.site, [])))
                encoded[channel.site] = Frame("board", chairs, self.place, channel.site).encode()
            listener.offer(encoded[channel.site])


def hears(channel: Channel, frame: Frame) -> bool:
    """Whether a page is told at once: the page of an infusion all of its own, a board all of its site but samples."""
    if frame.site != channel.site:
        return False
    if channel.infusion is None:
        return frame.name != "sample"
    return frame.infusion == channel.infusion or (frame.name == "sample" and frame.chair == channel.chair)
