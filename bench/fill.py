"""Fills the database that the environment names for `pages.py`; prints the pages to ask for, one a line.

python -m bench.fill PATIENTS CHAIRS SECONDS_OF_NUMBERS
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.clinic import fill_files, fill_monitor  # noqa: E402
from ebb.clinic.infusion import actions  # noqa: E402
from ebb.clinic.infusion.models import Infusion  # noqa: E402
from ebb.clinic.people.models import Patient, User  # noqa: E402
from ebb.clinic.recovery.actions import begin_recovery  # noqa: E402
from tests.killing.opening import Seat, open_clinic  # noqa: E402

STARTED_MIN_AGO = 35


def fill(patients: int, chairs: int, seconds: int) -> list[tuple[str, str, str]]:
    now = timezone.now()
    seats = open_clinic(now - timedelta(seconds=1), chairs, started_min_ago=STARTED_MIN_AGO)
    infusions = [Infusion.objects.get(pk=seat.infusion) for seat in seats]
    for infusion in infusions:
        fill_monitor(infusion, until=now, seconds=seconds)
    prescriber = User.objects.get(username="prescriber")
    end_one(infusions[-1], prescriber)
    fill_files(infusions[0].site, prescriber, patients, now=now)
    return pages(seats, infusions)


def end_one(infusion: Infusion, by: User) -> None:
    """Let the last chair's patient recover."""
    now = timezone.now()
    actions.stop(infusion, completed=True, by=by.pk, at=now)
    begin_recovery(infusion, by=by.pk, at=now)


def pages(seats: list[Seat], infusions: list[Infusion]) -> list[tuple[str, str, str]]:
    """Name, path and session of each of the main pages that this clinic has."""
    session = seats[0].session
    old = Patient.objects.filter(number__startswith="F").order_by("number").first()
    wanted = [
        ("home", "home", [], ""),
        ("enquiry", "enquiry", [], ""),
        ("sign-in", "account_login", [], ""),
        ("today", "today", [], session),
        ("board", "board", [], session),
        ("search", "patients", [], session),
        ("file", "patient", [old.pk], session),
        ("infusion", "infusion", [infusions[0].pk], session),
        ("recovery", "recovery", [infusions[-1].pk], session),
        ("follow-up", "followup", [infusions[0].patient_id], session),
    ]
    found = []
    for name, view, arguments, who in wanted:
        try:
            path = reverse(view, args=arguments)
        except NoReverseMatch:
            print(f"no {name} page yet", file=sys.stderr)
            continue
        found.append((name, path + ("?q=ver+an" if name == "search" else ""), who))
    return found


if __name__ == "__main__":
    for line in fill(*map(int, sys.argv[1:])):
        print("\t".join(line))
