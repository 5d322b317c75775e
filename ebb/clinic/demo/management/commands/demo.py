import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from ebb.clinic.demo.make import NotOurs, make_ready
from ebb.clinic.lib.commands import port_number
from ebb.clinic.serve.address import is_loopback, require_certificate, require_free
from ebb.clinic.serve.management.commands.serve import prepare
from ebb.clinic.serve.supervisor import Supervisor


class Command(BaseCommand):
    help = "Make an invented clinic with a day in progress, on simulated monitors, and run it on this machine alone."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="loopback only; the demonstration has no passwords")
        parser.add_argument("--port", type=port_number, default=8000)
        parser.add_argument("--mllp-port", type=port_number, default=2575)
        parser.add_argument("--tls-cert", default="")
        parser.add_argument("--tls-key", default="")
        parser.add_argument("--without-staff", action="store_true", help="nobody acts at the chairs but you")

    def handle(
        self, *, host: str, port: int, mllp_port: int, tls_cert: str, tls_key: str, without_staff: bool, **_: object
    ) -> None:
        if not is_loopback(host):
            raise CommandError(
                f"{host} can be reached from other machines, and anyone may come in here: a demonstration is served on "
                "127.0.0.1 only",
                returncode=2,
            )
        require_certificate(tls_cert, tls_key)
        require_free(host, port, mllp_port)
        prepare()
        try:
            done = make_ready(now=timezone.now())
        except NotOurs as error:
            raise CommandError(
                "this database is a clinic's own; set EBB_HOME to an empty folder for the demonstration"
            ) from error
        connection.close()
        tls = ["--tls-cert", tls_cert, "--tls-key", tls_key] if tls_cert else []
        supervisor = Supervisor(
            {
                "web": ["web", "--host", host, "--port", str(port), *tls],
                "live": ["live", "--host", host, "--mllp-port", str(mllp_port)],
                "monitors": ["monitors", "--host", host, "--port", str(mllp_port)],
                **({} if without_staff else {"staff": ["staff"]}),
            }
        )
        print(f"{done}: http{'s' if tls else ''}://{host}:{port}", file=sys.stderr)
        supervisor.run()
