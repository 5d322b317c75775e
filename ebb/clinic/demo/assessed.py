"""An invented patient's way to a signed order: history, candidacy, consent, plan. By the actions of those steps."""

from datetime import datetime
from decimal import Decimal

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.evidence import evidence_for
from ebb.clinic.assessment.facts import ASKED
from ebb.clinic.assessment.models import Conclusion, Condition, GoneThrough, Hope, Medicine, PastTreatment
from ebb.clinic.demo.files import File, may_conceive
from ebb.clinic.demo.house import Clinic
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Sex
from ebb.clinic.plan.actions import sign_plan
from ebb.clinic.plan.draft import Draft
from ebb.clinic.plan.models import Order
from ebb.pathway.candidacy.facts import FIELDS

SHORT = {"programme": "A", "dose_mg_per_kg": Decimal("0.5"), "duration_min": 40}  # [S7]
EXTENDED = {"programme": "B", "rate_mg_per_kg_per_h": Decimal("0.3"), "duration_min": 150}  # between [S20] and [S12]
INFUSIONS = 5  # [S7] in a series
HEIGHT_CM = {Sex.FEMALE: Decimal(170), Sex.MALE: Decimal(180)}

Group, Outcome = PastTreatment.Group, PastTreatment.Outcome
TRIED = (
    ("Ibuprofen", Group.SIMPLE, Outcome.ADEQUATE),
    ("Duloxetine 60 mg", Group.ANTIDEPRESSANT, Outcome.NOT_TOLERATED),
    ("Gabapentin 1800 mg", Group.GABAPENTINOID, Outcome.ADEQUATE),
    ("Exercise with a therapist, 10 weeks", Group.PHYSICAL, Outcome.ADEQUATE),
)


def assess(clinic: Clinic, file: File, *, at: datetime) -> None:
    """Everything asked, nothing found that stands against it, the consent signed, and found eligible."""
    patient, by = file.patient, {"by": clinic.prescriber.pk, "at": at}
    evidence = evidence_for(file.told.evidence)
    actions.state(Condition, patient=patient, text=evidence.name, evidence=evidence.key, **by)
    for text, group, outcome in TRIED:
        actions.state(PastTreatment, patient=patient, text=text, group=group, outcome=outcome, **by)
    actions.state(Medicine, patient=patient, text="Paracetamol 1 g", **by)
    actions.state(Hope, patient=patient, text=file.told.hope, **by)
    for subject in GoneThrough.Subject:
        actions.go_through(patient=patient, subject=subject, **by)
    actions.sign_consent(patient=patient, text=ConsentText.objects.current(), signed_name=str(patient), **by)
    conclude(clinic, file, at=at)


def conclude(clinic: Clinic, file: File, *, at: datetime) -> None:
    """Ask every question, find nothing, and say so; answers grow old and are asked again before a plan."""
    by = {"by": clinic.prescriber.pk, "at": at}
    actions.answer(patient=file.patient, answers=_well(file, at), **by)
    actions.conclude(patient=file.patient, verdict=Conclusion.Verdict.ELIGIBLE, **by)


def order_for(clinic: Clinic, file: File, *, extended: bool = False, at: datetime) -> Order:
    """The patient's order under this programme; a plan is signed at `at` where there is none."""
    dose = EXTENDED if extended else SHORT
    signed = file.patient.orders.filter(programme=dose["programme"]).order_by("-id").first()
    if signed is not None:
        return signed
    conclude(clinic, file, at=at)
    draft = Draft(
        infusions=INFUSIONS, weight_kg=Decimal(file.told.weight_kg), height_cm=HEIGHT_CM[file.told.sex],
        first_visit=not file.patient.infusions.over().exists(), **dose,
    )  # fmt: skip
    return sign_plan(
        patient=file.patient, draft=draft, diagnosis=evidence_for(file.told.evidence).name, goal=file.told.hope,
        medicines="Paracetamol as before", physical_therapy="Twice a week", lifestyle="Short walks, paced",
        by=clinic.prescriber.pk, at=at,
    )  # fmt: skip


def _well(file: File, at: datetime) -> dict[str, object]:
    """The answers of someone against whom nothing stands: the examples that the facts come with."""
    well = {name: FIELDS[name].metadata["example"] for name in ASKED}
    return well | {
        "weight_kg": float(file.told.weight_kg),
        "height_cm": float(HEIGHT_CM[file.told.sex]),
        "childbearing_potential": may_conceive(file.patient, at),
        "pregnancy_test_today": "negative" if may_conceive(file.patient, at) else "not done",
    }
