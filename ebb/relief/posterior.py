"""The exact posterior: a weight for every point of the grid, and a normal distribution of the linear part at each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ebb.relief.conjugate import Conditionals, Scores, condition
from ebb.relief.diary import Array
from ebb.relief.grid import Grid
from ebb.relief.mixture import Mixture
from ebb.relief.priors import Priors

_KEPT = 1.0 - 1e-4
_MOST_NUMBERS = 2**22
_LEAST_VARIANCE = 1e-18


@dataclass(frozen=True)
class Posterior:
    """The m points of the grid that hold all but 1e-4 of the posterior; p = 2 + k linear coefficients.

    weight (m,), sums to 1. rise, half_life (days), phi, sigma: (m,). mean (m, p) and root (m, p, p): at each point the
    coefficients are normal with this mean and covariance root root'. log_evidence: of the scores under the priors.
    """

    scores: Scores
    weight: Array
    rise: Array
    half_life: Array
    phi: Array
    sigma: Array
    mean: Array
    root: Array
    log_evidence: float

    def linear(self, ask: Array, plus: Array | float = 0.0, noise: Array | float = 0.0) -> Mixture:
        """Linear functions of the coefficients; `ask`: (f, p), or (m, f, p) where they hang on r and H.

        plus: a constant to be added, and noise: the variance of independent normal noise, each of shape (f, m) or one
        number for all.
        """
        each = np.broadcast_to(ask, (self.weight.size, *ask.shape[-2:]))
        mean = np.matmul(each, self.mean[:, :, None])[:, :, 0].T + plus
        variance = (np.matmul(each, self.root) ** 2).sum(axis=2).T + noise
        return Mixture(self.weight, mean, np.sqrt(np.maximum(variance, _LEAST_VARIANCE)))

    def design(self, day: Array) -> Array:
        """What multiplies the coefficients on these days, shape (m, days, p)."""
        return self.scores.design(day, self.rise, self.half_life)


def posterior(scores: Scores, priors: Priors) -> Posterior:
    """Read a diary: the wide grid finds where, the fine one says what."""
    wide = Grid.wide(priors)
    return _on(scores, priors, wide.around(_weighed(scores, priors, wide)[0], priors))


def first_look(scores: Scores, priors: Priors) -> Posterior:
    """The posterior on the wide grid alone: several times quicker and rougher."""
    return _on(scores, priors, Grid.wide(priors))


def _weighed(scores: Scores, priors: Priors, grid: Grid) -> tuple[Array, float, Conditionals]:
    known = condition(scores, priors, grid)
    prior = grid.log_prior(priors)
    joint = known.log_likelihood.reshape(prior.shape) + prior
    highest = joint.max()
    weight = np.exp(joint - highest)
    total = float(weight.sum())
    return weight / total, float(highest + np.log(total)), known


def _on(scores: Scores, priors: Priors, grid: Grid) -> Posterior:
    weight, log_evidence, known = _weighed(scores, priors, grid)
    kept = _heaviest(weight.ravel(), _MOST_NUMBERS // known.scale.size)
    s, z, r, h = np.unravel_index(kept, weight.shape)
    curve = r * grid.log_half_life.size + h
    variance = np.exp(2.0 * grid.log_sigma)[s, None]
    precision = known.eigenvalue[z, curve] + variance
    turned = np.matmul(known.scale, known.axes[z, curve])
    mean = known.prior_mean + np.matmul(turned, (known.pull[z, curve] / precision)[:, :, None])[:, :, 0]
    chosen = weight.ravel()[kept]
    return Posterior(
        scores=scores,
        weight=chosen / chosen.sum(),
        rise=np.exp(grid.log_rise)[r],
        half_life=np.exp(grid.log_half_life)[h],
        phi=np.tanh(grid.artanh_phi)[z],
        sigma=np.exp(grid.log_sigma)[s],
        mean=mean,
        root=turned * np.sqrt(variance / precision)[:, None, :],
        log_evidence=log_evidence,
    )


def _heaviest(weight: Array, most: int) -> npt.NDArray[np.intp]:
    """The places of the fewest points that hold all but 1e-4 of the weight, `most` of them at the utmost."""
    order = np.argsort(-weight)
    needed = int(np.searchsorted(np.cumsum(weight[order]), _KEPT)) + 1
    return np.asarray(order[: min(needed, most)])
