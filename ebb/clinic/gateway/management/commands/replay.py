import json
import sys
import threading
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic, time_ns

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ebb.clinic.gateway.seats import UNBOUND, bed_for_recording
from ebb.clinic.gateway.speaker import NobodyListens, Speaker
from ebb.clinic.lib.arguments import port_number
from ebb.devices.compose import compose_vitals
from ebb.recording import RecordingError, RecordingRow, rows

PROBE_OFF = "probe off"


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
        self, *, file: str, bed: str, host: str, port: int, speed: float, dialect: str, **_: object
    ) -> None:  # fmt: skip
        if not 0 <= speed < float("inf"):
            raise CommandError(f"--speed is {speed:g}; it must be 0 or more", returncode=2)
        recorded = _read(file)
        if not recorded:
            raise CommandError(f"{file}: there is no row below the headings", returncode=2)
        speaker = Speaker(host, port, threading.Event().wait)
        try:
            speaker.open()
            bed = bed or bed_for_recording(at=timezone.now())
        except NobodyListens as error:
            raise CommandError(str(error)) from error
        if bed == UNBOUND:
            print("no practice patient sits in a chair without a monitor; no chair will show this", file=sys.stderr)
        print(f"playing {len(recorded)} rows to bed {bed}", file=sys.stderr)
        if not _play(recorded, speaker, bed, speed, dialect):
            sys.exit(1)


def _read(file: str) -> list[RecordingRow]:
    try:
        with Path(file).open(newline="", encoding="utf-8") as lines:
            return list(rows(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {getattr(error, 'strerror', None) or error}", returncode=2) from error
    except RecordingError as error:
        raise CommandError(f"{file}: {error}", returncode=2) from error


def _play(recorded: list[RecordingRow], speaker: Speaker, bed: str, speed: float, dialect: str) -> bool:
    """Send each row at its time as what the monitor shows now; whether all were acknowledged. Prints the count."""
    sent = acknowledged = 0
    began, run = monotonic(), f"{time_ns():X}"
    try:
        for row in recorded:
            if speed:
                speaker.wait(max(0.0, began + (row.time_s - recorded[0].time_s) / speed - monotonic()))
            sent += 1
            control_id = f"R{run}N{sent}"
            # A zero is sent as a monitor would say that its probe has fallen off.
            off = {column: PROBE_OFF for column, number in row.values.items() if number == 0}
            payload = compose_vitals(
                bed=bed, taken_at=timezone.now(), values=row.values, texts=off, dialect=dialect, control_id=control_id
            )
            acknowledged += speaker.say(payload, control_id)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
    finally:
        speaker.close()
        print(json.dumps({"sent": sent, "acknowledged": acknowledged}, separators=(",", ":")), flush=True)
    return sent == acknowledged
