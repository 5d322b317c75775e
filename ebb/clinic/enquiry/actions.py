"""From a visitor's question to a file, or to a kind no."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ebb.clinic.enquiry.models import Enquiry, EnquiryAnswer
from ebb.clinic.people.actions import register_patient
from ebb.clinic.people.models import SYSTEM, Patient, Site
from ebb.clinic.record.actions import write_entry


class AlreadyAnswered(Exception):
    """Someone has answered this enquiry; nothing was changed."""


@transaction.atomic
def receive_enquiry(*, site: Site, name: str, email: str, phone: str, question: str, at: datetime) -> Enquiry:
    """Keep what a visitor wrote. Nobody is signed in, so the clinic itself is the actor."""
    enquiry = Enquiry.objects.create(site=site, name=name, email=email, phone=phone, question=question, asked_at=at)
    write_entry(chain=site.pk, verb="enquiry received", facts=[enquiry], by=SYSTEM, at=at)
    return enquiry


@transaction.atomic
def open_file(
    *, enquiry: Enquiry, number: str, given_name: str, family_name: str, born_on: date, sex: str, by: UUID, at: datetime
) -> Patient:
    """Make a patient of the person who asked."""
    _require_open(enquiry)
    patient = register_patient(
        site=enquiry.site, number=number, given_name=given_name, family_name=family_name, born_on=born_on, sex=sex,
        phone=enquiry.phone, email=enquiry.email, by=by, at=at,
    )  # fmt: skip
    _answer(enquiry, patient=patient, text="file opened", by=by, at=at)
    return patient


@transaction.atomic
def close(*, enquiry: Enquiry, text: str, by: UUID, at: datetime) -> None:
    """End an enquiry without a file, and say why."""
    _require_open(enquiry)
    _answer(enquiry, patient=None, text=text, by=by, at=at)


def _require_open(enquiry: Enquiry) -> None:
    if EnquiryAnswer.objects.filter(enquiry=enquiry).exists():
        raise AlreadyAnswered


def _answer(enquiry: Enquiry, *, patient: Patient | None, text: str, by: UUID, at: datetime) -> None:
    answer = EnquiryAnswer.objects.create(enquiry=enquiry, patient=patient, text=text, by=by, written_at=at)
    write_entry(chain=enquiry.site_id, verb="enquiry answered", facts=[answer], by=by, at=at)
