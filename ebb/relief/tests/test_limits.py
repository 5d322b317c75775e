"""Diaries at the edge of what there is: a sensible answer, with all its numbers, or a clear refusal."""

import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from ebb.relief.diary import MOST_INFUSIONS, Diary, DiaryError, InfusionError, QuestionError, infusions_on
from ebb.relief.report import report
from ebb.relief.result import fit

WAVERING = np.random.default_rng(12).normal(0.0, 1.0, 500)


def wavering(days: range, infusions: list[float], level: float = 5.0) -> Diary:
    return Diary.of(days, np.clip(np.round(level + WAVERING[: len(days)]), 0, 10), infusions)


def level(days: range, pain: float, infusions: list[float]) -> Diary:
    return Diary.of(days, [pain] * len(days), infusions)


MONTHS = range(-14, 60)
DIARIES = {
    "no infusion": wavering(MONTHS, []),
    "one day": Diary.of([0], [6], [0]),
    "one day, no infusion": Diary.of([3], [6]),
    "two days": Diary.of([-1, 1], [6, 4], [0]),
    "all zeros": level(MONTHS, 0, [0]),
    "all tens": level(MONTHS, 10, [0]),
    "all fives": level(MONTHS, 5, [0, 7]),
    "from ten to zero": Diary.of(MONTHS, [10 if day <= 0 else 0 for day in MONTHS], [0]),
    "ten and zero by turns": Diary.of(MONTHS, [10 * (day % 2) for day in MONTHS], [0]),
    "400 days": wavering(range(-30, 370), [0, 90, 180, 270]),
    "60 infusions": wavering(range(-14, 190), [3.0 * k for k in range(60)]),
    "60 infusions in 400 days": wavering(range(-14, 386), [6.0 * k for k in range(60)]),
    "two a day apart": wavering(MONTHS, [0, 1]),
    "two within an hour": wavering(MONTHS, [0, 0.04]),
    "after the last day": wavering(MONTHS, [0, 80]),
    "only one planned": wavering(range(-14, 0), [5]),
    "far after the last day": wavering(MONTHS, [0, 5000]),
    "before the first day": wavering(range(60), [-10]),
    "long before the first day": wavering(range(60), [-4000]),
    "at half past a day": wavering(MONTHS, [0.5]),
    "on the last day": wavering(MONTHS, [59]),
    "only gaps after": wavering(range(-14, 1), [0]),
    "a year of gaps": Diary.of([*range(-14, 30), *range(395, 430)], WAVERING[:79].clip(-3, 3) + 5, [0]),
    "days far off": wavering(range(90_000, 90_070), [90_014]),
}


def numbers(answer: Any) -> Iterator[float]:
    if isinstance(answer, dict | list):
        for part in answer.values() if isinstance(answer, dict) else answer:
            yield from numbers(part)
    elif isinstance(answer, int | float):
        yield answer


def estimates(answer: Any) -> Iterator[dict[str, Any]]:
    if isinstance(answer, dict) and "i95" in answer:
        yield answer
    elif isinstance(answer, dict | list):
        for part in answer.values() if isinstance(answer, dict) else answer:
            yield from estimates(part)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", DIARIES)
def test_every_number_is_finite_and_every_interval_lies_in_the_next(name: str) -> None:
    answer = json.loads(json.dumps(report(fit(DIARIES[name])), allow_nan=False))

    assert all(math.isfinite(number) for number in numbers(answer))
    for one in estimates(answer):
        (low95, high95), (low80, high80), (low50, high50) = one["i95"], one["i80"], one["i50"]
        assert low95 <= low80 <= low50 <= high50 <= high80 <= high95
    for one in (
        answer["baseline"],
        answer["half_life_days"],
        *(infusion["points"] for infusion in answer["infusions"]),
    ):
        assert one["i95"][0] < one["mean"] < one["i95"][1]
    assert len(answer["forecast"]) == 28
    assert all(0.0 <= day["mean"] <= 10.0 for day in answer["forecast"] + answer["forecast_with_another"]["days"])
    assert all(
        one["days"]["i95"][0] >= 0.0 and one["days"]["i95"][1] <= 30.0 for one in answer["worthwhile_days_per_30d"]
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no infusion", "there is no infusion yet"),
        ("one day", "0 days with a score before the first infusion; at least 7"),
        ("two days", "1 day with a score before the first infusion; at least 7"),
        ("before the first day", "0 days with a score before the first infusion"),
        ("only one planned", "0 days with a score after an infusion; at least 7"),
        ("only gaps after", "0 days with a score after an infusion; at least 7"),
        ("on the last day", "0 days with a score after an infusion; at least 7"),
        ("all zeros", "baseline"),
    ],
)
def test_too_little_is_said_to_be_too_little(name: str, reason: str) -> None:
    verdict = fit(DIARIES[name]).verdict

    assert verdict.word == "not_enough_data"
    assert reason in verdict.why


@pytest.mark.parametrize(("baseline_days", "days_after", "enough"), [(7, 7, True), (6, 40, False), (40, 6, False)])
def test_seven_days_before_and_seven_after_are_enough(baseline_days: int, days_after: int, enough: bool) -> None:
    days = [*range(-baseline_days, 0), *range(1, days_after + 1)]

    verdict = fit(Diary.of(days, [8 if day < 0 else 1 for day in days], [0])).verdict

    assert verdict.word == ("relief" if enough else "not_enough_data")
    assert enough or "at least 7 are needed" in verdict.why


@pytest.mark.parametrize(
    ("before", "after", "word"), [(8, 2, "relief"), (6, 6, "no_relief"), (4, 8, "worse"), (0, 0, "not_enough_data")]
)
def test_plain_diaries_get_the_plain_word(before: int, after: int, word: str) -> None:
    days = range(-14, 15)

    verdict = fit(Diary.of(days, [before if day <= 0 else after for day in days], [0])).verdict

    assert verdict.word == word


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(DiaryError, match="at least one"):
        Diary.of([], [], [0])
    with pytest.raises(InfusionError, match="named twice"):
        wavering(MONTHS, [7, 7])
    with pytest.raises(InfusionError, match=f"at most {MOST_INFUSIONS}"):
        Diary((0,), (5.0,), infusions_on(list(range(MOST_INFUSIONS + 1))))
    with pytest.raises(QuestionError, match="1 to 92 days"):
        fit(DIARIES["one day"]).forecast(93)
