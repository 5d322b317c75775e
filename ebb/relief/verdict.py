"""What may be said in one word, and why. In doubt it says that there is not enough data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ebb.relief.diary import Diary
from ebb.relief.mixture import Estimate
from ebb.relief.response import RESPONSE, WEEK, WORSE, judged_infusion

Word = Literal["relief", "no_relief", "worse", "not_enough_data"]

SURE = 0.80
"""The chance from which a thing is said, and below whose complement its opposite is. Our own choice [D]."""

LEAST_BASELINE_DAYS = 7
LEAST_DAYS_AFTER = WEEK
"""Scored days before the first infusion, and after one. Source: clinical-reference 2.5 [D]."""

LEAST_BASELINE = 3.0
"""Points of baseline below which no share of it is called a response. Source: clinical-reference 6.2 [D]."""

HARDLY_MOVED = 0.85
"""The share of its prior uncertainty above which relief is called unlearnt. Our own choice [D]."""


@dataclass(frozen=True)
class JudgedWeek:
    """What the verdict rests on, of one week.

    relief: in percent of the baseline; None where that is too low for a share. response, worse: the week of a relief of
    30 % and of a worsening of 10 % of it. still_uncertain: the share of its prior uncertainty that relief still has.
    """

    relief: Estimate | None
    response: float
    worse: float
    still_uncertain: float
    baseline: float


@dataclass(frozen=True)
class ReliefVerdict:
    """One word, and the reason in a sentence."""

    word: Word
    why: str


def too_little(diary: Diary) -> ReliefVerdict | None:
    """What is missing in the diary before anything can be said; None when it suffices."""
    if not diary.infusions:
        return _not_enough("there is no infusion yet")
    if diary.baseline_days < LEAST_BASELINE_DAYS:
        found = _days(diary.baseline_days)
        return _not_enough(f"{found} with a score before the first infusion; at least {LEAST_BASELINE_DAYS} are needed")
    if judged_infusion(diary) is None:
        after = int((diary.day > diary.day_zero).sum())
        return _not_enough(f"{_days(after)} with a score after an infusion; at least {LEAST_DAYS_AFTER} are needed")
    return None


def judge(diary: Diary, week: JudgedWeek | None) -> ReliefVerdict:
    """The verdict on the week after the latest infusion that a week of scores follows.

    week: of that week; None where the diary does not reach so far.
    """
    if (missing := too_little(diary)) is not None or week is None:
        return missing or _not_enough("there is no week to judge")
    if week.still_uncertain > HARDLY_MOVED:
        left = f"{100 * week.still_uncertain:.0f} %"
        return _not_enough(f"the diary hardly changes what was expected before it: {left} of the uncertainty is left")
    if week.worse >= SURE:
        higher = f"{_chance(week.worse)} that it is at least {_share(WORSE)} higher"
        return ReliefVerdict("worse", f"{_seen(week.relief)}; {higher}")
    if week.baseline < LEAST_BASELINE or week.relief is None:
        low = f"a baseline of {week.baseline:.1f} is too low to judge a share of it"
        return _not_enough(f"{low}; at least {LEAST_BASELINE:g} is needed")
    likely = f"{_seen(week.relief)}; {_chance(week.response)} that relief reaches {_share(RESPONSE)}"
    if week.response >= SURE:
        return ReliefVerdict("relief", likely)
    if week.response <= 1.0 - SURE:
        is_some = week.relief.i95[0] > 0
        return ReliefVerdict("no_relief", f"some relief, but less than is worthwhile: {likely}" if is_some else likely)
    return _not_enough(f"{likely}: neither likely nor unlikely enough to say")


def _not_enough(why: str) -> ReliefVerdict:
    return ReliefVerdict("not_enough_data", why)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _share(share: float) -> str:
    return f"{100 * share:.0f} %"


def _chance(chance: float) -> str:
    """Never 0 and never 100: nothing is as sure as that."""
    if chance < 0.01:
        return "a chance below 1 %"
    return "a chance above 99 %" if chance > 0.99 else f"a {100 * chance:.0f} % chance"


def _seen(relief: Estimate | None) -> str:
    """The change in words that fit its sign."""
    if relief is None:
        return "pain in the week judged cannot be told as a share of so low a baseline"
    (low, high), sign, way = relief.i95, 1.0, "lower"
    if relief.mean < 0:
        (low, high), sign, way = (-high, -low), -1.0, "higher"
    return f"in the week judged pain is {sign * relief.mean:.0f} % {way} (95 % interval {low:.0f} to {high:.0f})"
