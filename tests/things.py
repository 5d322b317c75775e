"""Something real of one site behind each kind of id that an address may carry."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

from ebb.clinic.enquiry.actions import receive_enquiry
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests.journey import arrived
from ebb.clinic.people.actions import come_on_site, engage, trust_tablet
from ebb.clinic.people.models import STAFF, SYSTEM, Site, User
from ebb.clinic.vitals.models import AlarmChange


def things_of(cast: SimpleNamespace, at: datetime) -> dict[str, object]:
    """By the name the argument has in `urls.py`. A new kind of id needs its line here."""
    infusion = arrived(cast, at)
    come_on_site(site=cast.site, person=cast.nurse, by=cast.nurse.pk, at=at)
    enquiry = receive_enquiry(site=cast.site, name="Ines", email="ines@example.org", phone="", question="When?", at=at)
    return {
        "person_id": cast.nurse.pk,
        "patient_id": cast.patient.pk,
        "infusion_id": infusion.pk,
        "enquiry_id": enquiry.pk,
        "alarm_id": alarm_of(infusion, at).alarm,
        "tablet_id": trust_tablet(site=cast.site, name="Ward tablet", by=SYSTEM, at=at)[0].pk,
    }


def alarm_of(infusion: Infusion, at: datetime) -> AlarmChange:
    return AlarmChange.objects.create(
        alarm=uuid4(), file=infusion.patient_id, infusion=infusion.pk, chair=infusion.chair, parameter="spo2_percent",
        kind="clinical", cause="low", priority="medium", state="raised", value=90.0, text="SpO2 90 %", happened_at=at,
        written_at=at, by=SYSTEM,
    )  # fmt: skip


def holder_of_every_role(site: Site) -> User:
    """Someone to whom nothing at this site is closed."""
    long_ago = datetime(2000, 1, 3, tzinfo=UTC)
    return engage(
        site=site, username="omar", name="Omar Omnipotent", password=None, roles=STAFF, credentials={}, by=SYSTEM,
        at=long_ago,
    )  # fmt: skip
