"""The `ebb` command: the libraries' own verbs run without Django, all others are management commands."""

import importlib
import os
import signal
import sys

WITHOUT_DJANGO = {
    "simulate": "ebb.pharmacology.simulate_command",
    "relief": "ebb.relief.relief_command",
    "assess": "ebb.pathway.assess_command",
    "alarms": "ebb.pathway.alarms_command",
}
COMMANDS = {
    "serve": "run the clinic: pages, gateway and watch",
    "demo": "make an invented clinic and run it",
    "setup": "start a clinic of your own",
    "replay": "play a recording to the gateway as a monitor would",
    "simulate": "predicted concentration of a regimen under a published model",
    "relief": "how much relief, how long and how sure, from a pain diary",
    "assess": "candidacy from a file of facts",
    "alarms": "the alarms a recording would have raised",
    "verify-record": "let the record prove itself",
    "web": "the pages alone",
    "live": "gateway and watch in one process",
    "gateway": "the gateway alone",
    "watch": "the watch alone",
    "monitors": "the demonstration's simulated monitors alone",
    "staff": "the demonstration's invented staff alone",
    "migrate": "bring the database up to date and protect its facts",
}

ON_A_CLINIC = {"web", "live", "gateway", "watch", "monitors", "staff"}


def main(argv: list[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 refused or found wanting, 2 wrongly asked."""
    name, *rest = (sys.argv[1:] if argv is None else argv) or ["help"]
    if name in ("help", "--help", "-h"):
        print("usage: ebb COMMAND [options]\n")
        print("\n".join(f"  {command:14} {what}" for command, what in COMMANDS.items()))
        sys.exit(0)
    if name in WITHOUT_DJANGO:
        # Whoever reads the lines may have seen enough before the last one: `ebb alarms FILE | head`.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        sys.exit(importlib.import_module(WITHOUT_DJANGO[name]).run(rest))
    if name not in COMMANDS:
        fail(f"ebb: there is no command {name!r}; `ebb help` lists them", 2)
    sys.exit(manage(name, rest))


def manage(asked: str, arguments: list[str]) -> int:
    """Run a management command with its errors as one line: 2 for a wrong call, its own code for a refusal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebb.clinic.settings")
    import django
    from django.core.management import CommandError, get_commands, load_command_class
    from django.db import DatabaseError, connection

    django.setup()
    from ebb.clinic.lib.commands import NO_CLINIC, there_is_a_clinic

    name = asked.replace("-", "_")
    command = load_command_class(get_commands()[name], name)
    command._called_from_command_line = False
    parser = command.create_parser("ebb", name)
    try:
        options = vars(parser.parse_args(arguments))
    except CommandError as error:
        fail(f"ebb {asked}: {str(error).removeprefix('Error: ')}", 2)
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        fail(f"ebb {asked}: the database cannot be reached: {_first_line(error)}", 1)
    if asked in ON_A_CLINIC and not there_is_a_clinic():
        fail(f"ebb {asked}: {NO_CLINIC}", 1)
    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as error:
        fail(f"ebb {asked}: {error}", error.returncode)
    return 0


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def fail(line: str, code: int) -> None:
    print(line, file=sys.stderr)
    sys.exit(code)
