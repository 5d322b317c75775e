"""A clinic's own start: what was asked for is written, what stands already is left, and both are reported."""

import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ebb.clinic.controlled_drugs.actions import count_opening
from ebb.clinic.infusion.actions import expect_visit
from ebb.clinic.lib.models import Installation
from ebb.clinic.library.actions import ReleasedAlready, first_consent_text, release_consent_text
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.actions import engage, install, open_site, place_chair, register_patient, set_pin, set_time_zone
from ebb.clinic.people.models import SYSTEM, Chair, Patient, Role, Site, User
from ebb.clinic.record.anchors import make_anchor
from ebb.clinic.setup import practice
from ebb.clinic.setup.clinic_setup import ClinicSetup
from ebb.clinic.setup.reading import InvalidSetup, NewStaffMember
from ebb.pathway.findings import Refused

BETWEEN = timedelta(minutes=60)

ReportLine = Callable[[str], None]


class IsDemonstration(Exception):
    """The database was made by the demonstration, whose people come in without a password."""


@transaction.atomic
def open_clinic(setup: ClinicSetup, *, report: ReportLine, at: datetime) -> None:
    """Write what is asked for; `report` takes each line of what was done. Raises InvalidSetup or IsDemonstration, and
    nothing is written.
    """
    if Installation.is_demo():
        raise IsDemonstration
    install(made_by_demo=False, at=at)
    site = _site(setup, report, at)
    with timezone.override(site.zone):
        _chairs(site, setup, report, at)
        for person in setup.people:
            _person(site, person, report, at)
        _consent(site, setup, report, at)
        _vials(site, setup, report, at)
        _patients(site, setup, report, at)
        if setup.practice:
            _practice(site, setup, report, at)
    make_anchor(at=at)


def _site(setup: ClinicSetup, report: ReportLine, at: datetime) -> Site:
    standing = Site.objects.filter(name=setup.site).first()
    if standing is not None:
        report(f"{standing.name} stands already.")
        if setup.time_zone and standing.time_zone is None:
            set_time_zone(site=standing, time_zone=setup.time_zone, by=SYSTEM, at=at)
            report(f"Its days and clocks go by {standing.time_zone} from now on.")
        return standing
    site = open_site(
        name=setup.site, address=setup.address, emergency_phone=setup.emergency_phone, time_zone=setup.time_zone,
        by=SYSTEM, at=at,
    )  # fmt: skip
    report(f"Opened {site.name}, time zone {site.time_zone}." if site.time_zone else f"Opened {site.name}.")
    if site.time_zone is None:
        report(f"It has no time zone yet and goes by {site.zone}; --time-zone NAME sets one.")
    return site


def _chairs(site: Site, setup: ClinicSetup, report: ReportLine, at: datetime) -> None:
    for chair in setup.chairs:
        if site.chairs.filter(name=chair.name).exists():
            report(f"Chair {chair.name} stands already.")
            continue
        if chair.bed and (taken := Chair.objects.filter(bed=chair.bed).first()):
            raise InvalidSetup([f"Bed {chair.bed} belongs to chair {taken.name} already; a bed has one chair."])
        place_chair(site=site, name=chair.name, bed=chair.bed, by=SYSTEM, at=at)
        report(f"Placed chair {chair.name}" + (f", monitor {chair.bed}." if chair.bed else ", without a monitor."))


def _person(site: Site, person: NewStaffMember, report: ReportLine, at: datetime) -> None:
    if User.objects.filter(username=person.username).exists():
        report(f"{person.username} has an account already.")
        return
    password = secrets.token_urlsafe(12)
    pin = f"{secrets.randbelow(1_000_000):06}"
    user = engage(
        site=site, username=person.username, name=person.name, password=password, roles=person.roles,
        credentials=person.credentials, by=SYSTEM, at=at,
    )  # fmt: skip
    set_pin(user=user, pin=pin, by=SYSTEM, at=at)
    report(f"Engaged {user.name}, {', '.join(person.roles)}: username {user.username}, password {password}, PIN {pin}")


def _consent(site: Site, setup: ClinicSetup, report: ReportLine, at: datetime) -> None:
    """Put the clinic's own text in force, or in a new clinic the one that Ebb comes with."""
    if setup.consent is None and ConsentText.objects.current() is not None:
        return
    try:
        text = release_consent_text(site=site, **(setup.consent or first_consent_text()), by=SYSTEM, at=at)
    except ReleasedAlready:
        report("The consent text is in force already.")
        return
    report(f"Released consent text version {text.version}, “{text.title}”; patients sign it from now on.")
    if setup.consent is None:
        report("It comes with Ebb: your medical director reads it, and --consent FILE puts your own in its place.")


def _vials(site: Site, setup: ClinicSetup, report: ReportLine, at: datetime) -> None:
    count = setup.vials
    if count is None:
        return
    if site.ledger.filter(lot=count.lot).exists():
        report(f"Lot {count.lot} was counted already.")
        return
    people = {user.username: user.pk for user in User.objects.filter(username__in=[count.counted_by, count.witness])}
    if unknown := sorted({count.counted_by, count.witness} - people.keys()):
        raise InvalidSetup(
            [f"Vials are counted by two of the staff; nobody here is called {name!r}." for name in unknown]
        )
    counted = {name: value for name, value in asdict(count).items() if name not in ("counted_by", "witness")}
    try:
        count_opening(site=site, **counted, by=people[count.counted_by], witness=people[count.witness], at=at)
    except Refused as refused:
        raise InvalidSetup([finding.text for finding in refused.findings]) from refused
    report(f"Counted {count.vials} vials of lot {count.lot} into the cabinet.")


def _patients(site: Site, setup: ClinicSetup, report: ReportLine, at: datetime) -> None:
    opened = 0
    for new in setup.patients:
        standing = Patient.objects.filter(site=site, number=new.number).first()
        if standing is None:
            register_patient(site=site, **asdict(new), by=SYSTEM, at=at)
            opened += 1
        elif (standing.family_name, standing.born_on) != (new.family_name, new.born_on):
            raise InvalidSetup([f"Number {new.number} is {standing}'s file; {new.family_name} needs another number."])
    if setup.patients:
        report(f"Opened {opened} files; {len(setup.patients) - opened} stood already.")


def _practice(site: Site, setup: ClinicSetup, report: ReportLine, at: datetime) -> None:
    """Invented patients with an order each, expected one after the other from now on; again on another day."""
    prescriber = User.objects.filter(memberships__site=site, memberships__role=Role.PRESCRIBER).order_by("name").first()
    if prescriber is None:
        raise InvalidSetup(["Practice patients need a prescriber who signs their orders; name one with --person."])
    for place, invented in enumerate(practice.PRACTICE_PATIENTS):
        patient = Patient.objects.filter(site=site, number=invented.number, practice=True).first()
        if patient is None:
            patient = register_patient(site=site, **invented.file, practice=True, by=SYSTEM, at=at)
            practice.assess(patient, invented.history, prescriber=prescriber, at=at)
            practice.sign_order(patient, invented.history, programme=setup.programme, prescriber=prescriber, at=at)
            report(
                f"Invented {patient} ({invented.number}) for practice, order under programme {setup.programme} signed."
            )
        _expect_today(patient, at + place * BETWEEN, report, at)


def _expect_today(patient: Patient, expected_at: datetime, report: ReportLine, at: datetime) -> None:
    order = patient.orders.order_by("-id")[0]
    try:
        expect_visit(order=order, expected_at=expected_at, by=SYSTEM, at=at)
    except Refused as refused:
        report(f"{patient} is not expected anew: {refused}")
    else:
        report(f"{patient} is expected at {timezone.localtime(expected_at):%H:%M}.")
