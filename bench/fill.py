"""Fills the database that the environment names with the clinic that is measured; prints what was made as JSON.

    python -m bench.fill PATIENTS CHAIRS SECONDS_OF_NUMBERS

Running infusions with an hour of monitor numbers, and many files from the years before. Infusions at the chairs are
made through the actions; with files beside them the last patient recovers. The many files are put into their tables
past the actions: each has a patient, an enquiry with its answer, a plan with an order, one finished visit with its
main events and an entry in the record. Their chains do not verify, which no page asks.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.load import LoadPage  # noqa: E402
from ebb.clinic.enquiry.models import Enquiry, EnquiryAnswer  # noqa: E402
from ebb.clinic.infusion import actions  # noqa: E402
from ebb.clinic.infusion.models import Event, Infusion  # noqa: E402
from ebb.clinic.people.models import Demographics, Patient, User  # noqa: E402
from ebb.clinic.plan.models import Order, Plan  # noqa: E402
from ebb.clinic.record.models import Chain, Entry  # noqa: E402
from ebb.clinic.recovery.actions import begin_recovery  # noqa: E402
from ebb.clinic.vitals.models import Message  # noqa: E402
from tests.killing.opening import Seat, open_clinic  # noqa: E402

STARTED_MIN_AGO = 35
BLOCK = 5000
GIVEN = ("Ana", "Ben", "Carla", "Dirk", "Elif", "Finn", "Greta", "Hugo", "Ida", "Jan", "Kira", "Liam", "Mia", "Noah")
SYLLABLES = ("ba", "ko", "ri", "ten", "mo", "sal", "ver", "lin", "du", "ham", "per", "gra", "wes", "nor", "tho")


def fill(patients: int, chairs: int, seconds: int) -> tuple[list[Seat], list[LoadPage]]:
    """The seats, and those of the main pages that can be shown, with their sessions; without `patients` no pages."""
    now = timezone.now()
    seats = open_clinic(now - timedelta(seconds=1), chairs, started_min_ago=STARTED_MIN_AGO)
    infusions = [Infusion.objects.get(pk=seat.infusion) for seat in seats]
    for infusion in infusions:
        fill_monitor(infusion, until=now, seconds=seconds)
    if not patients:
        return seats, []
    prescriber = User.objects.get(username="prescriber")
    actions.stop(infusions[-1], completed=True, by=prescriber.pk, at=now)
    begin_recovery(infusions[-1], by=prescriber.pk, at=now)
    fill_files(infusions[0].site, prescriber, patients, now=now)
    return seats, [shown for page in pages(seats[0].session, infusions) if (shown := counted(page))]


def pages(session: str, infusions: list[Infusion]) -> list[LoadPage]:
    old = Patient.objects.filter(number__startswith="F").order_by("number").first()
    return [
        LoadPage("home", reverse("home")),
        LoadPage("enquiry", reverse("enquiry")),
        LoadPage("sign-in", reverse("account_login")),
        LoadPage("today", reverse("today"), session),
        LoadPage("board", reverse("board"), session),
        LoadPage("search", reverse("patients") + "?q=ver+an", session),
        LoadPage("file", reverse("patient", args=[old.pk]), session),
        LoadPage("infusion", reverse("infusion", args=[infusions[0].pk]), session),
        LoadPage("recovery", reverse("recovery", args=[infusions[-1].pk]), session),
        LoadPage("follow-up", reverse("followup", args=[infusions[0].patient_id]), session),
    ]


def counted(page: LoadPage) -> LoadPage | None:
    """With the number of its queries at a second look; None when the page cannot be shown."""
    browser = Client(raise_request_exception=False, headers={"host": "localhost"})
    if page.session:
        browser.cookies[settings.SESSION_COOKIE_NAME] = page.session
    if browser.get(page.path).status_code != 200:
        print(f"the {page.name} page cannot be shown yet", file=sys.stderr)
        return None
    with CaptureQueriesContext(connection) as captured:
        browser.get(page.path)
    return replace(page, queries=len(captured))


def fill_files(site: object, signer: User, count: int, *, now: datetime, seed: int = 1) -> None:
    """Add this many files from the last five years."""
    chance = Random(seed)
    for start in range(0, count, BLOCK):
        _add_block(site, signer, range(start, min(start + BLOCK, count)), now, chance)


def _add_block(site: object, signer: User, numbers: range, now: datetime, chance: Random) -> None:
    tables: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for number in numbers:
        for row in _file(site, signer, number, now - timedelta(days=2 + chance.random() * 5 * 365), chance):
            tables[type(row)].append(row)
    for model, rows in tables.items():
        model.objects.bulk_create(rows, batch_size=BLOCK)


def _file(site: object, signer: User, number: int, at: datetime, chance: Random) -> Iterator[models.Model]:
    """The rows of one file, each after those it points to."""
    written = {"by": signer.pk, "written_at": at}
    signed = {"signed_by": signer, "signed_at": at}
    person = {
        "given_name": chance.choice(GIVEN), "family_name": _family_name(chance), "sex": "female",
        "born_on": date(1940, 1, 1) + timedelta(days=chance.randrange(22000)),
    }  # fmt: skip
    patient = Patient(site=site, number=f"F{number:07}", **person)
    enquiry = Enquiry(
        site=site, name=str(patient), email="someone@example.org", question="Could it help me?", asked_at=at
    )
    plan = Plan(patient=patient, diagnosis="CRPS", goal="Walk to the shop", infusions=5, **signed)
    order = Order(
        plan=plan, patient=patient, programme="A", programme_version="1", dose_mg_per_kg="0.5", duration_min=40,
        weight_kg=80, **signed,
    )  # fmt: skip
    visit = Infusion(site=site, patient=patient, order=order, expected_at=at, state="discharged")
    yield from (patient, Demographics(patient=patient, **person, **written))
    yield from (enquiry, EnquiryAnswer(enquiry=enquiry, patient=patient, text="came", **written))
    yield from (plan, order, visit)
    for kind in ("CheckedIn", "InfusionStarted", "Stopped", "Discharged"):
        yield Event(infusion=visit, kind=kind, happened_at=at, **written)
    yield Chain(pk=patient.pk, length=1, head="0" * 64)
    yield Entry(
        chain=patient.pk, sequence=1, actor=signer.pk, verb="file opened", happened_at=at, written_at=at,
        facts=[], previous="", digest="0" * 64,
    )  # fmt: skip


def _family_name(chance: Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).title()


def fill_monitor(infusion: Infusion, *, until: datetime, seconds: int) -> None:
    """What the chair's monitor sent once a second up to `until`, eight numbers a message."""
    began = until - timedelta(seconds=seconds)
    rows = [_message(infusion, began + timedelta(seconds=second), second) for second in range(seconds)]
    Message.objects.bulk_create(rows, batch_size=BLOCK)


def _message(infusion: Infusion, at: datetime, second: int) -> Message:
    wave = math.sin(second / 90)
    cuff = at - timedelta(seconds=second % 300)
    return Message(
        received_at=at, taken_at=at, chair=infusion.chair, file=infusion.patient_id, peer="127.0.0.1",
        bed=infusion.chair.bed, sender="BENCH", control_id=str(uuid4()), payload_digest="0" * 64, kind="vitals",
        answer="AA", reason="", raw="MSH|" + "x" * 900, probe_off="", doubtful="", texts="", nibp_taken_at=cuff,
        hr_per_min=round(74 + 6 * wave), pulse_per_min=round(74 + 6 * wave), spo2_percent=round(97 + wave),
        rr_per_min=round(14 + 2 * wave), nibp_sys_mmhg=128 + second // 300, nibp_dia_mmhg=78,
        nibp_mean_mmhg=95, temp_c=36.6,
    )  # fmt: skip


if __name__ == "__main__":
    seats, shown = fill(*map(int, sys.argv[1:]))
    print(json.dumps({"seats": [asdict(seat) for seat in seats], "pages": [asdict(page) for page in shown]}))
