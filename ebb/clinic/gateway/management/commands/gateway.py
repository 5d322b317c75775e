import asyncio
import sqlite3
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ebb.clinic.gateway.run import Broken, CannotListen, keep_listening, stop_on_signals
from ebb.clinic.lib.commands import port_number


class Command(BaseCommand):
    help = "Listen to monitors over MLLP and store what they say."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=2575)

    def handle(self, *, host: str, port: int, **_: object) -> None:
        if connection.vendor == "sqlite":
            print(f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL", file=sys.stderr)
        try:
            asyncio.run(_listen(host, port))
        except (CannotListen, Broken) as error:
            raise CommandError(str(error)) from error


async def _listen(host: str, port: int) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    opened = f"monitors at {host}:"
    await keep_listening(host, port, stop, opened=lambda at: print(f"{opened}{at}", file=sys.stderr, flush=True))
