"""The files of the invented patients: who they are, and the body behind each."""

from dataclasses import dataclass
from datetime import date, datetime

from ebb.clinic.demo.body import Body
from ebb.clinic.demo.cast import NUMBER_BEGINS, Invented, invented, patient_number
from ebb.clinic.demo.house import Clinic
from ebb.clinic.people.actions import register_patient
from ebb.clinic.people.models import Patient


@dataclass(frozen=True)
class File:
    """A patient of the demonstration with what the simulation knows of them."""

    place: int
    patient: Patient

    @property
    def told(self) -> Invented:
        return invented(self.place)

    def body(self, on: date, *, surging: bool = False) -> Body:
        return body_of(self.patient, on, surging=surging)


def body_of(patient: Patient, on: date, *, surging: bool = False) -> Body:
    """The invented body behind a file; its number is the seed."""
    return Body.of(patient.number, age=patient.age_on(on), surging=surging)


def open_file(clinic: Clinic, place: int, *, at: datetime) -> File:
    """Register the person at this place of the list."""
    told = invented(place)
    patient = register_patient(
        site=clinic.site, number=patient_number(place), given_name=told.given_name, family_name=told.family_name,
        born_on=date(told.born, 1 + 5 * place % 12, 3 + 7 * place % 25), sex=told.sex, phone="555 0100", practice=True,
        by=clinic.front_desk.pk, at=at,
    )  # fmt: skip
    return File(place, patient)


def open_files(clinic: Clinic) -> list[File]:
    """The patients the demonstration has registered, in the order of the list. One query."""
    ours = Patient.objects.filter(site=clinic.site, practice=True, number__startswith=NUMBER_BEGINS).order_by("number")
    return [File(int(patient.number.removeprefix(NUMBER_BEGINS)) - 1, patient) for patient in ours]
