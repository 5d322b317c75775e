"""A diary as a value: what it refuses, and what it knows of itself."""

import math

import numpy as np
import pytest

from ebb.relief.diary import Diary, DiaryError, DiaryInfusion, InfusionError, infusions_on


@pytest.mark.parametrize("days", [[0.0, 7.0, 0.0], [7.0, 7]])
def test_an_infusion_named_twice_is_refused(days: list[float]) -> None:
    with pytest.raises(InfusionError, match="named twice"):
        Diary.of([1], [5], days)


@pytest.mark.parametrize(("day", "pain"), [(1.5, 5.0), (math.nan, 5.0), (math.inf, 5.0), (1, math.nan), (1, 10.01)])
def test_plain_numbers_are_checked_as_rows_are(day: float, pain: float) -> None:
    with pytest.raises(DiaryError) as refusal:
        Diary.of([0, day], [5, pain])

    assert refusal.value.row == 2


def test_days_and_scores_must_be_as_many() -> None:
    with pytest.raises(DiaryError, match="2 days with 1 scores"):
        Diary.of([0, 1], [5])


def test_numpy_s_own_numbers_are_welcome() -> None:
    diary = Diary.of(np.arange(3), np.array([5, 4, 3]), np.array([1]))

    assert diary == Diary((0, 1, 2), (5.0, 4.0, 3.0), (DiaryInfusion(1.0),))
    assert diary.day.dtype == diary.score.dtype == float


def test_until_a_day_it_knows_no_later_score_or_infusion() -> None:
    diary = Diary((0, 1, 2, 3), (5.0, 4.0, 3.0, 2.0), infusions_on([0, 2, 3], [10, 20, 30]))

    assert diary.until(2) == Diary((0, 1, 2), (5.0, 4.0, 3.0), infusions_on([0, 2], [10, 20]))
    with pytest.raises(DiaryError, match="at least one"):
        diary.until(-1)


def test_it_counts_the_days_before_the_first_infusion() -> None:
    days, pain = (-3, -2, 0, 1, 4), (5.0,) * 5

    assert Diary(days, pain, infusions_on([0, 4])).baseline_days == 2
    assert Diary(days, pain, infusions_on([0.5])).baseline_days == 3
    assert Diary(days, pain).baseline_days == 5
    assert Diary(days, pain).day_zero == -3.0
    assert Diary(days, pain, infusions_on([4, 1.5])).day_zero == 1.5
