import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ebb.clinic.environment import machine_time_zone
from ebb.clinic.setup import reading
from ebb.clinic.setup.actions import IsDemonstration, open_clinic
from ebb.clinic.setup.clinic_setup import read_options
from ebb.clinic.setup.dialogue import converse
from ebb.clinic.setup.reading import InvalidSetup

ABOUT = """Start a clinic of your own. Without options it asks; with them it does not.
It may be run again, to add what is new: what stands already is left as it is.
When anything cannot be done, all of it is reported and nothing is written.

Passwords and PINs are made here and printed once. Keep them until each person has signed in."""

EXAMPLE = """for example:
  ebb setup --name "Harbour clinic" --emergency-phone 112 --time-zone America/Chicago \\
    --chair 1=BED-1 --chair 2 \\
    --person "nora, Nora Nurse, nurse, registered nurse; ACLS until 2027-06-30" \\
    --person "pia, Pia Physician, prescriber, physician; ACLS until 2027-06-30" \\
    --vials K123,50,10,20 --counted-by nora --witness pia \\
    --patients patients.csv --practice"""


class Command(BaseCommand):
    help = ABOUT
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> ArgumentParser:
        shape = {"formatter_class": RawDescriptionHelpFormatter, "epilog": EXAMPLE}
        return super().create_parser(prog_name, subcommand, **kwargs, **shape)

    def add_arguments(self, parser: ArgumentParser) -> None:
        own = parser.add_argument_group("the clinic")
        own.add_argument("--name", default="", help="of the house; needed unless you are asked")
        own.add_argument("--address", default="")
        own.add_argument("--emergency-phone", default="", help="printed on the sheet for the ambulance")
        own.add_argument("--time-zone", default=machine_time_zone(), metavar="NAME",
                         help="such as America/Chicago; default: this machine's, unless that is UTC")  # fmt: skip
        own.add_argument("--chair", action="append", default=[], metavar="NAME[=BED]",
                         help="a chair, with what its monitor calls itself; once for each")  # fmt: skip
        own.add_argument("--person", action="append", default=[], metavar="TEXT",
                         help='"username, name, roles, credentials"; once for each')  # fmt: skip
        own.add_argument("--staff", metavar="CSV", help="the same from a file: " + ",".join(reading.PERSON_COLUMNS))
        own.add_argument("--vials", metavar="LOT,MG/ML,ML,NUMBER", help="the opening count, such as K123,50,10,20")
        own.add_argument("--counted-by", default="", metavar="USERNAME")
        own.add_argument("--witness", default="", metavar="USERNAME")
        own.add_argument("--patients", metavar="CSV", help="columns: " + ",".join(reading.PATIENT_COLUMNS))
        own.add_argument("--consent", metavar="FILE", help="a text patients sign: title in the first line")
        own.add_argument("--programme", choices=["A", "B"], default="A", help="of the practice patients' orders")
        own.add_argument("--practice", action="store_true", help="make three invented patients, each with an order")

    def handle(self, **options: object) -> None:
        if not options["name"]:
            if not sys.stdin.isatty():
                raise CommandError("give at least --name, or run it at a keyboard to be asked", returncode=2)
            options |= converse(input, print, machine_zone=options["time_zone"])
        try:
            setup = read_options(options)
        except InvalidSetup as error:
            raise CommandError(_in_lines(error), returncode=2) from error
        try:
            call_command("migrate", verbosity=0, interactive=False)
            done: list[str] = []
            open_clinic(setup, report=done.append, at=timezone.now())
        except InvalidSetup as error:
            raise CommandError(_in_lines(error)) from error
        except IsDemonstration as error:
            raise CommandError(
                "this database is a demonstration, where anyone may come in; set EBB_HOME to an empty folder"
            ) from error
        print("\n".join(done))
        print("Next: ebb serve, then sign in at http://127.0.0.1:8000. docs/first-day.md goes on from there.")


def _in_lines(error: InvalidSetup) -> str:
    """One problem in the same line, several below one another."""
    apart = "\n  " if len(error.problems) > 1 else " "
    return apart.join(["nothing was written:", *error.problems])
