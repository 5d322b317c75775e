"""Months ahead: what steady infusions add up to, and on how many days that is worthwhile."""

import numpy as np
import pytest

from ebb.relief.conjugate import DiaryScores, relief_shape
from ebb.relief.diary import QuestionError
from ebb.relief.posterior import Posterior, posterior
from ebb.relief.priors import PUBLISHED
from ebb.relief.response import INTERVALS_DAYS, steady_state, worthwhile_days

DAY = np.arange(-14.0, 40.0)


def seen(points: float) -> Posterior:
    rng = np.random.default_rng(3)
    relief = points * relief_shape(DAY, np.array(0.8), np.array(10.0))
    return posterior(DiaryScores(DAY, 7.0 - relief + rng.normal(0.0, 0.8, DAY.size), np.array([0.0]), 0.0), PUBLISHED)


@pytest.mark.parametrize("every", [1.0, 7.0, 84.0])
@pytest.mark.parametrize(("rise", "half_life"), [(0.1, 1.0), (0.8, 18.0), (5.0, 9.0)])
def test_steady_relief_is_the_sum_of_two_hundred_infusions(every: float, rise: float, half_life: float) -> None:
    since = np.linspace(0.0, every, 9)
    earlier = every * np.arange(200)

    summed = relief_shape(since[:, None] + earlier, np.array(rise), np.array(half_life)).sum(axis=1)

    assert steady_state(since, every, np.array(rise), np.array(half_life)) == pytest.approx(summed, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("points", [1.0, 4.0])
def test_worthwhile_days_fall_as_infusions_grow_rare(points: float) -> None:
    plans = worthwhile_days(seen(points), PUBLISHED)

    means = [plan.days.mean for plan in plans]
    assert [plan.every_days for plan in plans] == list(INTERVALS_DAYS)
    assert means == sorted(means, reverse=True)
    assert means[0] - means[-1] > 5.0
    assert all(0.0 <= plan.days.i95[0] <= plan.days.i95[1] <= 30.0 for plan in plans)


def test_more_relief_makes_more_days_worthwhile() -> None:
    little, much = (worthwhile_days(seen(points), PUBLISHED, [28])[0].days for points in (0.5, 4.0))

    assert much.mean > little.mean + 5.0


def test_the_days_are_what_draws_of_people_say() -> None:
    known, rng = seen(3.0), np.random.default_rng(1)
    place = rng.choice(known.weight.size, 20_000, p=known.weight)
    away = np.einsum("nij,nj->ni", known.root[place], rng.standard_normal((place.size, 3)))
    baseline, _, points = (known.mean[place] + away).T
    (weight,), constant, variance = PUBLISHED.next_relief(1)
    coming = points * weight + constant + np.sqrt(variance) * rng.standard_normal(place.size)
    since = np.linspace(0.0, 28.0, 200)[:, None]

    relief = coming * steady_state(since, 28, known.rise[place], known.half_life[place])
    days = 30.0 * (relief >= 0.3 * baseline).mean(axis=0)

    estimate = worthwhile_days(known, PUBLISHED, [28])[0].days
    assert estimate.mean == pytest.approx(days.mean(), abs=0.3)
    assert [*estimate.i80, *estimate.i50] == pytest.approx(np.quantile(days, [0.1, 0.9, 0.25, 0.75]), abs=2.0)


@pytest.mark.parametrize("every", [0, 366])
def test_an_interval_beyond_reason_is_refused(every: int) -> None:
    with pytest.raises(QuestionError, match="1 to 365 days"):
        worthwhile_days(seen(1.0), PUBLISHED, [7, every])
