"""What one diary says about people: the moments of its posterior from which priors are learnt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ebb.relief.conjugate import WIDE, DiaryScores, Grid
from ebb.relief.diary import Array, Diary
from ebb.relief.posterior import Posterior, beyond_the_ends, posterior
from ebb.relief.priors import PUBLISHED, Priors

SPREADS = ("baseline", "relief", "log_rise", "log_half_life", "artanh_phi", "log_sigma")
"""What has a mean and an sd over people, in the order of `Moments.first` and `Moments.second`."""


@dataclass(frozen=True)
class Moments:
    """Expectations under one person's posterior.

    first, second: of each of SPREADS and of its square. drift_square: of the squared drift, points in 30 days.
    visit_square: of delta' R^-1 delta, delta being how far each of the k infusions lies from this person's own mean and
    R their likeness; k visit_sd^2 in the mean over people. log_evidence: of the scores under the priors.
    """

    infusions: int
    first: tuple[float, ...]
    second: tuple[float, ...]
    drift_square: float
    visit_square: float
    log_evidence: float


def readings(diary: Diary, priors: Priors) -> DiaryScores:
    """A diary as learning reads it: scores at the ends of the scale stand for what lies beyond."""
    return beyond_the_ends(DiaryScores(diary.day, diary.score, diary.infusion_day, diary.day_zero), priors)


def moments(scores: DiaryScores, priors: Priors) -> Moments:
    """The expectations of one person, who has had at least one infusion."""
    seen = posterior(scores, priors)
    mean, square = _linear(seen)
    relief, relief_square, visit_square = _person_and_visits(mean[2:], square[2:, 2:], priors)
    bent = [(float(weight @ value), float(weight @ value**2)) for weight, value in _bent(seen, priors)]
    return Moments(
        infusions=scores.infusion_day.size,
        first=(float(mean[0]), relief, *(one for one, _ in bent)),
        second=(float(square[0, 0]), relief_square, *(two for _, two in bent)),
        drift_square=float(square[1, 1]),
        visit_square=visit_square,
        log_evidence=seen.log_evidence,
    )


def _linear(seen: Posterior) -> tuple[Array, Array]:
    """Expectation (p,) of the coefficients, and (p, p) of their products two by two."""
    mean = seen.weight @ seen.mean
    across = (seen.root * np.sqrt(seen.weight)[:, None, None]).transpose(1, 0, 2).reshape(mean.size, -1)
    return np.asarray(mean), np.asarray((seen.mean * seen.weight[:, None]).T @ seen.mean + across @ across.T)


def _person_and_visits(points: Array, products: Array, priors: Priors) -> tuple[float, float, float]:
    """Of the points A = a + delta: expectation of a, of a^2 and of delta' R^-1 delta.

    points (k,), products (k, k): expectations of A and A A'. Given A, a is normal: its mean is weights @ A + constant.
    """
    order = np.arange(points.size)
    alike = np.linalg.inv(priors.likeness ** np.abs(order[:, None] - order))
    precision = 1.0 / priors.relief.sd**2 + alike.sum() / priors.visit_sd**2
    weights = alike.sum(axis=0) / priors.visit_sd**2 / precision
    constant = priors.relief.mean / priors.relief.sd**2 / precision
    mean = weights @ points + constant
    square = weights @ products @ weights + 2.0 * constant * (weights @ points) + constant**2 + 1.0 / precision
    apart = np.eye(points.size) - weights
    visit = (
        np.trace(alike @ apart @ products @ apart.T)
        - 2.0 * constant * alike.sum(axis=0) @ apart @ points
        + (constant**2 + 1.0 / precision) * alike.sum()
    )
    return float(mean), float(square), float(visit)


def _bent(seen: Posterior, priors: Priors) -> list[tuple[Array, Array]]:
    """Weights, and log r, log H, artanh phi and log sigma where they lie."""
    rise = priors.log_rise.mean + _RISE_STRETCH * (np.log(seen.curve_rise) - priors.log_rise.mean)
    return [
        (seen.curve_weight, rise),
        (seen.curve_weight, np.log(seen.curve_half_life)),
        (seen.weight, np.arctanh(seen.phi)),
        (seen.weight, np.log(seen.sigma)),
    ]


def _stretch() -> float:
    """By how much the few points of the grid for the rise must be spread to have the prior's own sd.

    Without it a diary that says nothing of the rise would take 1 % off its variance in each pass.
    """
    rise, half_life, phi, sigma = WIDE
    anywhere = np.full((sigma, phi, rise, half_life), 1.0 / np.prod(WIDE))
    points = Grid.wide(PUBLISHED).around(anywhere, PUBLISHED).log_rise
    standard = (points - PUBLISHED.log_rise.mean) / PUBLISHED.log_rise.sd
    share = np.exp(-0.5 * standard**2)
    return float(np.sqrt(share.sum() / (share @ standard**2)))


_RISE_STRETCH = _stretch()
