import asyncio
import sys
import threading
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor

from django.core.management.base import BaseCommand, CommandError

from ebb.clinic.gateway.run import Broken, CannotListen, keep_listening, stop_on_signals
from ebb.clinic.lib.arguments import port_number
from ebb.clinic.serve.anchoring import keep_anchoring
from ebb.clinic.serve.supervisor import end_with_supervisor
from ebb.clinic.watch.lock import AlreadyWatched, LockLost
from ebb.clinic.watch.run import keep_watching

GRACE_SECONDS = 4


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
    """Gateway here, watch and anchors in threads of their own; when one of them ends, all end and its fault is told."""
    stop, over = asyncio.Event(), threading.Event()
    stop_on_signals(stop)
    loop, threads = asyncio.get_running_loop(), ThreadPoolExecutor(2, "live")
    beside = [
        loop.run_in_executor(threads, lambda: keep_watching(over, begun=lambda: None)),
        loop.run_in_executor(threads, lambda: keep_anchoring(over)),
    ]
    for work in beside:
        work.add_done_callback(lambda _: stop.set())
    try:
        await keep_listening(host, port, stop, opened=lambda at: print(f"monitors at {host}:{at}", file=sys.stderr))
    finally:
        over.set()
        ended, _ = await asyncio.wait(beside, timeout=GRACE_SECONDS)
    for work in ended:
        work.result()
