"""Whom a prediction is for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ebb.pharmacology.errors import PatientError

Array = NDArray[np.float64]

HEAVIEST_KG = 650.0
OLDEST_Y = 125.0


@dataclass(frozen=True, slots=True)
class Participant:
    """One person in a simulation: `weight_kg` (actual body weight) and `age_y` (completed or fractional years)."""

    weight_kg: float
    age_y: float

    def __post_init__(self) -> None:
        try:
            weight_kg, age_y = float(self.weight_kg), float(self.age_y)
        except (TypeError, ValueError):
            message = f"weight {self.weight_kg!r} and age {self.age_y!r} are no numbers; give kg and years"
            raise PatientError(message) from None
        Participants(np.array([weight_kg]), np.array([age_y]))


@dataclass(frozen=True, eq=False)
class Participants:
    """Many persons at once: `weight_kg` and `age_y`, both of shape (p,)."""

    weight_kg: Array
    age_y: Array

    def __post_init__(self) -> None:
        if self.weight_kg.ndim != 1 or self.weight_kg.shape != self.age_y.shape or not self.weight_kg.size:
            raise PatientError(
                f"weights have shape {self.weight_kg.shape} and ages {self.age_y.shape}; give one of each a person"
            )
        weighed = (self.weight_kg > 0) & (self.weight_kg <= HEAVIEST_KG)
        _refuse(self.weight_kg, weighed, f"a weight must be above 0 and at most {HEAVIEST_KG:g} kg")
        lived = (self.age_y >= 0) & (self.age_y <= OLDEST_Y)
        _refuse(self.age_y, lived, f"an age must be from 0 to {OLDEST_Y:g} y")

    def __len__(self) -> int:
        return int(self.weight_kg.size)

    @classmethod
    def of(cls, patients: "Participant | Sequence[Participant] | Participants") -> "Participants":
        """One patient, several, or people already: always people."""
        if isinstance(patients, Participants):
            return patients
        listed = [patients] if isinstance(patients, Participant) else list(patients)
        return cls(
            np.array([patient.weight_kg for patient in listed], dtype=float),
            np.array([patient.age_y for patient in listed], dtype=float),
        )


def _refuse(given: Array, possible: NDArray[np.bool_], rule: str) -> None:
    if not possible.all():
        raise PatientError(f"{rule}, not {given[~possible][0]:g}")
