"""How people differ from the typical one, as published."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.people import Array
from ebb.pharmacology.values import Value


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
