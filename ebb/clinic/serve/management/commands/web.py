import sys
from argparse import ArgumentParser

import uvicorn
from django.core.management.base import BaseCommand, CommandError

from ebb.clinic.environment import flag
from ebb.clinic.lib.commands import port_number
from ebb.clinic.serve.address import require_certificate, require_loopback_for_demo, require_protected
from ebb.clinic.serve.heartbeat import Heartbeat
from ebb.clinic.serve.supervisor import end_with_supervisor

SWITCH_INTERVAL_SECONDS = 0.0005
"""Python's default of 5 ms lets a page being rendered hold the live stream for 100 ms and more."""


class Command(BaseCommand):
    help = "Serve the pages and the live stream."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=8000)
        parser.add_argument("--tls-cert", default="")
        parser.add_argument("--tls-key", default="")

    def handle(self, *, host: str, port: int, tls_cert: str, tls_key: str, **_: object) -> None:
        require_certificate(tls_cert, tls_key)
        require_protected(host, tls=bool(tls_cert and tls_key), behind_proxy=flag("EBB_PROXY"))
        require_loopback_for_demo(host, behind_proxy=flag("EBB_PROXY"))
        end_with_supervisor()
        sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
        heartbeat = Heartbeat()

        async def beat() -> None:
            heartbeat.beat()

        config = uvicorn.Config(
            "ebb.clinic.asgi:app",
            host=host,
            port=port,
            ssl_certfile=tls_cert or None,
            ssl_keyfile=tls_key or None,
            log_level="warning",
            timeout_graceful_shutdown=2,
            callback_notify=beat,
            timeout_notify=1,
        )
        server = uvicorn.Server(config)
        server.run()
        if not server.started:
            raise CommandError(f"the pages did not start at {host}:{port}")
