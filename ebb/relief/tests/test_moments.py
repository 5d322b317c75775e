"""What a diary says about people, held against Fisher's identity: its slope is that of the log marginal likelihood."""

import math
from dataclasses import replace

import numpy as np
import pytest

from ebb.relief.conjugate import DiaryScores
from ebb.relief.diary import Diary
from ebb.relief.moments import SPREADS, moments, readings
from ebb.relief.posterior import posterior
from ebb.relief.priors import PUBLISHED, Spread
from ebb.relief.worlds import ONE_ALONE, WEEKLY_SIX, Calendar, own

STEP = 0.05
NEAR_FIVE = replace(PUBLISHED, baseline=Spread(5.0, 0.3), relief=Spread(0.5, 0.3), visit_sd=0.3)


def scores(calendar: Calendar, seed: int) -> DiaryScores:
    person = own(np.random.default_rng(seed), NEAR_FIVE, calendar)
    return readings(person.diary, PUBLISHED)


def slope(read: DiaryScores, name: str, up: Spread | float, down: Spread | float, step: float) -> float:
    high, low = (posterior(read, replace(PUBLISHED, **{name: value})).log_evidence for value in (up, down))  # type: ignore[arg-type]
    return (high - low) / step


@pytest.mark.parametrize("calendar", [ONE_ALONE, WEEKLY_SIX])
@pytest.mark.parametrize("name", SPREADS)
def test_mean_and_sd_over_people_have_the_slopes_of_the_evidence(calendar: Calendar, name: str) -> None:
    read, now = scores(calendar, 4), getattr(PUBLISHED, name)
    about = moments(read, PUBLISHED)
    first, second = (moment[SPREADS.index(name)] for moment in (about.first, about.second))

    higher, lower = (Spread(now.mean + side * STEP * now.sd, now.sd) for side in (1, -1))
    wider, closer = (Spread(now.mean, now.sd * (1 + STEP) ** side) for side in (1, -1))

    # The grid has five points for the rise, and they move with the prior.
    near = 0.1 if name == "log_rise" else 0.03
    in_mean, in_sd = slope(read, name, higher, lower, 2 * STEP), slope(read, name, wider, closer, 2 * math.log1p(STEP))
    assert (first - now.mean) / now.sd == pytest.approx(in_mean, abs=near)
    assert (second - 2 * now.mean * first + now.mean**2) / now.sd**2 - 1 == pytest.approx(in_sd, abs=near)


@pytest.mark.parametrize("calendar", [ONE_ALONE, WEEKLY_SIX])
def test_drift_and_visits_have_the_slopes_of_the_evidence(calendar: Calendar) -> None:
    read = scores(calendar, 5)
    about = moments(read, PUBLISHED)

    for name, square, draws in (
        ("drift_sd", about.drift_square, 1),
        ("visit_sd", about.visit_square, about.infusions),
    ):
        now = getattr(PUBLISHED, name)
        up, down = (now * (1 + STEP) ** side for side in (1, -1))
        assert square / now**2 - draws == pytest.approx(slope(read, name, up, down, 2 * math.log1p(STEP)), abs=0.01)


def test_a_diary_that_says_nothing_of_the_rise_leaves_its_spread_alone() -> None:
    before = Diary.of(range(-20, 0), [5.0, 6.0] * 10, [0.0])

    about = moments(readings(before, PUBLISHED), PUBLISHED)

    mean, square = about.first[SPREADS.index("log_rise")], about.second[SPREADS.index("log_rise")]
    assert mean == pytest.approx(PUBLISHED.log_rise.mean, abs=1e-3)
    assert math.sqrt(square - mean**2) == pytest.approx(PUBLISHED.log_rise.sd, rel=1e-3)


def test_scores_at_an_end_are_read_as_lying_beyond_it() -> None:
    diary = Diary.of(range(-10, 10), [10.0, 10.0, 9.0, 10.0, 10.0] * 4, [0.0])

    read = readings(diary, PUBLISHED)

    assert read.pain[0] > 10.0
    assert read.pain[2] == 9.0
