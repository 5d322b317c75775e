"""A patient's rows as the facts that candidacy is judged on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ebb.clinic.assessment.consents import consent_of, version_signed
from ebb.clinic.assessment.models import Allergy, Answer, HistoryItem, ListReviewed, Medicine, Value
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Patient
from ebb.pathway.candidacy import PLANNING, Facts, from_json, stops_by_itself

VALID_DAYS = 90  # history and examination: evaluated ahead [S53], interval [D]
PREGNANCY_TEST = "pregnancy_test_today"
SHORTER_DAYS = {"phq9_item9": 30, PREGNANCY_TEST: 0, "suicide_safety_screen": 0}  # [D]
# Read from other rows than answers.
DERIVED = {
    "age_years", "allergies", "medicines", "medicines_reviewed", "consent_current_version", "consent_signed_version",
}  # fmt: skip
JUDGED = {name for rule in PLANNING for case in rule.cases for name in case.when.fields}
# The version in force, and the one signed last as `version_signed` says it.
Versions = tuple[str | None, str]
# Stands in a list that nobody has reviewed to its end: the rules read it as not known, never as nothing more.
MORE = "more, unknown until the list is gone through"


@dataclass(frozen=True)
class Allergies:
    """The part of the history that stands on every page about a patient."""

    allergies: list[Allergy]
    reviewed: set[str]


def allergies_of(patient: Patient, reviewed: set[str]) -> Allergies:
    """What is known of allergies, beside the lists that were reviewed to their end. One query."""
    return Allergies(list(Allergy.objects.filter(patient=patient).current()), reviewed)


def facts_of(
    patient: Patient, at: datetime, *, allergies: Allergies | None = None, consent_versions: Versions | None = None
) -> Facts:
    """What is known at `at`. Six queries; two for what is in hand already."""
    answers, written = answers_of(patient).values(), allergies or allergies_of(patient, lists_reviewed(patient, at))
    known = {answer.fact: _worth(answer, at) for answer in answers if is_valid(answer, at)}
    medicines = Medicine.objects.filter(patient=patient).select_related("read", "withdrawn_by").order_by("pk")
    standing = [line for line in medicines if line.withdraws_id is None and not hasattr(line, "withdrawn_by")]
    current, signed = consent_versions or _consent_versions(patient)
    return from_json(
        known
        | {
            "age_years": patient.age_on(timezone.localdate(at)),
            "medicines": _texts(standing, ListReviewed.Subject.MEDICINES in written.reviewed),
            "medicines_reviewed": [line.text for line in medicines if hasattr(line, "read")],
            "allergies": _texts(written.allergies, ListReviewed.Subject.ALLERGIES in written.reviewed),
            "consent_current_version": current,
            "consent_signed_version": signed,
        }
    )


def answers_of(patient: Patient, *, before: datetime | None = None) -> dict[str, Answer]:
    """The newest answer to each fact; a positive pregnancy test stands until a newer one is negative. One query."""
    found: dict[str, Answer] = {}
    for answer in patient.answers.filter(**({"written_at__lt": before} if before else {})).order_by("pk"):
        last = found.get(answer.fact)
        if not (last and last.fact == PREGNANCY_TEST and last.word == "positive" and answer.word != "negative"):
            found[answer.fact] = answer
    return found


def is_valid(answer: Answer, at: datetime) -> bool:
    """Whether an answer still counts. A yes stays until someone says otherwise, and so does whatever stops by itself;
    all else is asked again in time.
    """
    in_time = days_old(answer, at) <= SHORTER_DAYS.get(answer.fact, VALID_DAYS)
    return answer.yes is True or in_time or stops_by_itself(answer.fact, answer.value)


def days_old(answer: Answer, at: datetime) -> int:
    return _days_since(answer.written_at, at)


def _days_since(written_at: datetime, at: datetime) -> int:
    return (timezone.localdate(at) - timezone.localdate(written_at)).days


def lists_reviewed(patient: Patient, at: datetime) -> set[str]:
    """The lists reviewed to their end lately enough. One query."""
    rows = ListReviewed.objects.filter(patient=patient).order_by("pk")
    return reviewed_lately(dict(rows.values_list("subject", "written_at")), at)


def reviewed_lately(reviewed_at: Mapping[str, datetime | None], at: datetime) -> set[str]:
    """Those of the lists whose last review is recent enough; None was never reviewed."""
    return {subject for subject, last_at in reviewed_at.items() if last_at and _days_since(last_at, at) <= VALID_DAYS}


def _worth(answer: Answer, at: datetime) -> Value:
    if answer.fact == "other_ketamine_days_ago" and answer.number is not None:
        return answer.number + days_old(answer, at)
    return answer.value


def _consent_versions(patient: Patient) -> Versions:
    current = ConsentText.objects.current()
    return str(current.version) if current else None, version_signed(consent_of(patient))


def _texts(items: Iterable[HistoryItem], complete: bool) -> list[str] | None:
    texts = [item.text for item in items]
    if complete:
        return texts
    return [*texts, MORE] if texts else None
