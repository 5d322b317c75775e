"""The simulated monitors as one process: every second each occupied chair says its numbers."""

import asyncio
import signal
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import OperationalError, connection, connections
from django.utils import timezone

from ebb.clinic.demo.ward import Bedside, Ward
from ebb.clinic.demo.wire import Wire

SECOND = timedelta(seconds=1)


async def keep_talking(
    host: str, port: int, stop: asyncio.Event, *, now: Callable[[], datetime] = timezone.now
) -> dict[str, Wire]:
    """Speak until `stop` is set; the wires by bed, with what they counted."""
    ward, wires = Ward(), defaultdict(lambda: Wire(host, port))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as reader:
        while not stop.is_set():
            at = now()
            bedsides = await loop.run_in_executor(reader, _read, ward, at)
            for bed in wires.keys() - {bedside.bed for bedside in bedsides}:
                wires[bed].close()
            await asyncio.gather(*(wires[bedside.bed].say(bedside, at) for bedside in bedsides))
            await _until(stop, (at + SECOND - now()).total_seconds())
        # Not `connection.close`: that name means another connection in each thread, and is looked up in this one.
        await loop.run_in_executor(reader, connections.close_all)
    for wire in wires.values():
        wire.close()
    return dict(wires)


def stop_on_signals(stop: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)


def _read(ward: Ward, at: datetime) -> list[Bedside]:
    """Nobody is seen for a second while the database is not to be had; the next one asks again."""
    try:
        return ward.bedsides(at)
    except OperationalError:
        connection.close()
        return []


async def _until(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), max(0.0, seconds))
    except TimeoutError:
        return
