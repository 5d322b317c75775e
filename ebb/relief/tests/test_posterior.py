"""The exact part against the same model reckoned another way: whole covariance matrices, and sums over finer grids."""

import math
from itertools import product

import numpy as np
import pytest
from scipy.stats import multivariate_normal  # type: ignore[import-untyped]

from ebb.relief.conjugate import DiaryScores, Grid, condition
from ebb.relief.diary import Array
from ebb.relief.posterior import first_look, posterior
from ebb.relief.priors import PUBLISHED

DAY = np.array([-9.0, -8, -7, -5, -4, -1, 0, 1, 2, 3, 6, 7, 8, 20, 21, 22, 23, 40])
INFUSION_DAY = np.array([0.0, 2.5, 21.0])
PAIN = np.array([6, 7, 6.5, 5, 6, 7, 7, 6, 4, 3, 2, 3, 3, 4, 5, 2, 1, 5])
SCORES = DiaryScores(DAY, PAIN, INFUSION_DAY, 0.0)


def design(rise: float, half_life: float) -> Array:
    since = np.maximum(DAY[:, None] - INFUSION_DAY, 0.0)
    relief = (1 - 2 ** (-since / rise)) * 2 ** (-since / half_life)
    return np.column_stack([np.ones_like(DAY), DAY / 30.0, -relief])


def before() -> tuple[Array, Array]:
    """Mean and covariance of baseline, drift and points, written out from the published priors."""
    covariance = np.zeros((5, 5))
    covariance[0, 0], covariance[1, 1] = 3.0**2, 0.3**2
    for one, other in product(range(3), repeat=2):
        covariance[2 + one, 2 + other] = 2.0**2 + 0.9**2 * 0.6 ** abs(one - other)
    return np.array([5.5, 0.0, 1.2, 1.2, 1.2]), covariance


def noise(phi: float, sigma: float) -> Array:
    apart = np.abs(DAY[:, None] - DAY).astype(int)
    return np.asarray(sigma**2 * np.power(phi, apart))


def likelihood(rise: float, half_life: float, phi: float, sigma: float) -> float:
    mean, covariance = before()
    x = design(rise, half_life)
    return float(multivariate_normal.logpdf(PAIN, x @ mean, x @ covariance @ x.T + noise(phi, sigma)))


def test_each_point_has_the_likelihood_of_the_whole_covariance() -> None:
    grid = Grid(np.log([0.3, 2.0]), np.log([1.0, 9.0, 80.0]), np.arctanh([-0.6, -0.1, 0.0, 0.7]), np.log([0.4, 1.3]))

    found = condition(SCORES, PUBLISHED, grid).log_likelihood

    assert found.shape == (2, 4, 6)
    for (s, sigma), (z, phi) in product(enumerate([0.4, 1.3]), enumerate([-0.6, -0.1, 0.0, 0.7])):
        wanted = [likelihood(rise, half_life, phi, sigma) for rise in (0.3, 2.0) for half_life in (1.0, 9.0, 80.0)]
        assert found[s, z] == pytest.approx(wanted, rel=1e-9)


def test_each_point_has_the_coefficients_of_the_whole_covariance() -> None:
    seen = posterior(SCORES, PUBLISHED)
    mean, covariance = before()

    for point in range(0, seen.weight.size, 97):
        x = design(seen.rise[point], seen.half_life[point])
        gain = covariance @ x.T @ np.linalg.inv(x @ covariance @ x.T + noise(seen.phi[point], seen.sigma[point]))
        assert seen.mean[point] == pytest.approx(mean + gain @ (PAIN - x @ mean), abs=1e-8)
        root = seen.root[point]
        assert root @ root.T == pytest.approx(covariance - gain @ x @ covariance, abs=1e-8)


def test_the_evidence_is_the_integral_over_all_four() -> None:
    spreads = (PUBLISHED.log_rise, PUBLISHED.log_half_life, PUBLISHED.artanh_phi, PUBLISHED.log_sigma)
    axes = [
        np.linspace(one.mean - 4 * one.sd, one.mean + 4 * one.sd, n)
        for one, n in zip(spreads, (9, 17, 17, 33), strict=True)
    ]
    grid = Grid(*axes)
    log_density = np.zeros((33, 17, 9, 17))
    for place, (axis, spread) in enumerate(zip(axes, spreads, strict=True)):
        own = -0.5 * ((axis - spread.mean) / spread.sd) ** 2 + math.log((axis[1] - axis[0]) / spread.sd)
        log_density += np.moveaxis((own - 0.5 * math.log(2 * math.pi))[:, None, None, None], 0, (2, 3, 1, 0)[place])

    whole = condition(SCORES, PUBLISHED, grid).log_likelihood.reshape(log_density.shape) + log_density
    evidence = float(np.log(np.exp(whole - whole.max()).sum()) + whole.max())

    assert posterior(SCORES, PUBLISHED).log_evidence == pytest.approx(evidence, abs=0.05)
    assert first_look(SCORES, PUBLISHED).log_evidence == pytest.approx(evidence, abs=0.15)


def long_diary(days: int, infusions: int) -> DiaryScores:
    rng = np.random.default_rng(days + infusions)
    day = np.arange(-14.0, days - 14.0)
    infusion_day = np.linspace(0.0, days - 44.0, infusions)
    relief = np.where(day[:, None] > infusion_day, 2 ** (-(day[:, None] - infusion_day) / 10.0), 0.0).sum(axis=1)
    return DiaryScores(day, 7.0 - relief + rng.normal(0.0, 1.0, day.size), infusion_day, 0.0)


@pytest.mark.parametrize(("days", "infusions"), [(75, 0), (75, 1), (110, 6), (400, 4), (400, 60)])
def test_a_finer_grid_would_say_the_same(days: int, infusions: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = long_diary(days, infusions)

    seen = posterior(scores, PUBLISHED)
    monkeypatch.setattr("ebb.relief.conjugate.FINE", (7, 20, 12, 22))
    monkeypatch.setattr("ebb.relief.posterior._STANDING", 20_000)
    finer = posterior(scores, PUBLISHED)

    combinations = np.eye(2 + infusions)[:4]
    answer, wanted = seen.linear(combinations), finer.linear(combinations)
    assert (np.abs(answer.quantiles() - wanted.quantiles()) < 0.15 * wanted.deviation[:, None]).all()
    assert seen.log_evidence == pytest.approx(finer.log_evidence, abs=0.05)
    assert min(seen.weight.min(), seen.curve_weight.min()) >= 0.0
    assert (seen.weight.sum(), seen.curve_weight.sum()) == pytest.approx((1.0, 1.0), abs=1e-12)


@pytest.mark.parametrize(("days", "infusions"), [(75, 0), (75, 1), (110, 6)])
def test_the_first_look_is_rough_and_near(days: int, infusions: int) -> None:
    scores = long_diary(days, infusions)

    rough, fine = first_look(scores, PUBLISHED), posterior(scores, PUBLISHED)

    combinations = np.eye(2 + infusions)
    answer, wanted = rough.linear(combinations), fine.linear(combinations)
    assert (np.abs(answer.expected - wanted.expected) < 0.15 * wanted.deviation).all()
    assert rough.log_evidence == pytest.approx(fine.log_evidence, abs=0.15)
