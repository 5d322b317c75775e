"""The invented clinic itself: one house, six chairs, its staff. Made through the actions, found again later."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from ebb.clinic.controlled_drugs.actions import count_opening
from ebb.clinic.demo.cast import PASSWORD, STAFF
from ebb.clinic.environment import machine_time_zone
from ebb.clinic.infusion.staffing import staffing_of
from ebb.clinic.lib.models import Installation
from ebb.clinic.library.actions import first_consent_text, release_consent_text
from ebb.clinic.people import actions
from ebb.clinic.people.actions import come_on_site
from ebb.clinic.people.models import SYSTEM, Chair, Credential, Site, User

SITE = "Main street"
# The sixth chair has no connected monitor: its values are typed.
CHAIRS = {"1": "MAIN-1", "2": "MAIN-2", "3": "MAIN-3", "4": "MAIN-4", "5": "MAIN-5", "6": ""}
VIALS = {"lot": "DEMO-24", "strength_mg_per_ml": Decimal(50), "volume_ml": Decimal(10), "vials": 40}
LIFELONG = {Credential.Kind.PHYSICIAN, Credential.Kind.REGISTERED_NURSE}
COURSE_VALID = timedelta(days=700)


@dataclass(frozen=True)
class Clinic:
    """The house and its people, by the names the rest of the demonstration uses."""

    site: Site
    chairs: dict[str, Chair]
    staff: dict[str, User]

    @property
    def prescriber(self) -> User:
        return self.staff["pia"]

    @property
    def front_desk(self) -> User:
        return self.staff["fay"]


def open_clinic(*, at: datetime) -> Clinic:
    """Make house, chairs and staff, as of `at`."""
    Installation.objects.create(pk=1, made_by_demo=True, made_at=at)
    by = {"by": SYSTEM, "at": at}
    time_zone = machine_time_zone() or settings.TIME_ZONE
    site = actions.open_site(
        name=SITE, address="1 Main street, Nowhere", emergency_phone="112", time_zone=time_zone, **by
    )
    for name, bed in CHAIRS.items():
        actions.place_chair(site=site, name=name, bed=bed, **by)
    for person in STAFF:
        user = actions.engage(
            site=site, username=person.username, name=person.name, password=PASSWORD, roles=person.roles,
            credentials={kind: _valid_until(kind, at) for kind in person.credentials}, **by,
        )  # fmt: skip
        actions.set_pin(user=user, pin=person.pin, **by)
    clinic = find_clinic()
    release_consent_text(site=site, **first_consent_text(), by=clinic.prescriber.pk, at=at)
    count_opening(site=site, **VIALS, by=clinic.staff["cora"].pk, witness=clinic.staff["nora"].pk, at=at)
    return clinic


def find_clinic() -> Clinic:
    """The clinic that `open_clinic` made. Three queries."""
    site = Site.objects.get(name=SITE)
    return Clinic(
        site=site,
        chairs={chair.name: chair for chair in site.chairs.all()},
        staff={user.username: user for user in User.objects.filter(memberships__site=site).distinct()},
    )


def be_supervised(clinic: Clinic, at: datetime) -> None:
    """Let the prescriber come on site unless a supervisor is there already."""
    if not staffing_of(clinic.site, at).is_supervised:
        come_on_site(site=clinic.site, person=clinic.prescriber, by=clinic.prescriber.pk, at=at)


def _valid_until(kind: str, at: datetime) -> date | None:
    return None if kind in LIFELONG else timezone.localdate(at + COURSE_VALID)
