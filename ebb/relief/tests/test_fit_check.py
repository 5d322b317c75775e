"""What departs strongly from the curve is said to fit badly, and the model's own diaries seldom are."""

from collections.abc import Callable

import numpy as np
import pytest

from ebb.relief.conjugate import DiaryScores
from ebb.relief.diary import Array, Diary
from ebb.relief.fit_check import LEAST_DAYS, check_fit
from ebb.relief.posterior import posterior
from ebb.relief.priors import PUBLISHED
from ebb.relief.result import fit
from ebb.relief.worlds import ONE_ALONE, WEEKLY_SIX, Calendar, own
from ebb.relief.worlds.invented import noise, whole_number

DAY = np.arange(-14.0, 61.0)


def lost_in_a_day(rng: np.random.Generator) -> Array:
    return np.where((DAY > 0) & (rng.integers(14, 29) >= DAY), -4.0, 0.0)


def lasting_step(rng: np.random.Generator) -> Array:
    return np.where(rng.integers(20, 40) <= DAY, rng.choice([-3.0, 3.0]), 0.0)


def one_absurd_day(rng: np.random.Generator) -> Array:
    return np.where(rng.integers(25, 55) == DAY, rng.choice([-5.0, 5.0]), 0.0)


def bad_fortnight(rng: np.random.Generator) -> Array:
    start = rng.integers(22, 40)
    return np.where((start <= DAY) & (start + 14 > DAY), 3.0, 0.0)


@pytest.mark.parametrize("departure", [lost_in_a_day, lasting_step, one_absurd_day, bad_fortnight])
def test_a_strong_departure_is_seen(departure: Callable[[np.random.Generator], Array]) -> None:
    rng = np.random.default_rng(5)
    seen = []

    for _ in range(60):
        pain = whole_number(5.5 + departure(rng) + noise(rng, DAY.size, 0.4, 0.8))
        seen.append(not fit(Diary.of(DAY, pain, [0.0])).fit.fits)

    assert np.mean(seen) >= 0.8


@pytest.mark.parametrize("calendar", [ONE_ALONE, WEEKLY_SIX])
def test_the_model_s_own_diaries_are_seldom_said_to_fit_badly(calendar: Calendar) -> None:
    rng = np.random.default_rng(6)
    badly = []

    for _ in range(200):
        person = own(rng, PUBLISHED, calendar)
        scores = DiaryScores(*person.known, calendar.infusion_day, calendar.infusion_days[0])
        badly.append(not check_fit(posterior(scores, PUBLISHED), PUBLISHED).fits)

    assert 0.005 <= np.mean(badly) <= 0.09


def test_it_names_the_day_and_the_size_of_what_it_saw() -> None:
    rng = np.random.default_rng(1)
    pain = 5.0 + noise(rng, DAY.size, 0.3, 0.5)
    pain[DAY == 40] = 0.0

    found = fit(Diary.of(DAY, np.clip(pain, 0, 10), [0.0])).fit

    assert not found.fits
    assert "on day 40 pain is" in found.why
    assert "points lower" in found.why


def test_few_scores_are_never_said_to_fit_badly() -> None:
    wild = Diary.of(range(LEAST_DAYS - 1), [0, 10] * ((LEAST_DAYS - 1) // 2) + [5], [3])

    assert fit(wild).fit.fits
    assert "too few" in fit(wild).fit.why
