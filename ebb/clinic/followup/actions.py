"""Links to the diary, and what comes in through them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ebb.clinic.followup.models import ClosedLink, DiaryEntry, DiaryLink
from ebb.clinic.people.models import Patient
from ebb.clinic.record.actions import write_entry
from ebb.pathway.findings import Finding, policy_finding, refuse

LINK_DAYS = 180  # [D] a series and the twelve weeks after it, with room
BACK_DAYS = 2  # [D] back-entry of a diary day
MOST_PAIN = 10

# id: (reason, what would clear it)
REASONS = {
    "diary.ahead": ("{day} has not come yet.", "Choose today or one of the two days before."),
    "diary.too-late": ("{day} is more than {most} days ago.", "Write how it is today; memory colours older days."),
    "diary.out-of-order": (
        "Least {least}, average {average} and worst {worst} do not fit together.",
        "The average lies between the least and the worst.",
    ),
    "diary.pain": ("{value} is no answer.", "Pain goes from 0 to 10."),
    "diary.sleep": ("{value} hours do not fit into a day.", "Sleep goes from 0 to 24 hours."),
}

refusal = partial(policy_finding, REASONS, source="clinical reference 6.3")


@transaction.atomic
def make_link(*, patient: Patient, by: UUID, at: datetime, days: int = LINK_DAYS) -> DiaryLink:
    """Make a link from which the patient keeps the diary without a password."""
    link = DiaryLink.objects.create(patient=patient, expires_at=at + timedelta(days=days), by=by, written_at=at)
    write_entry(chain=patient.pk, verb="diary link made", facts=[link], by=by, at=at)
    return link


@transaction.atomic
def close_link(link: DiaryLink, *, by: UUID, at: datetime) -> None:
    """Close a link before its time; to close it twice changes nothing."""
    if ClosedLink.objects.filter(link=link).exists():
        return
    closed = ClosedLink.objects.create(link=link, by=by, written_at=at)
    write_entry(chain=link.patient_id, verb="diary link closed", facts=[closed], by=by, at=at)


@transaction.atomic
def keep_diary(
    *, patient: Patient, on: date, average: int, least: int, worst: int, now: int, sleep_h: Decimal | None = None,
    note: str = "", link: DiaryLink | None = None, by: UUID, at: datetime,
) -> DiaryEntry:  # fmt: skip
    """Write one day of the diary. A second entry for a day supersedes the first, which stays readable."""
    today = timezone.localdate(at)
    found = [*_day(on, today), *_pain(average, least, worst, now)]
    if sleep_h is not None and not 0 <= sleep_h <= 24:
        found.append(refusal("diary.sleep", value=sleep_h))
    refuse(found)
    Patient.objects.select_for_update().get(pk=patient.pk)  # two taps at once must not both be the day's first
    before = DiaryEntry.objects.current().filter(patient=patient, on=on).first()
    entry = DiaryEntry.objects.create(
        patient=patient, on=on, average=average, least=least, worst=worst, now=now, sleep_h=sleep_h,
        note=note.strip(), back_entered=on < today, supersedes=before, link=link, by=by, written_at=at,
    )  # fmt: skip
    write_entry(chain=patient.pk, verb="diary kept", facts=[entry], by=by, at=at)
    return entry


def _day(on: date, today: date) -> list[Finding]:
    if on > today:
        return [refusal("diary.ahead", day=on.isoformat())]
    if on < today - timedelta(days=BACK_DAYS):
        return [refusal("diary.too-late", day=on.isoformat(), most=BACK_DAYS)]
    return []


def _pain(average: int, least: int, worst: int, now: int) -> list[Finding]:
    wrong = [value for value in (average, least, worst, now) if not 0 <= value <= MOST_PAIN]
    if wrong:
        return [refusal("diary.pain", value=value) for value in wrong]
    if not least <= average <= worst:
        return [refusal("diary.out-of-order", least=least, average=average, worst=worst)]
    return []
