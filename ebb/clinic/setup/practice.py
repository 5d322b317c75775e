"""Invented patients for learning: assessed, consenting and with a signed order, by the actions of those steps.

The demonstration's patients come the same way.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.evidence import evidence_for
from ebb.clinic.assessment.models import Conclusion, Condition, ListReviewed, Medicine, PastTreatment, TreatmentGoal
from ebb.clinic.assessment.questions import QUESTIONS
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Patient, Sex, User
from ebb.clinic.plan.actions import sign_plan
from ebb.clinic.plan.models import Order
from ebb.clinic.plan.orders import Draft
from ebb.pathway.candidacy.facts import FIELDS

DOSES: dict[str, dict[str, object]] = {
    "A": {"dose_mg_per_kg": Decimal("0.5"), "duration_min": 40},  # [S7]
    "B": {"rate_mg_per_kg_per_h": Decimal("0.3"), "duration_min": 150},  # between [S20] and [S12]
}
INFUSIONS = 5  # [S7] in a series
HEIGHT_CM = {Sex.FEMALE: Decimal(170), Sex.MALE: Decimal(180)}
NO_TEST_FROM_AGE = 55

Group, Outcome = PastTreatment.Group, PastTreatment.Outcome
TRIED = (
    ("Ibuprofen", Group.SIMPLE, Outcome.ADEQUATE),
    ("Duloxetine 60 mg", Group.ANTIDEPRESSANT, Outcome.NOT_TOLERATED),
    ("Gabapentin 1800 mg", Group.GABAPENTINOID, Outcome.ADEQUATE),
    ("Exercise with a therapist, 10 weeks", Group.PHYSICAL, Outcome.ADEQUATE),
)


@dataclass(frozen=True)
class InventedHistory:
    """What is invented about one of them. `evidence` is a key of `assessment.evidence.EVIDENCE`."""

    weight_kg: str
    evidence: str
    goal: str


@dataclass(frozen=True)
class PracticePatient:
    """One practice patient: what stands in the file, and what the assessment finds."""

    number: str
    given_name: str
    family_name: str
    born_on: date
    sex: Sex
    history: InventedHistory

    @property
    def file(self) -> dict[str, object]:
        names = ("number", "given_name", "family_name", "born_on", "sex")
        return {name: getattr(self, name) for name in names}


PRACTICE_PATIENTS = (
    PracticePatient("PRACTICE-1", "Paula", "Practice", date(1964, 5, 14), Sex.FEMALE,
            InventedHistory("70.0", "crps", "Hold a cup and write by hand")),
    PracticePatient("PRACTICE-2", "Rolf", "Rehearsal", date(1972, 9, 3), Sex.MALE,
            InventedHistory("84.0", "neuropathic", "Sleep through the night")),
    PracticePatient("PRACTICE-3", "Tina", "Tryout", date(1981, 1, 22), Sex.FEMALE,
            InventedHistory("62.0", "fibromyalgia", "Play with the children for an hour")),
)  # fmt: skip


def assess(patient: Patient, history: InventedHistory, *, prescriber: User, at: datetime) -> None:
    """Everything asked, nothing found that stands against it, the consent signed, and found eligible."""
    by = {"by": prescriber.pk, "at": at}
    evidence = evidence_for(history.evidence)
    actions.add_history_item(Condition, patient=patient, text=evidence.name, evidence=evidence.key, **by)
    for text, group, outcome in TRIED:
        actions.add_history_item(PastTreatment, patient=patient, text=text, group=group, outcome=outcome, **by)
    actions.add_history_item(Medicine, patient=patient, text="Paracetamol 1 g", **by)
    actions.add_history_item(TreatmentGoal, patient=patient, text=history.goal, **by)
    for subject in ListReviewed.Subject:
        actions.review_list(patient=patient, subject=subject, **by)
    actions.sign_consent(patient=patient, text=ConsentText.objects.current(), signed_name=str(patient), **by)
    conclude(patient, history, prescriber=prescriber, at=at)


def conclude(patient: Patient, history: InventedHistory, *, prescriber: User, at: datetime) -> None:
    """Ask every question, find nothing, and say so; answers grow old and are asked again before a plan."""
    by = {"by": prescriber.pk, "at": at}
    actions.answer(patient=patient, answers=_well(patient, history, at), **by)
    actions.conclude(patient=patient, verdict=Conclusion.Verdict.ELIGIBLE, **by)


def sign_order(patient: Patient, history: InventedHistory, *, programme: str, prescriber: User, at: datetime) -> Order:
    """A plan of one series, its order within every limit."""
    draft = Draft(
        programme=programme, infusions=INFUSIONS, weight_kg=Decimal(history.weight_kg),
        height_cm=HEIGHT_CM[patient.sex], **DOSES[programme],
    )  # fmt: skip
    return sign_plan(
        patient=patient, draft=draft, diagnosis=evidence_for(history.evidence).name, goal=history.goal,
        medicines="Paracetamol as before", physical_therapy="Twice a week", lifestyle="Short walks, paced",
        by=prescriber.pk, at=at,
    )  # fmt: skip


def may_conceive(patient: Patient, at: datetime) -> bool:
    return patient.sex == Sex.FEMALE and patient.age_on(timezone.localdate(at)) < NO_TEST_FROM_AGE


def _well(patient: Patient, history: InventedHistory, at: datetime) -> dict[str, object]:
    """The answers of someone against whom nothing stands: the examples that the facts come with."""
    well = {name: FIELDS[name].metadata["example"] for name in QUESTIONS}
    fertile = may_conceive(patient, at)
    return well | {
        "weight_kg": float(history.weight_kg),
        "height_cm": float(HEIGHT_CM[patient.sex]),
        "childbearing_potential": fertile,
        "pregnancy_test_today": "negative" if fertile else "not done",
    }
