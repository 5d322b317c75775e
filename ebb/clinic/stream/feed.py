"""Reads the logs once for all open pages of this process and gives each what it listens to.

The log is the bus: nothing is shown that is not committed. Alarms and charted events go out at once; what monitors
send goes to the page of its infusion at once, and to the boards in one frame a second.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

import orjson
from django.db import DatabaseError, connection
from django.utils import timezone

from ebb.clinic.log.change_notifier import ChangeNotifier
from ebb.clinic.log.position import LogPosition
from ebb.clinic.stream.access import Channel
from ebb.clinic.stream.frames import Frame, Logs, beat
from ebb.clinic.stream.heartbeats import Heartbeats

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.05
"""The longest that rows wait whose writers do not notify."""

BOARD_SECONDS = 1.0
MOST_WAITING = 1000
SAMPLES_A_FRAME = 3

Result = TypeVar("Result")


@dataclass(eq=False)
class Listener:
    """One open page. One that does not keep up is cut off; it comes back and asks for what it missed."""

    channel: Channel
    waiting: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    sent_at: float = field(default_factory=time.monotonic)

    def offer(self, encoded: bytes) -> None:
        self.sent_at = time.monotonic()
        if self.waiting.full():
            self.cut_off()
        else:
            self.waiting.put_nowait(encoded)

    def cut_off(self) -> None:
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)


class Feed:
    """One for each process; its first listener starts it.

    All up to `position` was given out. `samples` are the latest few of each chair, for the next board: where two
    monitors speak for one chair, the last alone would hide the other. `heartbeats` say whether the alarms are watched.
    """

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.thread = ThreadPoolExecutor(1, "feed")
        self.position = LogPosition()
        self.samples: dict[UUID, deque[Frame]] = {}
        self.heartbeats = Heartbeats()
        self.task: asyncio.Task[None] | None = None
        self.starting = asyncio.Lock()

    async def start(self) -> None:
        """Begin to read where the logs now end. Returns at once when it already does."""
        async with self.starting:
            if self.task is None or self.task.done():
                logs = await self.in_thread(Logs)
                self.position = logs.position
                self.heartbeats = Heartbeats()
                await self.in_thread(lambda: self.heartbeats.look(timezone.now(), time.monotonic()))
                self.task = asyncio.create_task(self._run(logs))

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    async def _run(self, logs: Logs) -> None:
        """Read on for ever. When the database fails all pages are cut off: who comes back starts it again."""
        stopping = threading.Event()
        notifier = ChangeNotifier(stopping)

        def look() -> list[Frame]:
            notifier.wait(LOOK_SECONDS)
            return logs.read()

        def look_for_heartbeats() -> bool:
            return self.heartbeats.look(timezone.now(), time.monotonic())

        try:
            board_at = time.monotonic()
            while True:
                for frame in await self.in_thread(look):
                    self._distribute(frame)
                self.position = logs.position
                if time.monotonic() - board_at >= BOARD_SECONDS:
                    board_at = time.monotonic()
                    self._show_boards()
                    if await self.in_thread(look_for_heartbeats):
                        self._offer_all(self.heartbeats.event())
        except DatabaseError as error:
            log.error("the feed lost the database: %s", type(error).__name__)
            await self.in_thread(connection.close)
        finally:
            stopping.set()
            for listener in self.listeners:
                listener.cut_off()
            await self.in_thread(notifier.close)

    def _distribute(self, frame: Frame) -> None:
        if frame.name == "sample" and frame.chair is not None:
            self.samples.setdefault(frame.chair, deque(maxlen=SAMPLES_A_FRAME)).append(frame)
        encoded = frame.encode()
        for listener in self.listeners:
            if belongs_to(listener.channel, frame):
                listener.offer(encoded)

    def _offer_all(self, encoded: bytes) -> None:
        for listener in self.listeners:
            listener.offer(encoded)

    def _show_boards(self) -> None:
        """One frame a second: to each board its chairs, to a page that was sent nothing for so long a beat."""
        now, silent_since = time.time(), time.monotonic() - BOARD_SECONDS
        by_site: dict[UUID, list[bytes]] = {}
        for frames in self.samples.values():
            for frame in frames:
                by_site.setdefault(frame.site, []).append(frame.data)
        self.samples = {}
        encoded: dict[UUID, bytes] = {}
        for listener in self.listeners:
            channel = listener.channel
            if channel.infusion is not None or channel.alarms_only:
                # Every sending costs the event loop its turn while pages are rendered; a sample is a beat too.
                if listener.sent_at <= silent_since:
                    listener.offer(beat(now))
                continue
            if channel.site not in encoded:
                chairs = b'{"at":%s,"chairs":[%s]}' % (orjson.dumps(now), b",".join(by_site.get(channel.site, [])))
                encoded[channel.site] = Frame("board", chairs, self.position, channel.site).encode()
            listener.offer(encoded[channel.site])


def belongs_to(channel: Channel, frame: Frame) -> bool:
    """Whether a page gets it at once: the alarms of the house every page of it, the page of an infusion all of its own,
    a board all of its site but samples."""
    if frame.site != channel.site:
        return False
    if frame.name == "alarm" or channel.alarms_only:
        return frame.name == "alarm"
    if channel.infusion is None:
        return frame.name != "sample"
    return frame.infusion == channel.infusion or (frame.name == "sample" and frame.chair == channel.chair)
