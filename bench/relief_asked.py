"""What invented people's diaries are asked, beside the truth."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from bench.relief_people import CALENDARS, EXACT, people, read, written
from ebb.relief import Estimate, Forecast, ReliefResult
from ebb.relief.conjugate import relief_shape
from ebb.relief.diary import Array
from ebb.relief.posterior import Posterior, finer_curves
from ebb.relief.response import relief_over, week_after
from ebb.relief.worlds import InventedPerson

FIRST_WEEKS = 14
PERCENT = 100.0
"""No answer says that more than all of the pain is taken away; of scores that may leave the scale it can be true."""


@dataclass
class Seen:
    """What the people of one world were asked.

    answers: truth and estimate by quantity. ranks: by quantity, 0 to 1. words: the verdict, and the share of the
    baseline that was truly taken away in the week after the last infusion.
    """

    answers: dict[str, list[tuple[float, Estimate]]] = field(default_factory=dict)
    ranks: dict[str, list[float]] = field(default_factory=dict)
    forecasts: list[tuple[Forecast, dict[int, float]]] = field(default_factory=list)
    words: list[tuple[str, float]] = field(default_factory=list)
    fits: list[bool] = field(default_factory=list)


def ask(world: str, infusions: str, count: int, seed: int) -> Seen:
    seen = Seen()
    for one in people(world, CALENDARS[infusions], count, seed):
        result = read(one, world)
        for name, truth, estimate in _answers(one, result):
            seen.answers.setdefault(name, []).append((truth, estimate))
        if world == EXACT:
            for name, rank in _ranks(one, result.posterior):
                seen.ranks.setdefault(name, []).append(rank)
        seen.forecasts.append((result.forecast(), written(one)))
        seen.words.append((result.verdict.word, _week_after_last(one) / one.baseline))
        seen.fits.append(result.fit.fits)
    return seen


def _answers(one: InventedPerson, result: ReliefResult) -> Iterator[tuple[str, float, Estimate]]:
    yield "baseline, points", one.baseline, result.baseline
    for infusion, points in zip(result.infusions, one.points.tolist(), strict=True):
        yield "relief, points", points, infusion.points
        if infusion.percent is not None:
            yield "relief, %", min(PERCENT * points / one.baseline, PERCENT), infusion.percent
    first_weeks = _first_weeks(one)
    for infusion, points in zip(result.infusions, first_weeks, strict=bool(first_weeks)):
        yield "first 14 days, points", points, infusion.first_weeks
    yield "week after the last, points", _week_after_last(one), result.series[-1].points
    if one.drawn is not None:
        yield "half-life, days", one.drawn.half_life_days, result.half_life_days


def _first_weeks(one: InventedPerson) -> list[float]:
    """Of each infusion alone; where infusions add up and the curve is not the model's own, nobody can tell: none."""
    if one.drawn is not None:
        since = np.arange(1.0, FIRST_WEEKS + 1)
        shape = relief_shape(since, np.array(one.drawn.rise_days), np.array(one.drawn.half_life_days)).mean()
        return [float(points * shape) for points in one.points]
    if one.points.size == 1:
        return [_mean_relief(one, FIRST_WEEKS)]
    return []


def _week_after_last(one: InventedPerson) -> float:
    return _mean_relief(one, 7)


def _mean_relief(one: InventedPerson, days: int) -> float:
    """In the mean over so many days after the last infusion."""
    since = one.calendar.since[:, -1]
    return float(one.relief[(since > 0) & (since <= days)].mean())


def _ranks(one: InventedPerson, seen: Posterior) -> Iterator[tuple[str, float]]:
    """The posterior's probability below the truth."""
    assert one.drawn is not None
    linear = one.drawn.linear
    below = 1.0 - seen.linear(np.diag(1.0 / linear)).above(1.0)
    below = np.where(linear > 0, below, 1.0 - below)
    yield from zip(("baseline", "drift", "first points"), below.tolist(), strict=False)
    yield "last points", float(below[-1])
    week = relief_over(seen, week_after(one.calendar.infusion_days[-1]))
    yield "week after the last", 1.0 - float(seen.linear(week).above(_week_after_last(one))[0])
    _, half_life, weight = finer_curves(seen)
    yield "half-life", _reached(weight, half_life, one.drawn.half_life_days)


def _reached(weight: Array, value: Array, truth: float) -> float:
    """Among weighted points, each standing for the stretch between it and its neighbours."""
    points, place = np.unique(value, return_inverse=True)
    share = np.bincount(place, weight)
    return float(np.interp(truth, points, np.cumsum(share) - 0.5 * share, left=0.0, right=1.0))
