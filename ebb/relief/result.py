"""What a diary answers: every question as an attribute, computed when first read, then stored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ebb.relief.conjugate import DiaryScores, days_to_half, relief_shape
from ebb.relief.diary import Array, Diary
from ebb.relief.fit_check import Fit, check_fit
from ebb.relief.forecast import FORECAST_DAYS, ComingDays, Forecast, days_ahead, forecast_of, level_curve, next_day
from ebb.relief.mixture import LEVELS, Estimate, Mixture, weighted_quantiles
from ebb.relief.posterior import Posterior, beyond_the_ends, finer_curves, posterior
from ebb.relief.priors import PUBLISHED, Priors
from ebb.relief.response import (
    RESPONSE,
    SUBSTANTIAL,
    WORSE,
    WorthwhileDays,
    chance_of_share,
    has_a_baseline,
    judged_infusion,
    moved,
    relief_over,
    series_of,
    shares_of_baseline,
    week_after,
    worthwhile_days,
)
from ebb.relief.verdict import JudgedWeek, ReliefVerdict, judge

FIRST_WEEKS = 14
PERCENT = 100.0


@dataclass(frozen=True)
class InfusionRelief:
    """One infusion's part.

    points: A, the relief were it there at once and whole. first_weeks: the mean over the 14 days after it, which leans
    less on the curve's form. percent: points of the baseline, at most 100, None where that may be below one point.
    change: points less those of the infusion before; None for the first.
    """

    day: float
    points: Estimate
    percent: Estimate | None
    first_weeks: Estimate
    change: Estimate | None


@dataclass(frozen=True)
class SeriesRelief:
    """What the infusions of one series gave together, in the mean over the seven days after its last."""

    first_day: float
    last_day: float
    infusions: int
    points: Estimate
    percent: Estimate | None


@dataclass(frozen=True)
class ReliefResult:
    """The answers to one diary under one set of priors; made by `fit`."""

    diary: Diary
    priors: Priors
    posterior: Posterior

    @cached_property
    def baseline(self) -> Estimate:
        """Pain without the drug on the day of the first infusion."""
        return self._linear[0]

    @cached_property
    def drift_per_30d(self) -> Estimate:
        """Points in 30 days by which pain changes whatever is given."""
        return self._linear[1]

    @cached_property
    def infusions(self) -> tuple[InfusionRelief, ...]:
        """Each infusion's part, in order; those still planned as they are expected to go."""
        days, posterior = self.diary.infusion_day, self.posterior
        if not days.size:
            return ()
        combinations = np.eye(2 + days.size)[2:]
        after = np.arange(1.0, FIRST_WEEKS + 1.0)
        shape = relief_shape(after, posterior.rise[:, None], posterior.half_life[:, None]).mean(axis=1)
        first_weeks = posterior.linear(combinations * shape[:, None, None]).estimates()
        changes = [None, *posterior.linear(np.diff(combinations, axis=0)).estimates()]
        percents = self._percents(combinations)
        return tuple(
            InfusionRelief(day, self._linear[2 + place], percents[place], first_weeks[place], changes[place])
            for place, day in enumerate(days.tolist())
        )

    @cached_property
    def series(self) -> tuple[SeriesRelief, ...]:
        """What each series gave together."""
        parts = series_of(self.diary)
        if not parts:
            return ()
        days = [self.diary.infusion_day[part] for part in parts]
        weeks = [
            relief_over(self.posterior, week_after(each[-1]), part) for each, part in zip(days, parts, strict=True)
        ]
        combinations = np.concatenate(weeks, axis=1)
        rows = zip(days, self.posterior.linear(combinations).estimates(), self._percents(combinations), strict=True)
        return tuple(
            SeriesRelief(float(each[0]), float(each[-1]), each.size, points, percent) for each, points, percent in rows
        )

    @cached_property
    def change_per_infusion(self) -> Estimate | None:
        """Points gained, or lost where relief wears off, from one infusion to the next; None with fewer than two."""
        count = len(self.diary.infusions)
        if count < 2:
            return None
        order = np.arange(count) - (count - 1) / 2
        combination = np.zeros((1, 2 + count))
        combination[0, 2:] = order / (order @ order)
        return self.posterior.linear(combination).estimates()[0]

    @cached_property
    def half_life_days(self) -> Estimate:
        """H: days in which relief, once there, halves."""
        _, half_life, weight = self._curves
        return Estimate.of(float(weight @ half_life), weighted_quantiles(weight, half_life, LEVELS))

    @cached_property
    def half_gone_day(self) -> Estimate | None:
        """The day on which half of the latest infusion's best relief is gone; None without an infusion."""
        if not self.diary.infusions:
            return None
        last = self.diary.infusions[-1].day
        rise, half_life, weight = self._curves
        halved_on = last + days_to_half(rise, half_life)
        return Estimate.of(float(weight @ halved_on), weighted_quantiles(weight, halved_on, LEVELS))

    @cached_property
    def p_responder_30(self) -> float | None:
        """The chance that relief reaches 30 % of the baseline in the week judged; None where no share can be judged."""
        return self._chance(RESPONSE)

    @cached_property
    def p_responder_50(self) -> float | None:
        """The same for 50 %."""
        return self._chance(SUBSTANTIAL)

    @cached_property
    def p_worse(self) -> float | None:
        """The chance that pain is higher by 10 % of the baseline or more in that week."""
        if self._judged_week is None:
            return None
        return chance_of_share(self.posterior, -self._judged_week, WORSE)

    @cached_property
    def verdict(self) -> ReliefVerdict:
        """One word on the latest infusion that a week of scores follows, and why."""
        week = self._judged_week
        if week is None or self.p_worse is None:
            return judge(self.diary, None)
        _, covariance = self.priors.linear(len(self.diary.infusions))
        judged = JudgedWeek(
            relief=self._percents(week)[0],
            response=chance_of_share(self.posterior, week, RESPONSE),
            worse=self.p_worse,
            still_uncertain=moved(self.posterior, week, covariance),
            baseline=self.baseline.mean,
        )
        return judge(self.diary, judged)

    @cached_property
    def fit(self) -> Fit:
        """Whether the diary looks as the model says diaries look."""
        return check_fit(self.posterior, self.priors)

    def forecast(self, days: int = FORECAST_DAYS) -> Forecast:
        """The diary's value on the next days, with the infusions in the diary and no other."""
        planned = any(infusion.day > self.diary.days[-1] for infusion in self.diary.infusions)
        assumes = "the infusions planned and no further" if planned else "no further infusion"
        coming = self._coming(days)
        return forecast_of(coming.scores, self.diary.days[-1], coming.days, self.priors, assumes)

    def forecast_with(self, infusion_day: float | None = None, days: int = FORECAST_DAYS) -> Forecast:
        """The same with one more infusion: on that day, or on the first day that is free.

        Raises QuestionError for a day before the last score.
        """
        last = self.diary.days[-1]
        given = next_day(last, self.diary.infusion_day.tolist()) if infusion_day is None else infusion_day
        coming = self._coming(days)
        scores = coming.scores_with(given, self.priors)
        return forecast_of(scores, last, coming.days, self.priors, f"an infusion on day {given:g}")

    def worthwhile_days(self) -> tuple[WorthwhileDays, ...]:
        """Days in 30 with worthwhile relief, at several steady intervals."""
        return worthwhile_days(self.posterior, self.priors)

    def curve(self, days: Array, without_drug: bool = False) -> Mixture:
        """The level without noise on these days, or what it would be without any infusion."""
        return level_curve(self.posterior, days, without_drug)

    def _coming(self, days: int) -> ComingDays:
        if days == FORECAST_DAYS:
            return self._coming_weeks
        return ComingDays(self.posterior, days_ahead(self.diary.days[-1], days))

    @cached_property
    def _coming_weeks(self) -> ComingDays:
        return ComingDays(self.posterior, days_ahead(self.diary.days[-1]))

    @cached_property
    def _linear(self) -> list[Estimate]:
        return self.posterior.linear(np.eye(self.posterior.mean.shape[1])).estimates()

    @cached_property
    def _curves(self) -> tuple[Array, Array, Array]:
        return finer_curves(self.posterior)

    @cached_property
    def _has_a_baseline(self) -> bool:
        return has_a_baseline(self.posterior)

    @cached_property
    def _judged_week(self) -> Array | None:
        place = judged_infusion(self.diary)
        if place is None:
            return None
        return relief_over(self.posterior, week_after(self.diary.infusions[place].day), slice(0, place + 1))

    def _percents(self, combinations: Array) -> list[Estimate | None]:
        if not self._has_a_baseline:
            return [None] * combinations.shape[-2]
        return [
            share.times(PERCENT).within(-math.inf, PERCENT)
            for share in shares_of_baseline(self.posterior, combinations)
        ]

    def _chance(self, share: float) -> float | None:
        if self._judged_week is None or not self._has_a_baseline:
            return None
        return chance_of_share(self.posterior, self._judged_week, share)


def fit(diary: Diary, priors: Priors = PUBLISHED) -> ReliefResult:
    """Read one diary: the exact posterior under these priors, ready to answer."""
    scores = DiaryScores(diary.day, diary.score, diary.infusion_day, diary.day_zero)
    return ReliefResult(diary, priors, posterior(beyond_the_ends(scores, priors), priors))
