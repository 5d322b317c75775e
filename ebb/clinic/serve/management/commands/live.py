import asyncio
import logging
import sys
import threading
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from ebb.clinic.gateway.run import Broken, CannotListen, keep_listening, stop_on_signals
from ebb.clinic.lib.commands import port_number
from ebb.clinic.record.anchors import anything_since_the_anchor, make_anchor
from ebb.clinic.serve.heartbeat import Heartbeat
from ebb.clinic.serve.supervisor import end_with_supervisor
from ebb.clinic.watch.lock import AlreadyWatched, LockLost
from ebb.clinic.watch.run import keep_watching

log = logging.getLogger(__name__)

GRACE_SECONDS = 4
ANCHOR_EVERY_SECONDS = 3600.0
BEAT_SECONDS = 1.0


class Command(BaseCommand):
    help = "Listen to monitors, watch the alarms and anchor the record, in one process."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--mllp-port", type=port_number, default=2575)

    def handle(self, *, host: str, mllp_port: int, **_: object) -> None:
        end_with_supervisor()
        try:
            asyncio.run(live(host, mllp_port))
        except (CannotListen, Broken, AlreadyWatched, LockLost) as error:
            raise CommandError(str(error)) from error


async def live(host: str, port: int) -> None:
    """Gateway here, watch and anchors in threads of their own; when one ends, all end and its fault is raised."""
    stop, over = asyncio.Event(), threading.Event()
    stop_on_signals(stop)
    loop, threads = asyncio.get_running_loop(), ThreadPoolExecutor(2, "live")
    heartbeat = Heartbeat("gateway", "watch")
    beating = loop.create_task(keep_beating(heartbeat))
    beside = [
        loop.run_in_executor(
            threads,
            lambda: keep_watching(over, begun=lambda: None, came_round=lambda: heartbeat.came_round("watch")),
        ),
        loop.run_in_executor(threads, lambda: keep_anchoring(over)),
    ]
    for work in beside:
        work.add_done_callback(lambda _: stop.set())
    try:
        await keep_listening(
            host, port, stop, opened=lambda at: print(f"monitors at {host}:{at}", file=sys.stderr),
            came_round=lambda: heartbeat.came_round("gateway"),
        )  # fmt: skip
    finally:
        over.set()
        beating.cancel()
        ended, _ = await asyncio.wait(beside, timeout=GRACE_SECONDS)
    for work in ended:
        work.result()


async def keep_beating(heartbeat: Heartbeat) -> None:
    """Beat each second; it is the event loop that does, so one that hangs is found too."""
    while True:
        heartbeat.beat()
        await asyncio.sleep(BEAT_SECONDS)


def keep_anchoring(stopping: threading.Event) -> None:
    """Anchor now and every hour until `stopping` is set; an hour in which nothing was written needs none."""
    try:
        while not stopping.is_set():
            try:
                anchor_if_moved()
            except DatabaseError as error:
                log.error("no anchor was made, the next try is in an hour: %s", type(error).__name__)
                connection.close()
            stopping.wait(ANCHOR_EVERY_SECONDS)
    finally:
        connection.close()


def anchor_if_moved() -> bool:
    """Make an anchor unless the latest still covers everything; whether one was made."""
    if not anything_since_the_anchor():
        return False
    make_anchor(at=timezone.now())
    return True
