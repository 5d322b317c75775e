import asyncio
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError

from ebb.clinic.gateway.run import Broken, CannotListen, keep_listening, stop_on_signals
from ebb.clinic.serve.anchoring import keep_anchoring
from ebb.clinic.serve.supervisor import end_with_supervisor
from ebb.clinic.watch.run import keep_watching


class Command(BaseCommand):
    help = "Listen to monitors, watch the alarms and anchor the record, in one process."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--mllp-port", type=int, default=2575)

    def handle(self, *, host: str, mllp_port: int, **_: object) -> None:
        end_with_supervisor()
        try:
            asyncio.run(live(host, mllp_port))
        except (CannotListen, Broken) as error:
            raise CommandError(str(error)) from error


async def live(host: str, port: int) -> None:
    """Gateway here, watch and anchors in threads of their own; when one of them ends, all end."""
    stop, over = asyncio.Event(), threading.Event()
    stop_on_signals(stop)
    loop = asyncio.get_running_loop()
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            failures.append(error)
        finally:
            loop.call_soon_threadsafe(stop.set)

    threads = [
        threading.Thread(target=run, args=[lambda: keep_watching(over, begun=lambda: None)], name="watch"),
        threading.Thread(target=run, args=[lambda: keep_anchoring(over)], name="anchors"),
    ]
    for thread in threads:
        thread.start()
    try:
        await keep_listening(host, port, stop, opened=lambda at: print(f"monitors at {host}:{at}", file=sys.stderr))
    finally:
        over.set()
        for thread in threads:
            await asyncio.to_thread(thread.join, 4)
    if failures:
        raise failures[0]
