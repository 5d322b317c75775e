"""Keeping a gateway open until it is stopped, with the housekeeping that its writing calls for."""

import asyncio
import signal
import threading
from collections.abc import Callable
from datetime import tzinfo

from django.db import connection
from django.utils import timezone

from ebb.clinic.gateway.limits import from_environment, tls_from_environment
from ebb.clinic.gateway.server import Gateway
from ebb.clinic.log.housekeeping import Housekeeping
from ebb.clinic.people.models import Site


class CannotListen(Exception):
    """The address cannot be had."""


class Broken(Exception):
    """The gateway can store nothing more; the process had better end and be started again."""


def common_zone() -> tzinfo:
    """The zone of a monitor's times that name none: that of all sites, or EBB_TIME_ZONE where they differ."""
    zones = {site.zone for site in Site.objects.all()}
    connection.close()
    return zones.pop() if len(zones) == 1 else timezone.get_default_timezone()


async def keep_listening(
    host: str, port: int, stop: asyncio.Event, *, opened: Callable[[int], None],
    came_round: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Run a gateway until `stop` is set, then drain it. `opened` gets the port; `came_round` is called each second that
    its writer goes on. Raises CannotListen or Broken."""
    zone = await asyncio.to_thread(common_zone)
    gateway = Gateway(from_environment(), tls=tls_from_environment(), assume_tz=zone)
    gateway.writer.came_round = came_round
    try:
        opened(await gateway.start(host, port))
    except OSError as error:
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror}") from error
    over = threading.Event()
    housekeeping = Housekeeping(over)
    housekeeping.start()
    waits = [asyncio.ensure_future(event.wait()) for event in (stop, gateway.ended)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    broken = gateway.ended.is_set()
    over.set()
    await gateway.drain()
    housekeeping.join(1)
    for wait in waits:
        wait.cancel()
    if broken:
        raise Broken("the gateway's writer ended by a fault; see the log")


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` on SIGTERM and SIGINT; call it in the main thread's event loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
