import json
import sys
import threading
from argparse import ArgumentParser
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, time_ns

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ebb.clinic.gateway.monitor_client import MonitorClient, NoGateway
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.commands import port_number, there_is_a_clinic
from ebb.clinic.people.models import SYSTEM, Chair
from ebb.clinic.vitals.actions import bind_monitor
from ebb.clinic.vitals.models import Message
from ebb.devices.compose import Dialect, compose_vitals
from ebb.recording import RecordingError, RecordingRow, rows

PROBE_OFF = "probe off"
SILENT_FOR = timedelta(minutes=1)

UNBOUND = "REPLAY"
"""The bed of a recording that no chair waits for; its numbers stand among the monitors bound to no chair."""


class Command(BaseCommand):
    help = "Play a recording to the gateway as a monitor would, one message a row, at its own pace or faster."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv")
        parser.add_argument("--bed", default="", help="default: the first occupied chair without a monitor")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=2575)
        parser.add_argument("--speed", type=float, default=1.0, help="0: as fast as it is acknowledged")
        parser.add_argument("--dialect", choices=["mdc", "mdil"], default="mdc")

    def handle(
        self, *, file: str, bed: str, host: str, port: int, speed: float, dialect: Dialect, **_: object
    ) -> None:  # fmt: skip
        if not 0 <= speed < float("inf"):
            raise CommandError(f"--speed is {speed:g}; it must be 0 or more", returncode=2)
        recorded = _read(file)
        if not recorded:
            raise CommandError(f"{file}: there is no row below the headings", returncode=2)
        client = MonitorClient(host, port, threading.Event().wait)
        try:
            client.open()
            bed = bed or bed_for_recording(at=timezone.now())
        except NoGateway as error:
            raise CommandError(str(error)) from error
        if bed == UNBOUND:
            print("no practice patient sits in a chair without a monitor; no chair will show this", file=sys.stderr)
        print(f"playing {len(recorded)} rows to bed {bed}", file=sys.stderr)
        if not _play(recorded, client, bed, speed, dialect):
            sys.exit(1)


def _read(file: str) -> list[RecordingRow]:
    try:
        with Path(file).open(newline="", encoding="utf-8") as lines:
            return list(rows(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {getattr(error, 'strerror', None) or error}", returncode=2) from error
    except RecordingError as error:
        raise CommandError(f"{file}: {error}", returncode=2) from error


def _play(recorded: list[RecordingRow], client: MonitorClient, bed: str, speed: float, dialect: Dialect) -> bool:
    """Send each row at its time as what the monitor shows now; whether all were acknowledged. Prints the count."""
    sent = acknowledged = 0
    began, run = monotonic(), f"{time_ns():X}"
    try:
        for row in recorded:
            if speed:
                client.wait(max(0.0, began + (row.time_s - recorded[0].time_s) / speed - monotonic()))
            sent += 1
            control_id = f"R{run}N{sent}"
            payload = message_of(row, bed=bed, taken_at=timezone.now(), dialect=dialect, control_id=control_id)
            acknowledged += client.send(payload, control_id)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
    finally:
        client.close()
        print(json.dumps({"sent": sent, "acknowledged": acknowledged}, separators=(",", ":")), flush=True)
    return sent == acknowledged


def message_of(row: RecordingRow, *, bed: str, taken_at: datetime, dialect: Dialect, control_id: str) -> bytes:
    """A row as a monitor would send it: a sensor that is off as 0 with a text that says so."""
    off = {column: PROBE_OFF for column, number in row.values.items() if number is None}
    return compose_vitals(
        bed=bed, taken_at=taken_at, values=row.values, texts=off, dialect=dialect, control_id=control_id
    )


def bed_for_recording(*, at: datetime) -> str:
    """The bed of the first occupied chair without a monitor; one without a bed is given one, as if plugged in.

    A chair whose monitor was silent for a minute counts as one without, after those that have none. Only
    practice patients are taken: a recording is somebody else's numbers. UNBOUND when there is no such chair, or no
    clinic here at all because the gateway stands elsewhere.
    """
    if not there_is_a_clinic():
        return UNBOUND
    seated = Infusion.objects.seated().filter(patient__practice=True, chair__isnull=False)
    chairs = [infusion.chair for infusion in seated.select_related("chair").order_by("chair__name", "chair_id")]
    for chair in sorted(chairs, key=lambda chair: chair.connected):
        if not chair.connected:
            label = f"REPLAY-{chair.name}-{chair.pk.hex[:4]}"
            return bind_monitor(chair=chair, bed=label, by=SYSTEM, at=at).bed
        if _is_silent(chair, at):
            return chair.bed
    return UNBOUND


def _is_silent(chair: Chair, at: datetime) -> bool:
    last = Message.objects.at_chair(chair).order_by("-id").values_list("received_at", flat=True).first()
    return last is None or at - last > SILENT_FOR
