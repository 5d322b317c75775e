"""A patient's history as it is shown: lines with what the pathway reads in them, and what was tried before."""

from dataclasses import dataclass
from datetime import datetime

from ebb.clinic.assessment.evidence import Evidence, evidence_for
from ebb.clinic.assessment.facts import lists_reviewed
from ebb.clinic.assessment.models import Allergy, Condition, Medicine, PastTreatment, TreatmentGoal
from ebb.clinic.people.models import Patient
from ebb.pathway.candidacy.medicines import match

GROUPS_FOR_RESISTANT = 3  # of five: working definition of treatment-resistant, clinical reference 1.1 [D]
COUNTS = (PastTreatment.Outcome.ADEQUATE, PastTreatment.Outcome.NOT_TOLERATED)


@dataclass(frozen=True)
class ReadMedicine:
    """A medicine with the ingredients found in it. `unread` waits for a person: it never means harmless."""

    line: Medicine
    ingredients: tuple[str, ...]
    unread: bool


@dataclass(frozen=True)
class History:
    """The items that stand. `reviewed` names the lists that were reviewed to their end."""

    conditions: list[Condition]
    treatments: list[PastTreatment]
    medicines: list[ReadMedicine]
    allergies: list[Allergy]
    goals: list[TreatmentGoal]
    reviewed: set[str]

    @property
    def evidence(self) -> list[tuple[Condition, Evidence]]:
        """Each diagnosis the infusions are for, with the label of its evidence."""
        return [(line, evidence_for(line.evidence)) for line in self.conditions if line.evidence]

    @property
    def groups_tried(self) -> int:
        """In how many of the five groups a trial was adequate or not borne."""
        tried = {line.group for line in self.treatments if line.outcome in COUNTS}
        return len(tried - {PastTreatment.Group.OTHER})

    @property
    def resistant(self) -> bool:
        return self.groups_tried >= GROUPS_FOR_RESISTANT


def history_of(patient: Patient, at: datetime) -> History:
    """What stands in the lists at `at`. Six queries."""
    medicines = Medicine.objects.filter(patient=patient).current().select_related("read")
    return History(
        conditions=list(Condition.objects.filter(patient=patient).current()),
        treatments=list(PastTreatment.objects.filter(patient=patient).current()),
        medicines=[_read(line) for line in medicines],
        allergies=list(Allergy.objects.filter(patient=patient).current()),
        goals=list(TreatmentGoal.objects.filter(patient=patient).current()),
        reviewed=lists_reviewed(patient, at),
    )


def _read(line: Medicine) -> ReadMedicine:
    found = match([line.text])
    return ReadMedicine(line, tuple(sorted(found.ingredients)), bool(found.unmatched) and not hasattr(line, "read"))
