"""The exact posterior: a weight for every point of the grid, and a normal distribution of the linear part at each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ebb.relief.conjugate import Conditionals, DiaryScores, Grid, condition
from ebb.relief.diary import LEAST_PAIN, MOST_PAIN, Array
from ebb.relief.mixture import Mixture, below, density
from ebb.relief.priors import Priors

_STANDING = 1000
"""With so many shares of the weight, no interval moves by more than 3 % of the 95 % interval's width, as measured."""

_MOST_NUMBERS = 2**22
_LEAST_VARIANCE = 1e-18

_STEPS_OF_RISE, _STEPS_OF_HALF_LIFE = 3, 6
"""Parts of each cell. Quantiles then lie within 0.02 sd of those of a grid many times finer, as measured."""

_ROUNDS = 2
_FURTHEST_SD = 3.0
_HALF_A_POINT = 0.5


@dataclass(frozen=True)
class Posterior:
    """The m points of the grid that stand for all of them; p = 2 + k linear coefficients.

    weight (m,), sums to 1. rise, half_life (days), phi, sigma: (m,). mean (m, p) and root (m, p, p): at each point the
    coefficients are normal with this mean and covariance root root'. curve_rise, curve_half_life, curve_weight (c,):
    what all points of the grid say of its c curves. log_evidence: of the scores under the priors.
    """

    scores: DiaryScores
    weight: Array
    rise: Array
    half_life: Array
    phi: Array
    sigma: Array
    mean: Array
    root: Array
    curve_rise: Array
    curve_half_life: Array
    curve_weight: Array
    log_evidence: float

    def linear(self, combinations: Array, plus: Array | float = 0.0, noise: Array | float = 0.0) -> Mixture:
        """Linear functions of the coefficients; `combinations`: (f, p), or (m, f, p) where they hang on r and H.

        plus: a constant to be added, and noise: the variance of independent normal noise, each of shape (f, m) or one
        number for all.
        """
        each = np.broadcast_to(combinations, (self.weight.size, *combinations.shape[-2:]))
        mean = np.matmul(each, self.mean[:, :, None])[:, :, 0].T + plus
        variance = (np.matmul(each, self.root) ** 2).sum(axis=2).T + noise
        return Mixture(self.weight, mean, np.sqrt(np.maximum(variance, _LEAST_VARIANCE)))

    def design(self, day: Array) -> Array:
        """What multiplies the coefficients on these days, shape (m, days, p)."""
        return self.scores.design(day, self.rise, self.half_life)


def posterior(scores: DiaryScores, priors: Priors) -> Posterior:
    """Read a diary: the wide grid finds where, the fine one says what."""
    wide = Grid.wide(priors)
    return _on(scores, priors, wide.around(_weighed(scores, priors, wide)[0], priors))


def first_look(scores: DiaryScores, priors: Priors) -> Posterior:
    """The posterior on the wide grid alone: several times quicker and rougher."""
    return _on(scores, priors, Grid.wide(priors))


def _weighed(scores: DiaryScores, priors: Priors, grid: Grid) -> tuple[Array, float, Conditionals]:
    known = condition(scores, priors, grid)
    prior = grid.log_prior(priors)
    joint = known.log_likelihood.reshape(prior.shape) + prior
    highest = joint.max()
    weight = np.exp(joint - highest)
    total = float(weight.sum())
    return weight / total, float(highest + np.log(total)), known


def _on(scores: DiaryScores, priors: Priors, grid: Grid) -> Posterior:
    weight, log_evidence, known = _weighed(scores, priors, grid)
    places, shares = _representatives(weight.ravel(), min(_STANDING, _MOST_NUMBERS // known.scale.size))
    s, z, r, h = np.unravel_index(places, weight.shape)
    curve = r * grid.log_half_life.size + h
    variance = np.exp(2.0 * grid.log_sigma)[s, None]
    precision = known.eigenvalue[z, curve] + variance
    turned = np.matmul(known.scale, known.axes[z, curve])
    mean = known.prior_mean + np.matmul(turned, (known.pull[z, curve] / precision)[:, :, None])[:, :, 0]
    curve_rise, curve_half_life = grid.shapes
    return Posterior(
        scores=scores,
        weight=shares,
        rise=np.exp(grid.log_rise)[r],
        half_life=np.exp(grid.log_half_life)[h],
        phi=np.tanh(grid.artanh_phi)[z],
        sigma=np.exp(grid.log_sigma)[s],
        mean=mean,
        root=turned * np.sqrt(variance / precision)[:, None, :],
        curve_rise=curve_rise,
        curve_half_life=curve_half_life,
        curve_weight=weight.sum(axis=(0, 1)).ravel(),
        log_evidence=log_evidence,
    )


def _representatives(weight: Array, most: int) -> tuple[npt.NDArray[np.intp], Array]:
    """Places of points that stand for all, and their weights: the heavy ones, and of the light ones every so many.

    weight: in the grid's own order, so that a light one stands for neighbours whose answers are all but its own.
    Nothing is left out: the light ones left standing carry the weight of those that go.
    """
    worth = 1.0 / most
    heavy = weight >= worth
    light = np.where(heavy, 0.0, weight)
    count = np.floor(np.cumsum(light) / worth + 0.5)
    standing = np.diff(count, prepend=0.0) > 0
    places = np.flatnonzero(heavy | standing)
    shared = light.sum() / max(int(standing.sum()), 1)
    chosen = np.where(heavy[places], weight[places], shared)
    return places, np.asarray(chosen / chosen.sum())


def finer_curves(posterior: Posterior) -> tuple[Array, Array, Array]:
    """Rise and half-life, days, and weight, which sums to 1; shape (c,) each."""
    rise, half_life = np.unique(posterior.curve_rise), np.unique(posterior.curve_half_life)
    log_weight = np.log(np.maximum(posterior.curve_weight, np.finfo(float).tiny)).reshape(rise.size, half_life.size)
    filled = _filled(_filled(log_weight, _STEPS_OF_RISE).T, _STEPS_OF_HALF_LIFE).T
    weight = np.exp(filled - filled.max()).ravel()
    fine_rise = np.exp(_filled(np.log(rise)[:, None], _STEPS_OF_RISE)[:, 0])
    fine_half_life = np.exp(_filled(np.log(half_life)[:, None], _STEPS_OF_HALF_LIFE)[:, 0])
    return (
        np.repeat(fine_rise, fine_half_life.size),
        np.tile(fine_half_life, fine_rise.size),
        np.asarray(weight / weight.sum()),
    )


def _filled(known: Array, steps: int) -> Array:
    """At the middles of `steps` parts of each cell, along the first axis, by parabolas through three points.

    known: at the cells' middles, evenly spaced, shape (n, q) with n of 3 or more. Returns shape (n steps, q).
    """
    cells = len(known)
    at = (np.arange(cells * steps) + 0.5) / steps - 0.5
    first = np.clip(np.rint(at).astype(int) - 1, 0, cells - 3)
    along = (at - first)[:, None]
    before, middle, after = known[first], known[first + 1], known[first + 2]
    return np.asarray(
        before * (along - 1) * (along - 2) / 2 - middle * along * (along - 2) + after * along * (along - 1) / 2
    )


def beyond_the_ends(scores: DiaryScores, priors: Priors) -> DiaryScores:
    """The scores with those at either end replaced by their expectation beyond it."""
    low, high = scores.pain <= LEAST_PAIN, scores.pain >= MOST_PAIN
    at_an_end = low | high
    if not at_an_end.any():
        return scores
    bound = np.where(low, LEAST_PAIN + _HALF_A_POINT, MOST_PAIN - _HALF_A_POINT)[at_an_end]
    outward = np.where(low, -1.0, 1.0)[at_an_end]
    read = scores
    for _ in range(_ROUNDS):
        seen = first_look(read, priors)
        expected = seen.linear(seen.design(scores.day[at_an_end])).expected
        pain = scores.pain.copy()
        pain[at_an_end] = _expected_beyond(bound, outward, expected, float(seen.weight @ seen.sigma))
        read = replace(scores, pain=pain)
    return read


def _expected_beyond(bound: Array, outward: Array, mean: Array, sd: float) -> Array:
    """The mean of a normal distribution's part beyond a bound, to the side `outward` (-1 or 1) points to.

    Source: mean of a truncated normal; held to three sds around the normal's own mean, where the tail is all but empty.
    """
    inward = outward * (bound - mean) / sd
    share = np.maximum(below(-inward), 1e-6)
    farther = mean + outward * sd * density(inward) / share
    return np.asarray(np.where(inward > _FURTHEST_SD, bound, farther))
