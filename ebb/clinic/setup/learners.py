"""The three invented patients of practice mode. Their names say that they are not real."""

from dataclasses import dataclass
from datetime import date

from ebb.clinic.people.models import Sex
from ebb.clinic.setup.practice import Told


@dataclass(frozen=True)
class Learner:
    """One practice patient: what stands in the file, and what is told in the assessment."""

    number: str
    given_name: str
    family_name: str
    born_on: date
    sex: Sex
    told: Told

    @property
    def file(self) -> dict[str, object]:
        names = ("number", "given_name", "family_name", "born_on", "sex")
        return {name: getattr(self, name) for name in names}


LEARNERS = (
    Learner("PRACTICE-1", "Paula", "Practice", date(1964, 5, 14), Sex.FEMALE,
            Told("70.0", "crps", "Hold a cup and write by hand")),
    Learner("PRACTICE-2", "Rolf", "Rehearsal", date(1972, 9, 3), Sex.MALE,
            Told("84.0", "neuropathic", "Sleep through the night")),
    Learner("PRACTICE-3", "Tina", "Tryout", date(1981, 1, 22), Sex.FEMALE,
            Told("62.0", "fibromyalgia", "Play with the children for an hour")),
)  # fmt: skip
