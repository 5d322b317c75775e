"""A published kinetic model: its numbers, where they come from, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from ebb.pharmacology.compartments import Parameters, Structure
from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.people import Array, Patient, People
from ebb.pharmacology.regimen import Drug
from ebb.pharmacology.values import Mark, Span, Value

Sampling = Literal["arterial", "venous", "mixed", "not seen"]

REFERENCE_KG = 70.0
"""The body weight for which sizes are published; a size grows with (weight / 70 kg) to its exponent."""

_TIMES_PER: Mapping[str, float] = {"L": 1.0, "L/kg": 1.0, "L/min": 1.0, "L/h": 60.0, "/min": 1.0, "/h": 60.0}


@dataclass(frozen=True)
class Studied:
    """What the data behind a model covered. None: no written source seen states it."""

    age_y: Span | None = None
    weight_kg: Span | None = None
    infusion_min: Span | None = None


@dataclass(frozen=True)
class Model:
    """One published model.

    parameters: what the source prints, by name, each a Value in L, L/kg, L/h, L/min, /min or /h.
    allometry: for each parameter that grows with weight, the exponent of (weight / 70 kg).
    structure: how the parameters make flows between compartments.
    """

    id: str
    title: str
    drug: Drug
    sampling: Sampling
    structure: Structure
    parameters: Mapping[str, Value]
    population: str
    studied: Studied
    source: str
    doi: str
    allometry: Mapping[str, Value] = field(default_factory=dict)
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, value in self.parameters.items():
            if value.unit not in _TIMES_PER:
                raise ModelError(f"{self.id}: {name} is in {value.unit!r}; write it in one of {', '.join(_TIMES_PER)}")
        if unknown := self.allometry.keys() - self.parameters.keys():
            raise ModelError(f"{self.id}: exponents for {', '.join(sorted(unknown))}, which are not its parameters")

    @property
    def marks(self) -> frozenset[Mark]:
        """How far its numbers were checked: the marks of all of them."""
        return frozenset(value.mark for value in (*self.parameters.values(), *self.allometry.values()))

    def sized_for(self, people: People) -> Parameters:
        """The typical parameters for `people`, in L, L/min and /min, each of shape (p,)."""
        return {name: self._sized(name, value, people) for name, value in self.parameters.items()}

    def typical(self, patient: Patient) -> dict[str, float]:
        """What the model takes for one typical person of the patient's weight and age.

        Returns the parameters in L, L/min and /min, in every form that follows from the published one (CL, V1, Q2 …
        and k10, k12, k21 …).
        """
        complete = self.structure.complete(self.sized_for(People.of(patient)))
        return {name: float(values[0]) for name, values in complete.items()}

    def _sized(self, name: str, value: Value, people: People) -> Array:
        size = people.weight_kg if value.unit == "L/kg" else np.ones(len(people))
        if name in self.allometry:
            size = (people.weight_kg / REFERENCE_KG) ** self.allometry[name].x
        return value.x / _TIMES_PER[value.unit] * size
