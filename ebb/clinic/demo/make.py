"""From an empty database, or from yesterday's demonstration, to a clinic with a day in progress."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, count, islice

from django.db import transaction
from django.utils import timezone

from ebb.clinic.demo.clinic import (
    Clinic,
    DemoPatient,
    assess,
    be_supervised,
    find_clinic,
    open_clinic,
    register,
    registered_patients,
)
from ebb.clinic.demo.day import PATIENTS_A_DAY, fill_the_day
from ebb.clinic.demo.diary import keep_up
from ebb.clinic.demo.earlier_days import close_the_last_day, earlier_infusions, is_in_progress
from ebb.clinic.enquiry.actions import receive_enquiry
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.models import Installation
from ebb.clinic.people.models import Site, User
from ebb.clinic.record.anchors import make_anchor
from ebb.pathway.findings import Refused

OPENED_BEFORE = timedelta(days=100)
ASSESSED_BEFORE = timedelta(days=45)
PAST = ((14, 7), (7,), (21,), (7,), (14,), (), (), (28,), ())
"""Days ago of the earlier infusions, by the patient's place in the list. Three of them have their first today."""


class NotOurs(Exception):
    """The database holds a clinic that the demonstration did not make."""


def make_ready(*, now: datetime) -> str:
    """Make or refresh the demonstration; says what was done. Raises NotOurs, and nothing is written.

    One transaction: a demonstration is whole or not there.
    """
    with transaction.atomic():
        if Installation.is_demo():
            clinic = find_clinic()
            with timezone.override(clinic.site.zone):
                return _refresh(clinic, now)
        if Installation.objects.exists() or Site.objects.exists() or User.objects.exists():
            raise NotOurs
        clinic = open_clinic(at=now - OPENED_BEFORE)
        receive_enquiry(
            site=clinic.site, name="Quentin Question", email="quentin@example.org", phone="",
            question="I have had burning pain in my foot for two years. Could this be something for me?",
            at=now - timedelta(hours=3),
        )  # fmt: skip
        with timezone.override(clinic.site.zone):
            _begin_day(clinic, [], now)
        make_anchor(at=now, invented=True)
        return "An invented clinic was made"


def _refresh(clinic: Clinic, now: datetime) -> str:
    if is_in_progress(clinic, now=now):
        be_supervised(clinic, now)
        return "The invented clinic goes on where it was"
    close_the_last_day(clinic, now=now)
    try:
        with transaction.atomic():
            _begin_day(clinic, _known_patients(clinic, now), now)
    except Refused:
        # What visitors wrote into the files they know may rightly keep those patients from a start.
        _begin_day(clinic, [], now)
    make_anchor(at=now, invented=True)
    return "The invented clinic begins another day"


def _begin_day(clinic: Clinic, known: list[DemoPatient], now: datetime) -> None:
    """Fill the day with these patients, and with new ones where they are too few; their diaries are up to date."""
    people = list(islice(chain(known, _new_patients(clinic, now)), PATIENTS_A_DAY))
    for person in people:
        keep_up(clinic, person, now=now)
    fill_the_day(clinic, people, now=now)


def _known_patients(clinic: Clinic, now: datetime) -> list[DemoPatient]:
    """Patients of earlier days who may come today: nobody has two visits on one day."""
    today = timezone.localdate(now)
    lately = Infusion.objects.filter(site=clinic.site, expected_at__gt=now - timedelta(days=2))
    busy = {
        patient for patient, at in lately.values_list("patient_id", "expected_at") if timezone.localdate(at) == today
    }
    return [person for person in registered_patients(clinic) if person.patient.pk not in busy]


def _new_patients(clinic: Clinic, now: datetime) -> Iterator[DemoPatient]:
    """Files not opened before, assessed, with the infusions they had already."""
    first = max((person.place for person in registered_patients(clinic)), default=-1) + 1
    for place in count(first):
        person = register(clinic, place, at=now - OPENED_BEFORE + timedelta(days=1))
        assess(clinic, person, at=now - ASSESSED_BEFORE)
        earlier_infusions(clinic, person, days_ago=PAST[place % len(PAST)], today_at=now - timedelta(hours=2))
        yield person
