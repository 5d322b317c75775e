"""Invented diaries: what they call the truth is the truth."""

import math
from dataclasses import replace

import numpy as np
import pytest

from ebb.relief.conjugate import relief_shape
from ebb.relief.diary import DiaryError, InfusionError, QuestionError
from ebb.relief.priors import PUBLISHED, Spread
from ebb.relief.worlds import ONE_ALONE, WEEKLY_SIX, WORLDS, Calendar, bad_week, linear_fade, own, plateau, step

NO_RELIEF = {"drift", "bad_week"}


def generator() -> np.random.Generator:
    return np.random.default_rng(20260)


@pytest.mark.parametrize("name", WORLDS)
def test_scores_are_whole_numbers_and_relief_leaves_a_fifth_of_the_pain(name: str) -> None:
    rng = generator()

    people = [WORLDS[name](rng, calendar) for calendar in (ONE_ALONE, WEEKLY_SIX) for _ in range(60)]

    assert all(set(person.score) <= set(range(11)) for person in people)
    assert all(4.5 <= person.baseline <= 8.0 for person in people)
    assert all((person.relief <= 0.8 * person.untreated + 1e-9).all() for person in people)
    assert all((person.expected < 10.0).all() for person in people)
    assert all((person.points == 0).all() == (name in NO_RELIEF) for person in people)


@pytest.mark.parametrize("name", sorted(set(WORLDS) - {"bad_week"}))
def test_scores_lie_about_the_expected_level(name: str) -> None:
    rng = generator()
    people = [WORLDS[name](rng, WEEKLY_SIX) for _ in range(150)]
    score = np.concatenate([person.score for person in people])
    expected = np.concatenate([person.expected for person in people])

    inside = (expected > 3.5) & (expected < 6.5)

    assert inside.sum() > 3000
    assert abs((score - expected)[inside].mean()) < 0.06


@pytest.mark.parametrize("name", WORLDS)
def test_the_same_generator_gives_the_same_person(name: str) -> None:
    rng = generator()

    first, second = WORLDS[name](rng, WEEKLY_SIX), WORLDS[name](rng, WEEKLY_SIX)

    assert WORLDS[name](generator(), WEEKLY_SIX).diary == first.diary
    assert second.diary != first.diary


def test_the_diary_ends_where_the_later_days_begin() -> None:
    person = step(generator(), Calendar((3.0, 10.0), baseline_days=5, known_days=20, later_days=9))

    assert (person.diary.days[0], person.diary.days[-1], person.diary.baseline_days) == (-2, 30, 5)
    assert person.later[0].tolist() == list(range(31, 40))
    assert person.later[1].tolist() == person.score[-9:].tolist()
    assert person.diary.infusion_day.tolist() == [3.0, 10.0]


def test_linear_relief_falls_evenly_to_nothing_on_its_day() -> None:
    person = linear_fade(generator(), ONE_ALONE, lasts=(20.0, 20.0))

    left = dict(zip(person.day, person.relief / person.points[0], strict=True))
    assert [left[day] for day in (-1, 0, 1, 5, 19, 20, 50)] == pytest.approx([0, 0, 0.95, 0.75, 0.05, 0, 0])


def test_a_plateau_is_lost_from_one_day_to_the_next() -> None:
    person = plateau(generator(), ONE_ALONE, lasts=(20.0, 20.0))

    left = dict(zip(person.day, person.relief / person.points[0], strict=True))
    assert [left[day] for day in (0, 1, 20, 21, 50)] == [0, 1, 1, 0, 0]


def test_a_step_stays_and_each_infusion_adds_to_it() -> None:
    person = step(generator(), WEEKLY_SIX)

    steps = np.diff(person.relief)[np.isin(person.day[:-1], person.calendar.infusion_day)]
    assert steps == pytest.approx(person.points)
    assert person.relief[-1] == pytest.approx(person.points.sum())
    assert np.ptp(person.relief[person.day > 35]) == 0.0


@pytest.mark.parametrize("name", ["drift", "drift_with_relief"])
def test_a_drifting_level_is_straight_and_passes_the_baseline(name: str) -> None:
    rng = generator()
    people = [WORLDS[name](rng, WEEKLY_SIX) for _ in range(200)]

    slopes = 30 * np.array([person.untreated[1] - person.untreated[0] for person in people])

    assert all(np.ptp(np.diff(person.untreated)) < 1e-12 for person in people)
    assert all(person.untreated[person.day == 0] == person.baseline for person in people)
    assert slopes.std() > 1.4 * PUBLISHED.drift_sd
    assert all(person.untreated.min() >= 1.0 and person.untreated.max() <= 9.5 for person in people)


def test_people_chosen_in_a_bad_week_were_above_their_level_and_return_to_it() -> None:
    rng = generator()
    people = [bad_week(rng, Calendar((0.0,))) for _ in range(600)]
    noise = np.array([person.pain - person.untreated for person in people])
    day = people[0].day

    week_before = noise[:, (day >= -7) & (day < 0)].mean(axis=1)
    eve, first = noise[:, day == -1].ravel(), noise[:, day == 0].ravel()

    assert week_before.min() > 0.8 * 0.7
    assert abs(noise[:, day > 10].mean()) < 0.04
    assert (eve @ first) / (eve @ eve) == pytest.approx(0.4, abs=0.12)


def test_days_missing_because_pain_is_bad_are_worse_days() -> None:
    rng = generator()
    people = [WORLDS["missing_when_bad"](rng, WEEKLY_SIX) for _ in range(100)]

    worse = [person.pain[~person.written].mean() - person.pain[person.written].mean() for person in people]
    share = np.mean([1 - person.written.mean() for person in people])

    assert min(worse) > 0
    assert np.mean(worse) > 0.8
    assert share == pytest.approx(0.26, abs=0.03)
    assert all(len(person.later[0]) == 28 for person in people)


def test_the_own_world_is_the_model_with_what_was_drawn() -> None:
    sluggish = replace(PUBLISHED, artanh_phi=Spread(0.9, 0.05))
    person = own(generator(), sluggish, Calendar((0.0, 7.0), known_days=20_000))
    drawn = person.drawn
    assert drawn is not None
    shape = relief_shape(person.calendar.since, np.array(drawn.rise_days), np.array(drawn.half_life_days))
    design = np.column_stack([np.ones(len(person.day)), person.day / 30, -shape])

    noise = person.score - design @ drawn.linear

    assert person.expected == pytest.approx(design @ drawn.linear)
    assert noise.std() == pytest.approx(drawn.sigma, rel=0.05)
    assert np.corrcoef(noise[1:], noise[:-1])[0, 1] == pytest.approx(drawn.phi, abs=0.05)
    assert (person.baseline, *person.points) == (drawn.linear[0], *drawn.linear[2:])


def test_the_own_world_draws_people_as_the_priors_describe_them() -> None:
    rng = generator()
    drawn = [own(rng, PUBLISHED, Calendar((0.0, 7.0), 1, 0, 0)).drawn for _ in range(4000)]
    mean, covariance = PUBLISHED.linear(2)

    linear = np.array([one.linear for one in drawn if one])
    bent = {
        "log_rise": [math.log(one.rise_days) for one in drawn if one],
        "log_half_life": [math.log(one.half_life_days) for one in drawn if one],
        "artanh_phi": [math.atanh(one.phi) for one in drawn if one],
        "log_sigma": [math.log(one.sigma) for one in drawn if one],
    }

    standard = np.linalg.solve(np.linalg.cholesky(covariance), (linear - mean).T)
    assert standard.mean(axis=1) == pytest.approx(np.zeros(4), abs=0.08)
    assert np.cov(standard) == pytest.approx(np.eye(4), abs=0.1)
    for name, values in bent.items():
        spread: Spread = getattr(PUBLISHED, name)
        assert (np.mean(values), np.std(values)) == pytest.approx((spread.mean, spread.sd), abs=0.06)


def test_own_scores_off_the_scale_stay_exact_and_make_no_diary_until_rounded() -> None:
    high = replace(PUBLISHED, baseline=Spread(14.0, 0.1))

    exact, rounded = own(generator(), high), own(generator(), high, whole_numbers=True)

    assert exact.known[1].max() > 10
    with pytest.raises(DiaryError):
        _ = exact.diary
    assert exact.pain.tolist() == rounded.pain.tolist()
    assert rounded.diary.score.max() == 10


def test_own_people_can_be_held_to_a_level_and_miss_days_at_random() -> None:
    rng = generator()

    people = [own(rng, PUBLISHED, missing=0.3, level_within=(2.0, 8.0)) for _ in range(40)]

    assert all(person.expected.min() >= 2 and person.untreated.max() <= 8 for person in people)
    assert np.mean([person.written.mean() for person in people]) == pytest.approx(0.7, abs=0.03)


def test_it_refuses_worlds_that_cannot_be() -> None:
    with pytest.raises(InfusionError, match="rising days"):
        Calendar((7.0, 7.0))
    with pytest.raises(InfusionError, match="at least one"):
        Calendar(())
    with pytest.raises(QuestionError, match="below 0"):
        Calendar((0.0,), later_days=-1)
    with pytest.raises(QuestionError, match="7 baseline days, not 6"):
        bad_week(generator(), Calendar((0.0,), baseline_days=6))
    with pytest.raises(QuestionError, match="stays within"):
        own(generator(), PUBLISHED, ONE_ALONE, level_within=(20.0, 19.0))
