"""What may change in a diary without changing the answers, and what must change with it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.relief.diary import Array, Diary, DiaryInfusion
from ebb.relief.report import report
from ebb.relief.result import ReliefResult, fit

FEW = settings(max_examples=10, deadline=None, derandomize=True)


@st.composite
def diaries(draw: st.DrawFn, least: int = 0, most: int = 10, baseline_days: int = 0) -> Diary:
    """Six to 40 days or a few more with a score of one decimal, and up to three infusions among them."""
    days = draw(st.lists(st.integers(-20, 60), min_size=6, max_size=40, unique=True))
    days += [day for day in range(-baseline_days, 0) if day not in days]
    tenths = draw(st.lists(st.integers(10 * least, 10 * most), min_size=len(days), max_size=len(days)))
    infusions = draw(st.lists(st.integers(0 if baseline_days else -6, 30), max_size=3, unique=True))
    return Diary.of(days, [tenth / 10 for tenth in tenths], infusions)


def shifted(diary: Diary, by: int) -> Diary:
    return Diary(
        tuple(day + by for day in diary.days),
        diary.pain,
        tuple(replace(infusion, day=infusion.day + by) for infusion in diary.infusions),
    )


def leaves(answer: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(answer, dict | list):
        for name, part in answer.items() if isinstance(answer, dict) else enumerate(answer):
            yield from leaves(part, f"{path}/{name}")
    else:
        yield path, answer


def counts_days(path: str) -> bool:
    """Whether a number is a day on the diary's count."""
    return path.startswith("/half_gone_day") or path.rpartition("/")[2] in ("day", "first_day", "last_day")


def chance_of_harm(result: ReliefResult) -> Array:
    """Of each infusion, that its points lie below 0; unlike `p_worse` no share of the baseline."""
    return 1.0 - result.posterior.linear(np.eye(2 + len(result.infusions))).above()[2:]


@FEW
@given(diary=diaries(), by=st.integers(-3000, 3000))
def test_counting_days_from_elsewhere_moves_days_and_nothing_else(diary: Diary, by: int) -> None:
    here, there = dict(leaves(report(fit(diary)))), dict(leaves(report(fit(shifted(diary, by)))))

    assert here.keys() == there.keys()
    for path, value in here.items():
        if counts_days(path) and value is not None:
            assert there[path] == pytest.approx(value + by, abs=2e-4), path
        elif path not in ("/fit/why", "/forecast_with_another/assumes"):
            assert there[path] == value


@FEW
@given(diary=diaries(), random=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_infusions_changes_nothing_at_all(diary: Diary, random: Any) -> None:
    rows = list(zip(diary.days, diary.pain, strict=True))
    infusions = list(diary.infusions)
    random.shuffle(rows)
    random.shuffle(infusions)

    mixed_up = Diary(tuple(day for day, _ in rows), tuple(pain for _, pain in rows), tuple(infusions))

    assert mixed_up == diary
    assert json.dumps(report(fit(mixed_up))) == json.dumps(report(fit(diary)))


@FEW
@given(diary=diaries())
def test_doses_change_nothing(diary: Diary) -> None:
    dosed = replace(diary, infusions=tuple(DiaryInfusion(infusion.day, 35.0) for infusion in diary.infusions))

    assert report(fit(dosed)) == report(fit(diary))


@FEW
@given(diary=diaries(least=2, most=6, baseline_days=7), by=st.sampled_from([-1.5, 0.7, 2.0, 3.5]))
def test_a_constant_added_to_the_scores_moves_the_baseline_and_little_else(diary: Diary, by: float) -> None:
    """The prior of the baseline (sd 3) pulls back by s^2 / 9, s being the baseline's own sd: here below 7 %."""
    before, after = fit(diary), fit(Diary(diary.days, tuple(pain + by for pain in diary.pain), diary.infusions))

    assert after.baseline.mean - before.baseline.mean == pytest.approx(by, rel=0.07)
    assert after.drift_per_30d.mean == pytest.approx(before.drift_per_30d.mean, abs=0.02 * abs(by))
    assert after.half_life_days.mean == pytest.approx(before.half_life_days.mean, rel=0.06)
    assert chance_of_harm(after) == pytest.approx(chance_of_harm(before), abs=0.04)
    for one, other in zip(before.infusions, after.infusions, strict=True):
        assert other.points.mean == pytest.approx(one.points.mean, abs=0.08 * abs(by))
        assert np.array(other.points.i95) == pytest.approx(np.array(one.points.i95), abs=0.15 * abs(by))
