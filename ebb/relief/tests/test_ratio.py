"""Relief as a share of the baseline, against draws from the same posterior."""

import numpy as np
import pytest

from ebb.relief.conjugate import DiaryScores
from ebb.relief.diary import Array
from ebb.relief.posterior import Posterior, posterior
from ebb.relief.priors import PUBLISHED
from ebb.relief.response import has_a_baseline, shares_of_baseline

DAY = np.arange(-10.0, 30.0)


def seen(baseline: float, points: float, sigma: float = 0.8) -> Posterior:
    rng = np.random.default_rng(8)
    relief = np.where(DAY > 0, points * 2 ** (-DAY / 12.0), 0.0)
    return posterior(
        DiaryScores(DAY, baseline - relief + rng.normal(0.0, sigma, DAY.size), np.array([0.0]), 0.0), PUBLISHED
    )


def draws(known: Posterior, count: int = 200_000) -> Array:
    """Baseline, drift and points, shape (count, 3)."""
    rng = np.random.default_rng(9)
    place = rng.choice(known.weight.size, count, p=known.weight)
    away = np.einsum("nij,nj->ni", known.root[place], rng.standard_normal((count, 3)))
    return np.asarray(known.mean[place] + away)


@pytest.mark.parametrize(("baseline", "points"), [(7.0, 3.0), (4.0, 0.0), (5.0, -2.0), (3.0, 2.5)])
def test_shares_are_what_draws_say(baseline: float, points: float) -> None:
    known = seen(baseline, points)
    drawn = draws(known)
    shares = drawn[:, 2] / drawn[:, 0]

    estimate = shares_of_baseline(known, np.array([[0.0, 0.0, 1.0]]))[0]

    sd = shares.std()
    low, first, third, high = np.quantile(shares, [0.025, 0.25, 0.75, 0.975])
    assert [*estimate.i95, *estimate.i50] == pytest.approx([low, high, first, third], abs=0.04 * sd)
    assert estimate.mean == pytest.approx(shares.mean(), abs=0.03 * sd)


def test_several_are_answered_at_once_and_in_order() -> None:
    known = seen(7.0, 3.0)

    whole, half = shares_of_baseline(known, np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 0.5]]))

    assert half.mean == pytest.approx(0.5 * whole.mean)
    assert half.i95 == pytest.approx((0.5 * whole.i95[0], 0.5 * whole.i95[1]), rel=1e-3)


@pytest.mark.parametrize(("baseline", "has"), [(7.0, True), (3.0, True), (1.3, False), (0.2, False)])
def test_a_share_needs_a_baseline_surely_above_one_point(baseline: float, has: bool) -> None:
    known = seen(baseline, 0.0)

    assert has_a_baseline(known) is has
    assert bool((draws(known)[:, 0] > 1.0).mean() > 0.99) is has
