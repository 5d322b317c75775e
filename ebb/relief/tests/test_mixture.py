"""Quantiles of weighted normal distributions, against root finding and closed forms."""

import numpy as np
import pytest
from scipy.optimize import brentq  # type: ignore[import-untyped]
from scipy.stats import norm  # type: ignore[import-untyped]

from ebb.relief.diary import Array
from ebb.relief.mixture import LEVELS, Mixture, weighted_quantiles


def by_root_finding(level: float, weight: Array, mean: Array, sd: Array) -> float:
    low, high = (mean - 12 * sd).min(), (mean + 12 * sd).max()
    return float(brentq(lambda at: norm.cdf((at - mean) / sd) @ weight - level, low, high, xtol=1e-10))


def mixtures() -> dict[str, tuple[Array, Array, Array]]:
    rng = np.random.default_rng(4)
    many = rng.dirichlet(np.ones(700))
    return {
        "one": (np.ones(1), np.array([3.0]), np.array([0.2])),
        "two apart": (np.array([0.5, 0.5]), np.array([-3.0, 3.0]), np.array([1.0, 1.0])),
        "a narrow one in a wide one": (np.array([0.3, 0.7]), np.array([0.0, 0.5]), np.array([0.05, 2.0])),
        "a long tail": (np.array([0.95, 0.05]), np.array([0.0, 6.0]), np.array([1.0, 3.0])),
        "many": (many, rng.normal(100.0, 5.0, 700), rng.lognormal(0.0, 0.5, 700)),
    }


@pytest.mark.parametrize("name", mixtures())
def test_quantiles_are_where_root_finding_puts_them(name: str) -> None:
    weight, mean, sd = mixtures()[name]
    mixture = Mixture(weight, mean[None], sd[None])

    found = mixture.quantiles()[0]

    wanted = [by_root_finding(level, weight, mean, sd) for level in LEVELS]
    within = 3e-3 if name == "two apart" else 1e-3
    assert found == pytest.approx(wanted, abs=within * mixture.deviation[0])


@pytest.mark.parametrize("name", mixtures())
def test_mean_deviation_and_chance_are_closed_forms(name: str) -> None:
    weight, mean, sd = mixtures()[name]
    mixture = Mixture(weight, mean[None], sd[None])

    expected = weight @ mean
    assert mixture.expected[0] == pytest.approx(expected)
    assert mixture.deviation[0] == pytest.approx(np.sqrt(weight @ (sd**2 + mean**2) - expected**2))
    assert mixture.above(1.0)[0] == pytest.approx(weight @ norm.sf((1.0 - mean) / sd), abs=1e-6)


def test_each_quantity_gets_its_own_row_and_rising_intervals() -> None:
    mixture = Mixture(np.array([0.5, 0.5]), np.array([[0.0, 1.0], [5.0, 5.0]]), np.array([[1.0, 1.0], [1e-9, 1e-9]]))

    first, sure = mixture.estimates()

    assert mixture.quantiles((0.1, 0.9)).shape == (2, 2)
    assert first.i95[0] < first.i80[0] < first.i50[0] < first.mean < first.i50[1] < first.i80[1] < first.i95[1]
    assert [sure.mean, *sure.i95] == pytest.approx([5.0] * 3, abs=1e-6)


def test_points_stand_for_the_stretch_about_them() -> None:
    weight, value = np.full(1000, 1e-3), np.linspace(0.0005, 0.9995, 1000)

    assert weighted_quantiles(weight, value, (0.025, 0.5, 0.975)) == pytest.approx([0.025, 0.5, 0.975], abs=1e-6)
    assert weighted_quantiles(np.array([0.5, 0.2, 0.3]), np.array([2.0, 1.0, 2.0]), (0.05, 0.6)) == pytest.approx(
        [1, 2]
    )
