import asyncio
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from ebb.clinic.demo.sending import run_monitors, stop_on_signals
from ebb.clinic.lib.commands import port_number
from ebb.clinic.serve.supervisor import end_with_supervisor


class Command(BaseCommand):
    help = "Play simulated monitors for every occupied chair that has one, over MLLP as real ones would."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=2575)

    def handle(self, *, host: str, port: int, **_: object) -> None:
        end_with_supervisor()
        asyncio.run(_run(host, port))


async def _run(host: str, port: int) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await run_monitors(host, port, stop)
