from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ebb.clinic.lib.commands import NO_CLINIC, there_is_a_clinic
from ebb.clinic.record import anchors
from ebb.clinic.record.verify import verify


class Command(BaseCommand):
    help = "Recompute facts, chains and anchors; exit 1 naming chain, sequence, table and row where they disagree."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor", type=Path, metavar="FILE", help="an exported anchor, or a printed page's QR line"
        )

        parser.add_argument(
            "--since", metavar="ANCHOR", help="the number or file of an anchor; facts that it held are not read again"
        )

    def handle(self, *, anchor: Path | None, since: str | None, **_: object) -> None:
        given = [_checkpoint(anchor)] if anchor else []
        if since and not since.isdecimal():
            given.append(_checkpoint(Path(since)))
            since = anchors.number_of(given[-1])
        if not there_is_a_clinic():
            raise CommandError(NO_CLINIC)
        report = verify(checkpoints=[*anchors.exported(), *given], since=int(since) if since else None)
        for fault in report.faults:
            self.stdout.write(str(fault))
        self.stdout.write(
            f"{report.facts} facts, {report.entries} entries in {report.chains} chains, {report.anchors} anchors, "
            f"{report.unsealed} samples not yet sealed, {len(report.faults)} faults"
        )
        if report.faults:
            raise SystemExit(1)


def _checkpoint(file: Path) -> str:
    """The checkpoint line of an exported anchor (JSON) or of a text file with the scanned QR code."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} holds no text; give an exported anchor or a QR line", returncode=2) from error
    return anchors.checkpoint_in(text)
