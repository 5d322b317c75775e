"""Who comes next, for as long as the demonstration runs: appointments, whoever is free to come, and a free chair."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction
from django.db.models import Max

from ebb.clinic.demo.arrival import check_in
from ebb.clinic.demo.clinic import Clinic, DemoPatient, assess, order_for, register, registered_patients
from ebb.clinic.demo.diary import keep_up
from ebb.clinic.demo.staff_visits import attended
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.people.models import Chair
from ebb.clinic.record.anchors import make_anchor
from ebb.pathway.events import CheckedIn
from ebb.pathway.findings import Refused

AHEAD = 4
"""So many stand on the list of those to come."""
APART = timedelta(minutes=30)
SOONEST = timedelta(minutes=10)
NEVER_CAME = timedelta(hours=3)
SEAT_APART = timedelta(minutes=5)
WAITS_AT_MOST = timedelta(minutes=45)
BETWEEN_VISITS = timedelta(days=6)
EXTENDED_EVERY = 5
"""One of so many comes for programme B."""
REGISTERED_BEFORE, ASSESSED_BEFORE = timedelta(days=99), timedelta(days=45)


def plan_appointments(clinic: Clinic, *, at: datetime) -> None:
    """Put one more on the list where it grew short, and write off who never came. Two queries where nothing is due."""
    ahead = list(Infusion.objects.ahead().filter(site=clinic.site).order_by("expected_at"))
    for infusion in ahead:
        if at - infusion.expected_at > NEVER_CAME:
            actions.did_not_come(infusion, by=clinic.front_desk.pk, at=at)
    if len(ahead) < AHEAD:
        last_at = max((infusion.expected_at for infusion in ahead), default=at)
        with transaction.atomic():
            expect_next(clinic, expected_at=max(last_at + APART, at + SOONEST), at=at)
            make_anchor(at=at, invented=True)  # a new patient comes with weeks that were never written then


def expect_next(clinic: Clinic, *, expected_at: datetime, at: datetime) -> Infusion:
    """An appointment for the next who may come, with an order that is ready and a diary kept until yesterday."""
    for person in _who_may_come(clinic, expected_at, at):
        extended = person.place % EXTENDED_EVERY == 1
        try:
            order = order_for(clinic, person, extended=extended, at=at)
            infusion = actions.expect_visit(order=order, expected_at=expected_at, by=clinic.front_desk.pk, at=at)
        except Refused:
            # A series that is full, or what a visitor wrote into the file.
            continue
        keep_up(clinic, person, now=at)
        return infusion
    raise AssertionError("there is always a further patient")


def _who_may_come(clinic: Clinic, expected_at: datetime, at: datetime) -> Iterator[DemoPatient]:
    known = registered_patients(clinic)
    visits = Infusion.objects.filter(site=clinic.site, expected_at__gt=expected_at - BETWEEN_VISITS)
    lately = set(visits.values_list("patient_id", flat=True))
    yield from (person for person in known if person.patient.pk not in lately)
    for place in count(max((person.place for person in known), default=-1) + 1):
        person = register(clinic, place, at=at - REGISTERED_BEFORE)
        assess(clinic, person, at=at - ASSESSED_BEFORE)
        yield person


def seat_next(clinic: Clinic, free: list[Chair], *, at: datetime) -> Infusion | None:
    """Take the next patient where a second chair is free and a second patient waits, so that a visitor finds one of
    each; who has waited long enough is taken anyway. Two queries where nobody is.
    """
    ready = Infusion.objects.ahead().filter(site=clinic.site, expected_at__lte=at).order_by("expected_at")
    waiting = list(ready.select_related("patient", "order"))
    if len(free) < 2 or not waiting:
        return None
    if len(waiting) < 2 and at - waiting[0].expected_at < WAITS_AT_MOST:
        return None
    seated = Event.objects.filter(infusion__site=clinic.site, kind=CheckedIn.__name__)
    last_at = seated.aggregate(last=Max("happened_at"))["last"]
    if last_at and at - last_at < SEAT_APART:
        return None
    check_in(attended(clinic, waiting[0], at=at), free[0], at=at)
    return waiting[0]
