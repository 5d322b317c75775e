"""Changes to who works here and who is cared for."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ebb.clinic.lib.models import Installation
from ebb.clinic.people.models import (
    SYSTEM,
    Chair,
    Credential,
    Demographics,
    Membership,
    Patient,
    Pin,
    Presence,
    Sex,
    Site,
    Tablet,
    User,
)
from ebb.clinic.record.actions import write_entry
from ebb.clinic.record.versions import version_of


class WorksElsewhere(Exception):
    """Someone who does not work at this site was to be recorded as present or gone; nothing was written."""

    def __init__(self, person: User, site: Site) -> None:
        super().__init__(f"{person} does not work at {site}.")


@transaction.atomic
def install(*, made_by_demo: bool, at: datetime) -> None:
    """Write once what made this database."""
    installation, made = Installation.objects.get_or_create(
        pk=1, defaults={"made_by_demo": made_by_demo, "made_at": at}
    )
    if made:
        write_entry(chain=SYSTEM, verb="installed", facts=[version_of(installation)], by=SYSTEM, at=at)


@transaction.atomic
def open_site(
    *, name: str, address: str, emergency_phone: str, time_zone: str | None = None, by: UUID, at: datetime
) -> Site:
    site = Site.objects.create(name=name, address=address, emergency_phone=emergency_phone, time_zone=time_zone)
    write_entry(chain=site.pk, verb="site opened", facts=[version_of(site)], by=by, at=at)
    return site


@transaction.atomic
def set_time_zone(*, site: Site, time_zone: str, by: UUID, at: datetime) -> None:
    """Let the site's days begin and its clocks go by this zone from now on; what was recorded keeps its instant."""
    site.time_zone = time_zone
    site.save(update_fields=["time_zone"])
    write_entry(chain=site.pk, verb=f"time zone set: {time_zone}"[:40], facts=[version_of(site)], by=by, at=at)


@transaction.atomic
def set_pass_alarms_on(*, site: Site, after_s: int, by: UUID, at: datetime) -> None:
    """Let a high alarm that nobody answers go on to the next people after so many seconds, and as many again."""
    site.pass_alarms_on_after_s = after_s
    site.save(update_fields=["pass_alarms_on_after_s"])
    write_entry(chain=site.pk, verb=f"alarms passed on after {after_s} s", facts=[version_of(site)], by=by, at=at)


@transaction.atomic
def place_chair(*, site: Site, name: str, bed: str, by: UUID, at: datetime) -> Chair:
    chair = Chair.objects.create(site=site, name=name, bed=bed)
    write_entry(chain=site.pk, verb="chair placed", facts=[version_of(chair)], by=by, at=at)
    return chair


@transaction.atomic
def engage(
    *, site: Site, username: str, name: str, password: str | None, roles: Iterable[str],
    credentials: dict[str, date | None], by: UUID, at: datetime,
) -> User:  # fmt: skip
    """Make an account with its roles here and its credentials (kind to last valid day, None without end)."""
    user = User(username=username, name=name)
    user.set_password(password)
    user.save()
    today = site.day_of(at)
    memberships = [Membership.objects.create(user=user, site=site, role=role, from_on=today) for role in roles]
    proven = [
        Credential.objects.create(user=user, kind=kind, from_on=today, until_on=until_on, written_at=at)
        for kind, until_on in credentials.items()
    ]
    facts = [version_of(user), *map(version_of, memberships), *proven]
    write_entry(chain=site.pk, verb="person engaged", facts=facts, by=by, at=at)
    return user


@transaction.atomic
def register_patient(
    *, site: Site, number: str, given_name: str, family_name: str, born_on: date, sex: str = Sex.UNKNOWN,
    phone: str = "", email: str = "", practice: bool = False, by: UUID, at: datetime,
) -> Patient:  # fmt: skip
    """Open a file."""
    who = {"given_name": given_name, "family_name": family_name, "born_on": born_on, "sex": sex}
    patient = Patient.objects.create(site=site, number=number, practice=practice, **who)
    written = Demographics.objects.create(patient=patient, phone=phone, email=email, by=by, written_at=at, **who)
    write_entry(chain=patient.pk, verb="file opened", facts=[version_of(patient), written], by=by, at=at)
    return patient


@transaction.atomic
def set_pin(*, user: User, pin: str, by: UUID, at: datetime) -> None:
    own, _ = Pin.objects.update_or_create(user=user, defaults={"hash": make_password(pin), "failures": 0})
    write_entry(chain=chain_of(user), verb="PIN set", facts=[version_of(own)], by=by, at=at)


def chain_of(user: User) -> UUID:
    """The chain for what concerns a person who works here: that of their site, or their own without one."""
    return next((one.site_id for one in user.memberships.order_by("site__name")), user.pk)


@transaction.atomic
def trust_tablet(*, site: Site, name: str, by: UUID, at: datetime) -> tuple[Tablet, str]:
    """Trust a device from now on; the token goes into its cookie and is not kept here."""
    token = secrets.token_urlsafe(32)
    tablet = Tablet.objects.create(site=site, name=name, token_digest=token_digest(token), trusted_at=at)
    write_entry(chain=site.pk, verb="tablet trusted", facts=[version_of(tablet)], by=by, at=at)
    return tablet, token


@transaction.atomic
def untrust_tablet(*, tablet: Tablet, by: UUID, at: datetime) -> None:
    """Trust a device no longer: it is like any other from now on, wherever it is."""
    tablet = Tablet.objects.select_for_update().get(pk=tablet.pk)
    if tablet.revoked_at is None:
        tablet.revoked_at = at
        tablet.save(update_fields=["revoked_at"])
    write_entry(chain=tablet.site_id, verb="tablet trusted no longer", facts=[version_of(tablet)], by=by, at=at)


def lock_tablet(*, tablet: Tablet, at: datetime) -> None:
    """Close a tablet to all but a PIN or a password; it was left alone or someone locked it."""
    Tablet.objects.filter(pk=tablet.pk, locked_at__isnull=True).update(locked_at=at)


def open_tablet(*, tablet: Tablet) -> None:
    """Someone said who they are."""
    Tablet.objects.filter(pk=tablet.pk).update(locked_at=None)


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def come_on_site(*, site: Site, person: User, by: UUID, at: datetime) -> Presence:
    """Record that someone is in the house, or still is, until they leave."""
    return _move(site, person, "came on site", at, by, at)


def leave_site(*, site: Site, person: User, left_at: datetime | None = None, by: UUID, at: datetime) -> Presence:
    """Record that someone left, at `left_at` if it is only now written down."""
    return _move(site, person, "left the site", left_at or at, by, at)


@transaction.atomic
def _move(site: Site, person: User, verb: str, happened_at: datetime, by: UUID, at: datetime) -> Presence:
    if not person.memberships.filter(site=site).exists():
        raise WorksElsewhere(person, site)
    here = verb == "came on site"
    moved = Presence.objects.create(site=site, person=person, here=here, happened_at=happened_at, by=by)
    write_entry(chain=site.pk, verb=verb, facts=[moved], by=by, at=at, happened_at=happened_at)
    return moved
