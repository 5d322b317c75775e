import sqlite3
import sys
from argparse import ArgumentParser
from select import select
from time import monotonic

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ebb.clinic.environment import flag
from ebb.clinic.gateway import limits
from ebb.clinic.lib.commands import port_number
from ebb.clinic.people.models import Site
from ebb.clinic.record import schema
from ebb.clinic.serve.address import (
    require_certificate,
    require_free,
    require_loopback_for_demo,
    require_protected,
)
from ebb.clinic.serve.supervisor import Supervisor
from ebb.clinic.watch.lock import AlreadyWatched, only_watch

ENDING_SECONDS = 6.0


class Command(BaseCommand):
    help = "Run the clinic: migrate, then supervise the pages and the live process (gateway and watch)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=8000)
        parser.add_argument("--mllp-port", type=port_number, default=2575)
        parser.add_argument("--tls-cert", default="")
        parser.add_argument("--tls-key", default="")

    def handle(self, *, host: str, port: int, mllp_port: int, tls_cert: str, tls_key: str, **_: object) -> None:
        require_certificate(tls_cert, tls_key)
        require_protected(host, tls=bool(tls_cert and tls_key), behind_proxy=flag("EBB_PROXY"))
        require_free(host, port, mllp_port)
        prepare()
        for site in Site.objects.filter(time_zone=None):
            print(
                f"{site} has no time zone: its days and clocks go by {site.zone} until a manager sets it",
                file=sys.stderr,
            )
        connection.close()
        require_loopback_for_demo(host, behind_proxy=flag("EBB_PROXY"))
        tls = ["--tls-cert", tls_cert, "--tls-key", tls_key] if tls_cert else []
        supervisor = Supervisor(
            {
                "web": ["web", "--host", host, "--port", str(port), *tls],
                "live": ["live", "--host", host, "--mllp-port", str(mllp_port)],
            }
        )
        print(f"Ebb at http{'s' if tls else ''}://{host}:{port}, monitors at {host}:{mllp_port}", file=sys.stderr)
        supervisor.run()


def require_unwatched() -> None:
    """Refuse to serve a clinic that another process serves; one that is just ending gets a moment to do so."""
    deadline = monotonic() + ENDING_SECONDS
    while True:
        try:
            with only_watch():
                return
        except AlreadyWatched as error:
            if monotonic() > deadline:
                raise CommandError(str(error)) from error
            select([], [], [], 0.2)


def unapplied() -> bool:
    """Whether a migration is lacking. Where none is, none is run, so that a role that owns no table may serve."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare() -> None:
    """Bring the database up to date and refuse to go on while a fact could be changed.

    The gateway's settings are read here once: what it could not use stops the start, and not each start of a child.
    """
    limits.from_environment()
    limits.tls_from_environment()
    require_unwatched()
    if unapplied():
        call_command("migrate", verbosity=0, interactive=False)
    schema.require()
    for site in Site.objects.filter(time_zone=None):
        print(f"{site} has no time zone: until its manager sets one it goes by {site.zone}", file=sys.stderr)
    if connection.vendor == "sqlite":
        print(f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL; checkpoints by one job only", file=sys.stderr)
    connection.close()
