"""A patient's rows as the facts that candidacy is judged on."""

from datetime import datetime

from django.utils import timezone

from ebb.clinic.assessment.consents import consent_of, version_signed
from ebb.clinic.assessment.models import Allergy, Answer, HistoryItem, ListReviewed, Medicine, MedicineRead, Value
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Patient
from ebb.pathway.candidacy import PLANNING, Facts, from_json

VALID_DAYS = 90  # history and examination: evaluated ahead [S53], interval [D]
SHORTER_DAYS = {"phq9_item9": 30, "pregnancy_test_today": 0, "suicide_safety_screen": 0}  # [D]
# Read from other rows than answers.
DERIVED = {
    "age_years", "allergies", "medicines", "medicines_reviewed", "consent_current_version", "consent_signed_version",
}  # fmt: skip
JUDGED = {name for rule in PLANNING for case in rule.cases for name in case.when.fields}
# Stands in a list that nobody has reviewed to its end: the rules read it as not known, never as nothing more.
MORE = "more, unknown until the list is gone through"


def facts_of(patient: Patient, at: datetime) -> Facts:
    """What is known at `at`. Seven queries."""
    consent, current = consent_of(patient), ConsentText.objects.current()
    answers = answers_of(patient).values()
    known = {answer.fact: _worth(answer, at) for answer in answers if is_valid(answer, at)}
    read = MedicineRead.objects.filter(medicine__patient=patient).values_list("medicine__text", flat=True)
    reviewed = lists_reviewed(patient, at)
    return from_json(
        known
        | {
            "age_years": patient.age_on(timezone.localdate(at)),
            "medicines": _listed(patient, Medicine, ListReviewed.Subject.MEDICINES in reviewed),
            "medicines_reviewed": list(read),
            "allergies": _listed(patient, Allergy, ListReviewed.Subject.ALLERGIES in reviewed),
            "consent_current_version": str(current.version) if current else None,
            "consent_signed_version": version_signed(consent),
        }
    )


def answers_of(patient: Patient) -> dict[str, Answer]:
    """The newest answer to each fact. One query."""
    return {answer.fact: answer for answer in patient.answers.order_by("pk")}


def is_valid(answer: Answer, at: datetime) -> bool:
    """Whether an answer still counts. A yes stays until someone says otherwise; all else is asked again in time."""
    return answer.yes is True or days_old(answer, at) <= SHORTER_DAYS.get(answer.fact, VALID_DAYS)


def days_old(written: Answer | ListReviewed, at: datetime) -> int:
    return (timezone.localdate(at) - timezone.localdate(written.written_at)).days


def lists_reviewed(patient: Patient, at: datetime) -> set[str]:
    """The lists reviewed to their end lately enough. One query."""
    rows = ListReviewed.objects.filter(patient=patient)
    return {row.subject for row in rows if days_old(row, at) <= VALID_DAYS}


def _worth(answer: Answer, at: datetime) -> Value:
    if answer.fact == "other_ketamine_days_ago" and answer.number is not None:
        return answer.number + days_old(answer, at)
    return answer.value


def _listed(patient: Patient, kind: type[HistoryItem], complete: bool) -> list[str] | None:
    texts = list(kind.objects.filter(patient=patient).current().values_list("text", flat=True))
    if complete:
        return texts
    return [*texts, MORE] if texts else None
