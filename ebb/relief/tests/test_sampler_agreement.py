"""A general sampler on the same model, written here without the library's algebra, says the same.

Many short chains walk over log r, log H, artanh phi and log sigma; the scores' density comes from their whole
covariance matrix. The linear part is then drawn from its own normal distribution.
"""

from typing import NamedTuple

import numpy as np
import pytest

from ebb.relief.conjugate import DiaryScores
from ebb.relief.diary import Array
from ebb.relief.mixture import LEVELS, weighted_quantiles
from ebb.relief.posterior import finer_curves, posterior
from ebb.relief.priors import PUBLISHED

CHAINS, BURN_IN, STEPS, GROUPS = 100, 120, 400, 10
CHANCE, GRID = 4.0, 0.03
"""Monte-Carlo errors, and posterior sds for the grid, within which the two must agree."""
INFUSION_DAY = np.array([0.0, 12.0])
DAY = np.delete(np.arange(-10.0, 34.0), [3, 15, 16, 29])
PRIOR = (PUBLISHED.log_rise, PUBLISHED.log_half_life, PUBLISHED.artanh_phi, PUBLISHED.log_sigma)
CENTRE, WIDTH = np.array([one.mean for one in PRIOR]), np.array([one.sd for one in PRIOR])


class Walk(NamedTuple):
    """Where each chain stands: bent (c, 4), the log density (c,), mean (c, 4) and covariance (c, 4, 4) of the rest."""

    bent: Array
    log_density: Array
    mean: Array
    covariance: Array


def relief(rise: Array, half_life: Array) -> Array:
    """Of one point from each infusion, shape (..., days, 2)."""
    since = np.maximum(DAY[:, None] - INFUSION_DAY, 0.0)
    return np.asarray((1 - 2 ** (-since / rise)) * 2 ** (-since / half_life))


def stand(bent: Array, pain: Array) -> Walk:
    rise, half_life = np.exp(bent[:, 0, None, None]), np.exp(bent[:, 1, None, None])
    shape = relief(rise, half_life)
    always = np.broadcast_to(np.stack([np.ones_like(DAY), DAY / 30.0], axis=1), (len(bent), DAY.size, 2))
    design = np.concatenate([always, -shape], axis=2)
    before = np.diag([3.0**2, 0.3**2, 0.0, 0.0])
    before[2:, 2:] = 2.0**2 + 0.9**2 * np.array([[1.0, 0.6], [0.6, 1.0]])
    middle = np.array([5.5, 0.0, 1.2, 1.2])
    apart = np.abs(DAY[:, None] - DAY)
    noise = np.exp(2 * bent[:, 3, None, None]) * np.tanh(bent[:, 2, None, None]) ** apart
    crossed = before @ design.transpose(0, 2, 1)
    whole = design @ crossed + noise
    left = (pain - design @ middle)[:, :, None]
    gain = np.linalg.solve(whole, crossed.transpose(0, 2, 1)).transpose(0, 2, 1)
    likelihood = -0.5 * (np.linalg.slogdet(whole)[1] + (left * np.linalg.solve(whole, left)).sum((1, 2)))
    prior = -0.5 * (((bent - CENTRE) / WIDTH) ** 2).sum(axis=1)
    return Walk(bent, likelihood + prior, middle + (gain @ left)[:, :, 0], before - gain @ crossed.transpose(0, 2, 1))


def sampled(rng: np.random.Generator, pain: Array) -> Array:
    """Draws of baseline, drift, both points, log H, phi and sigma, shape (7, steps, chains)."""
    at = stand(CENTRE + 0.3 * WIDTH * rng.standard_normal((CHAINS, 4)), pain)
    draws = np.empty((7, STEPS, CHAINS))
    for step in range(-BURN_IN, STEPS):
        farther = np.array([0.7, 0.5, 0.2, 0.15]) * rng.choice([0.4, 1.0, 2.0])
        to = stand(at.bent + farther * rng.standard_normal((CHAINS, 4)), pain)
        goes = np.log(rng.random(CHAINS)) < to.log_density - at.log_density
        at = Walk(
            *(np.where(goes.reshape(-1, *[1] * (new.ndim - 1)), new, old) for new, old in zip(to, at, strict=True))
        )
        if step >= 0:
            root = np.linalg.cholesky(at.covariance)
            draws[:4, step] = (at.mean + (root @ rng.standard_normal((CHAINS, 4, 1)))[:, :, 0]).T
            draws[4:, step] = at.bent[:, 1], np.tanh(at.bent[:, 2]), np.exp(at.bent[:, 3])
    return draws


def summary(draws: Array) -> Array:
    """Mean and 2.5 and 97.5 % quantile of the first five, mean and sd of phi and sigma. draws: (7, steps, chains)."""
    flat = draws.reshape(7, -1)
    tails = np.quantile(flat[:5], [LEVELS[0], LEVELS[-1]], axis=1)
    return np.concatenate([flat.mean(axis=1), tails[0], tails[1], flat[5:].std(axis=1)])


def told(pain: Array) -> Array:
    """The library's `summary`."""
    exact = posterior(DiaryScores(DAY, pain, INFUSION_DAY, 0.0), PUBLISHED)
    linear = exact.linear(np.eye(4))
    _, half_life, weight = finer_curves(exact)
    log_half_life = np.log(half_life)
    tails = np.vstack(
        [
            linear.quantiles((LEVELS[0], LEVELS[-1])),
            weighted_quantiles(weight, log_half_life, (LEVELS[0], LEVELS[-1])),
        ]
    )
    noise = np.array([exact.phi, exact.sigma])
    mean = noise @ exact.weight
    sd = np.sqrt((noise - mean[:, None]) ** 2 @ exact.weight)
    return np.concatenate([linear.expected, [weight @ log_half_life], mean, tails[:, 0], tails[:, 1], sd])


@pytest.mark.parametrize(("seed", "points"), [(1, 3.0), (3, 5.0)])
def test_means_and_intervals_agree_with_a_general_sampler(seed: int, points: float) -> None:
    rng = np.random.default_rng(seed)
    wavering = np.linalg.cholesky(0.4 ** np.abs(DAY[:, None] - DAY)) @ rng.standard_normal(DAY.size)
    pain = 6.5 - points * relief(np.array(0.7), np.array(9.0)).sum(axis=1) + wavering

    draws = sampled(rng, pain)

    of_groups = np.array([summary(group) for group in np.split(draws, GROUPS, axis=2)])
    error = of_groups.std(axis=0, ddof=1) / np.sqrt(GROUPS)
    sd = draws.reshape(7, -1).std(axis=1)[[*range(7), *range(5), *range(5), 5, 6]]
    apart = told(pain) - summary(draws)
    assert (np.abs(apart) < CHANCE * error + GRID * sd).all()
