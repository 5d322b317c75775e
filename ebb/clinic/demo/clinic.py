"""The invented clinic: one house, seven chairs, its staff, and its patients up to a signed order.

Made through the actions, found again later.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from ebb.clinic.controlled_drugs.actions import count_opening
from ebb.clinic.demo.body import Body
from ebb.clinic.demo.people import NUMBER_BEGINS, PASSWORD, STAFF, InventedPatient, invented, patient_number
from ebb.clinic.environment import machine_time_zone
from ebb.clinic.infusion.staffing import staffing_of
from ebb.clinic.library.actions import first_consent_text, release_consent_text
from ebb.clinic.people import actions
from ebb.clinic.people.actions import come_on_site, register_patient
from ebb.clinic.people.models import SYSTEM, Chair, Credential, Patient, Role, Site, User
from ebb.clinic.plan.models import Order
from ebb.clinic.setup import practice

SITE = "Main street"
# The last two chairs have no connected monitor: their values are typed.
CHAIRS = {"1": "MAIN-1", "2": "MAIN-2", "3": "MAIN-3", "4": "MAIN-4", "5": "MAIN-5", "6": "", "7": ""}
LOT_BEGINS = "DEMO-"
VIALS = {"lot": f"{LOT_BEGINS}24", "strength_mg_per_ml": Decimal(50), "volume_ml": Decimal(10), "vials": 40}
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
    def nurses(self) -> list[User]:
        return [self.staff[person.username] for person in STAFF if Role.NURSE in person.roles]

    @property
    def front_desk(self) -> User:
        return self.staff["fay"]


def open_clinic(*, at: datetime) -> Clinic:
    """Make house, chairs and staff, as of `at`."""
    actions.install(made_by_demo=True, at=at)
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


@dataclass(frozen=True)
class DemoPatient:
    """A patient of the demonstration with what the simulation knows of them."""

    place: int
    patient: Patient

    @property
    def invented(self) -> InventedPatient:
        return invented(self.place)

    def body(self, on: date, *, surging: bool = False) -> Body:
        return body_of(self.patient, on, surging=surging)


def body_of(patient: Patient, on: date, *, surging: bool = False) -> Body:
    """The invented body behind a file; its number is the seed."""
    return Body.of(patient.number, age=patient.age_on(on), surging=surging)


def register(clinic: Clinic, place: int, *, at: datetime) -> DemoPatient:
    """Register the person at this place of the list."""
    person = invented(place)
    patient = register_patient(
        site=clinic.site, number=patient_number(place), given_name=person.given_name, family_name=person.family_name,
        born_on=date(person.born, 1 + 5 * place % 12, 3 + 7 * place % 25), sex=person.sex, phone="555 0100",
        practice=True, by=clinic.front_desk.pk, at=at,
    )  # fmt: skip
    return DemoPatient(place, patient)


def registered_patients(clinic: Clinic) -> list[DemoPatient]:
    """The patients the demonstration has registered, in the order of the list. One query."""
    ours = Patient.objects.filter(site=clinic.site, practice=True, number__startswith=NUMBER_BEGINS).order_by("number")
    return [DemoPatient(int(patient.number.removeprefix(NUMBER_BEGINS)) - 1, patient) for patient in ours]


def assess(clinic: Clinic, person: DemoPatient, *, at: datetime) -> None:
    """Everything asked, nothing found that stands against it, the consent signed, and found eligible."""
    practice.assess(person.patient, person.invented.history, prescriber=clinic.prescriber, at=at)


def order_for(clinic: Clinic, person: DemoPatient, *, extended: bool = False, at: datetime) -> Order:
    """The patient's order under this programme; a plan is signed at `at` where there is none."""
    programme = "B" if extended else "A"
    signed = person.patient.orders.filter(programme=programme).order_by("-id").first()
    if signed is not None:
        return signed
    who = {"prescriber": clinic.prescriber, "at": at}
    practice.conclude(person.patient, person.invented.history, **who)
    return practice.sign_order(person.patient, person.invented.history, programme=programme, **who)
