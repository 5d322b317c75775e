"""What is believed before a diary is read: means and spreads over people."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ebb.relief.diary import Array, PriorsError


@dataclass(frozen=True)
class Spread:
    """A normal distribution over people; of r, H and sigma the logarithm is normal, of phi its artanh."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.mean) and 0.0 < self.sd < math.inf):
            raise PriorsError(f"a spread needs a finite mean and an sd above 0, not {self.mean} and {self.sd}")


@dataclass(frozen=True)
class Priors:
    """How people differ.

    baseline: pain at the first infusion. drift_sd: points in 30 days, around 0. relief: points of relief from one
    infusion, over people; visit_sd: how one person's infusions differ among themselves, neighbours alike by
    `likeness` a step. log_rise, log_half_life: of days. artanh_phi: of the correlation from day to day.
    log_sigma: of the noise's standard deviation in points.
    """

    baseline: Spread
    drift_sd: float
    relief: Spread
    visit_sd: float
    log_rise: Spread
    log_half_life: Spread
    artanh_phi: Spread
    log_sigma: Spread
    likeness: float = 0.6
    name: str = "published"

    def __post_init__(self) -> None:
        if not (0.0 < self.drift_sd < math.inf and 0.0 < self.visit_sd < math.inf):
            raise PriorsError(f"drift_sd and visit_sd must be above 0, not {self.drift_sd} and {self.visit_sd}")
        if not 0.0 <= self.likeness < 1.0:
            raise PriorsError(f"likeness must lie from 0 to below 1, not {self.likeness}")

    def relief_covariance(self, infusions: int) -> Array:
        """How the points of one person's infusions vary together, shape (k, k)."""
        order = np.arange(infusions)
        apart = np.abs(order[:, None] - order)
        return np.asarray(self.relief.sd**2 + self.visit_sd**2 * self.likeness**apart)

    def linear(self, infusions: int) -> tuple[Array, Array]:
        """Mean (p,) and covariance (p, p) of baseline, drift per 30 days and the points of each infusion; p = 2 + k."""
        mean = np.concatenate([[self.baseline.mean, 0.0], np.full(infusions, self.relief.mean)])
        covariance = np.zeros((infusions + 2, infusions + 2))
        covariance[0, 0] = self.baseline.sd**2
        covariance[1, 1] = self.drift_sd**2
        covariance[2:, 2:] = self.relief_covariance(infusions)
        return mean, covariance

    def next_relief(self, infusions: int) -> tuple[Array, float, float]:
        """The points of one more infusion, given those of the first k: weights (k,), a constant and a variance.

        Its points are weights @ points + constant, give or take a normal error of that variance.
        """
        together = self.relief_covariance(infusions + 1)
        weights = np.asarray(np.linalg.solve(together[:-1, :-1], together[:-1, -1]), dtype=np.float64)
        variance = together[-1, -1] - weights @ together[:-1, -1]
        return weights, float(self.relief.mean * (1.0 - weights.sum())), float(variance)


PUBLISHED = Priors(
    baseline=Spread(5.5, 3.0),
    drift_sd=0.3,
    relief=Spread(1.2, 2.0),
    visit_sd=0.9,
    log_rise=Spread(math.log(0.8), 0.7),
    log_half_life=Spread(math.log(18.0), 1.1),
    artanh_phi=Spread(0.45, 0.35),
    log_sigma=Spread(math.log(1.1), 0.4),
)
"""The published answer, for a clinic with few patients of its own. Meant wide: a prior that is too sure is worse than
one that says little. Marks as in the clinical reference: S read for it, D our own choice.

half-life: median 18 days and a log sd of 1.1 put relief that halves after more than three weeks at 44 % of people;
relief lasting longer than that was probable in 23 to 51 % after one short infusion (Patil and Anitescu, Pain Med
2012;13:263, abstract) [S, D for the spread]. rise: little on the first day, clear by the third (Goldberg and others,
2010, PMC2950807) [S, D for the spread]. relief: 1.83 points up to two weeks over all infusions of a course in seven
trials (-2.35 to -1.31; source S9 of the clinical reference); a course has one to ten, so one is held to be worth less,
and between none and complete relief nothing is ruled out [D]. baseline: whatever a scale of 0 to 10 allows, so that
a constant added to every score moves nothing else [D]. drift, visits, likeness, phi and sigma [D].
Not to be used for anything but a pain diary in NRS points after ketamine infusions.
"""
