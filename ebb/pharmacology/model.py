"""A published kinetic model: its numbers, where they come from, for whom, and how people differ."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from ebb.pharmacology.compartments import Parameters, Structure
from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.people import Array, Participant, Participants
from ebb.pharmacology.regimen import Drug
from ebb.pharmacology.values import Mark, Span, Value

Sampling = Literal["arterial", "venous", "mixed", "not seen"]
REFERENCE_KG = 70.0
"""The body weight for which sizes are published; a size grows with (weight / 70 kg) to its exponent."""
_TIMES_PER: Mapping[str, float] = {
    "L": 1.0,
    "L/kg": 1.0,
    "L/min": 1.0,
    "L/h": 60.0,
    "/min": 1.0,
    "/h": 60.0,
    "min": 1.0,
    "g/mol": 1.0,
    "1": 1.0,
}


@dataclass(frozen=True)
class Omega:
    """Log-normal variability between people: parameter = typical x exp(eta), eta normal with this covariance.

    variances: by parameter, the variance of eta (unit "1"), or a coefficient of variation in percent (unit "%CV"),
    which stands for the variance ln(1 + CV^2). covariances: by pair of those parameters, of their etas, unit "1".
    """

    variances: Mapping[str, Value]
    covariances: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if np.linalg.eigvalsh(self.matrix).min() < -1e-12:
            raise ModelError("variances and covariances contradict each other; the covariance matrix must be positive")

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that vary, in the order of the matrix."""
        return tuple(self.variances)

    @property
    def numbers(self) -> tuple[Value, ...]:
        """Every published number in it."""
        return (*self.variances.values(), *self.covariances.values())

    @property
    def matrix(self) -> Array:
        """Covariance of the etas, shape (k, k), in the order of `names`."""
        matrix = np.diag([_variance(value) for value in self.variances.values()])
        for (one, other), value in self.covariances.items():
            i, j = self.names.index(one), self.names.index(other)
            matrix[i, j] = matrix[j, i] = value.x
        return matrix

    def factors(self, people: int, seed: int) -> dict[str, Array]:
        """exp(eta) for so many people, by parameter, each of shape (people,); the same seed gives the same people."""
        spread, axes = np.linalg.eigh(self.matrix)
        root = axes * np.sqrt(np.maximum(spread, 0.0))
        etas = np.random.default_rng(seed).standard_normal((people, len(self.names))) @ root.T
        return {name: np.exp(etas[:, i]) for i, name in enumerate(self.names)}


def _variance(value: Value) -> float:
    return math.log1p((value.x / 100.0) ** 2) if value.unit == "%CV" else value.x


@dataclass(frozen=True)
class Studied:
    """What the data behind a model covered. None: no written source seen states it."""

    age_y: Span | None = None
    weight_kg: Span | None = None
    infusion_min: Span | None = None


@dataclass(frozen=True)
class AgeSlope:
    """A parameter that changes by `per_year` for every year of age above `above`."""

    per_year: Value
    above: Value


@dataclass(frozen=True)
class Citation:
    """The source as public pages list it: `id` such as "S41", numbered for all sources there, and `text`."""

    id: str
    text: str


@dataclass(frozen=True)
class Model:
    """One published model.

    basis: by analyte, "ketamine" first, what a nanogram of it is a nanogram of.
    parameters: what the source prints, by name, each a Value in L, L/kg, L/h, L/min, /min, /h, min, g/mol or 1.
    allometry: for each parameter that grows with weight, the exponent of (weight / 70 kg).
    aging: for each parameter that changes with age, how; per year in the parameter's own unit.
    omega: how people differ, None where no written source seen says so.
    structure: how the parameters make flows between compartments.
    blind_after_bolus: for how many minutes after a bolus its predictions are not to be believed.
    doi: empty where it was not seen.
    made_from: in plain words, how many people of which kind, and which blood. citation: the source beside these words.
    shown_at_chair: whether a clinic sees its line beside an infusion; our choice [D].
    """

    id: str
    title: str
    drug: Drug
    sampling: Sampling
    structure: Structure
    basis: Mapping[str, str]
    parameters: Mapping[str, Value]
    population: str
    studied: Studied
    source: str
    doi: str
    made_from: str
    citation: Citation
    shown_at_chair: bool = False
    allometry: Mapping[str, Value] = field(default_factory=dict)
    aging: Mapping[str, AgeSlope] = field(default_factory=dict)
    omega: Omega | None = None
    blind_after_bolus: Value | None = None
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, value in self.parameters.items():
            if value.unit not in _TIMES_PER:
                raise ModelError(f"{self.id}: {name} is in {value.unit!r}; write it in one of {', '.join(_TIMES_PER)}")
        named = {*self.allometry, *self.aging, *(self.omega.names if self.omega else ())}
        if unknown := named - self.parameters.keys():
            raise ModelError(f"{self.id}: {', '.join(sorted(unknown))} varies but is not among its parameters")

    @property
    def numbers(self) -> tuple[Value, ...]:
        """Every published number in it."""
        slopes = (value for slope in self.aging.values() for value in (slope.per_year, slope.above))
        varying = self.omega.numbers if self.omega else ()
        return (*self.parameters.values(), *self.allometry.values(), *slopes, *varying)

    @property
    def marks(self) -> frozenset[Mark]:
        """How far its numbers were checked: the marks of all of them."""
        return frozenset(value.mark for value in self.numbers)

    def typical(self, patient: Participant) -> dict[str, float]:
        """What the model takes for one typical person of the patient's weight and age.

        Returns the parameters in L, L/min, /min and min, in every form that follows from the published one (CL, V1,
        Q2 … and k10, k12, k21 …).
        """
        return {name: float(values[0]) for name, values in self.sized_for(Participants.of(patient)).items()}

    def sized_for(self, people: Participants) -> Parameters:
        """The typical parameters for `people`, as `typical` gives them, each of shape (p,)."""
        return self.structure.complete({name: self._sized(name, people) for name in self.parameters})

    def _sized(self, name: str, people: Participants) -> Array:
        value = self.parameters[name]
        published = np.full(len(people), value.x)
        if slope := self.aging.get(name):
            published += slope.per_year.x * np.maximum(people.age_y - slope.above.x, 0.0)
        if value.unit == "L/kg":
            published *= people.weight_kg
        if exponent := self.allometry.get(name):
            published *= (people.weight_kg / REFERENCE_KG) ** exponent.x
        return published / _TIMES_PER[value.unit]
