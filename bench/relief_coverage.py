"""Whether the truth lies inside the intervals as often as they say: in the model's own world, and in foreign ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.relief_people import CALENDARS, EXACT, NAMES, people, read, written
from ebb.relief import Estimate, Forecast, Result, score
from ebb.relief.curve import relief_shape
from ebb.relief.diary import Array
from ebb.relief.finer import finer_curves
from ebb.relief.posterior import Posterior
from ebb.relief.response import RESPONSE, WORSE, relief_over, week_after
from ebb.relief.worlds import Invented

VERDICTS = ("relief", "no_relief", "worse", "not_enough_data")
BINS = 20
CHI_SQUARE_95, CHI_SQUARE_99 = 30.1, 36.2
"""Quantiles for 19 degrees of freedom."""

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


def coverage(count: int, seed: int, worlds: Sequence[str]) -> None:
    print(f"\nWhat the intervals hold, {count} people a world, % at 95, 80 and 50; width of the 95 % interval and bias")
    print("in the unit named. Of whole scores forecasts should hold more than they promise: what stands in brackets.")
    seen = {
        (world, infusions): _ask(world, infusions, count, seed)
        for world in NAMES
        if world in worlds
        for infusions in CALENDARS
    }
    _table(["world", "infusions", "quantity", "n", "95", "80", "50", "width", "bias (se)"], _held(seen))
    print("\nVerdicts, % of all people, and those that are false: relief where truly less than 30 % of the baseline")
    print(
        "is taken away in the week after the last infusion, no_relief where more is, worse where pain is not higher by"
    )
    print("10 % of it. Unfit: said to fit badly.")
    falsely = ("truly 30 %", "false relief", "false no_relief", "false worse", "unfit")
    _table(["world", "infusions", *VERDICTS, *falsely], _judged(seen))
    if drawn := {infusions: one for (world, infusions), one in seen.items() if world == EXACT}:
        print(f"\nRanks of the truth among the posterior, own world, {BINS} bins: chi-square, of which 5 in 100 exceed")
        print(f"{CHI_SQUARE_95} and 1 in 100 {CHI_SQUARE_99} by chance")
        _table(["infusions", *next(iter(drawn.values())).ranks], _uniform(drawn))


def _ask(world: str, infusions: str, count: int, seed: int) -> Seen:
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


def _answers(one: Invented, result: Result) -> Iterator[tuple[str, float, Estimate]]:
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


def _first_weeks(one: Invented) -> list[float]:
    """Of each infusion alone; where infusions add up and the curve is not the model's own, nobody can tell: none."""
    if one.drawn is not None:
        since = np.arange(1.0, FIRST_WEEKS + 1)
        shape = relief_shape(since, np.array(one.drawn.rise_days), np.array(one.drawn.half_life_days)).mean()
        return [float(points * shape) for points in one.points]
    if one.points.size == 1:
        return [_mean_relief(one, FIRST_WEEKS)]
    return []


def _week_after_last(one: Invented) -> float:
    return _mean_relief(one, 7)


def _mean_relief(one: Invented, days: int) -> float:
    """In the mean over so many days after the last infusion."""
    since = one.calendar.since[:, -1]
    return float(one.relief[(since > 0) & (since <= days)].mean())


def _ranks(one: Invented, seen: Posterior) -> Iterator[tuple[str, float]]:
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


def _held(seen: dict[tuple[str, str], Seen]) -> Iterator[list[str]]:
    for (world, infusions), one in seen.items():
        for name, answers in one.answers.items():
            truth = np.array([value for value, _ in answers])
            bounds = {percent: np.array([getattr(at, f"i{percent}") for _, at in answers]) for percent in (95, 80, 50)}
            held = [100 * np.mean((low <= truth) & (truth <= high)) for low, high in (x.T for x in bounds.values())]
            off = np.array([at.mean for _, at in answers]) - truth
            yield [
                *(world, infusions, name, str(truth.size), *(f"{share:.1f}" for share in held)),
                *(f"{np.diff(bounds[95]).mean():.2f}", f"{off.mean():+.2f} ({off.std() / truth.size**0.5:.2f})"),
            ]
        record = score(one.forecasts)
        by_percent = {share.percent: share for share in record.coverage}
        held = [f"{100 * by_percent[p].share:.1f} ({100 * by_percent[p].expected:.1f})" for p in (95, 80, 50)]
        width = np.mean([np.mean(made.quantiles[:, -1] - made.quantiles[:, 0]) for made, _ in one.forecasts])
        assert record.bias is not None
        bias = f"{record.bias.mean:+.2f} ({record.bias.se:.2f})"
        yield [world, infusions, "28 days ahead, points", str(record.days), *held, f"{width:.2f}", bias]


def _judged(seen: dict[tuple[str, str], Seen]) -> Iterator[list[str]]:
    for (world, infusions), one in seen.items():
        count = len(one.words)
        said = [sum(word == name for word, _ in one.words) for name in VERDICTS]
        truly = sum(share >= RESPONSE for _, share in one.words)
        false_relief = sum(word == "relief" and share < RESPONSE for word, share in one.words)
        false_no = sum(word == "no_relief" and share >= RESPONSE for word, share in one.words)
        false_worse = sum(word == "worse" and share > -WORSE for word, share in one.words)
        counts = (*said, truly, false_relief, false_no, false_worse, count - sum(one.fits))
        yield [world, infusions, *(f"{100 * number / count:.1f}" for number in counts)]


def _uniform(drawn: dict[str, Seen]) -> Iterator[list[str]]:
    for infusions, one in drawn.items():
        counts = [np.histogram(ranks, BINS, (0.0, 1.0))[0] for ranks in one.ranks.values()]
        expected = [len(ranks) / BINS for ranks in one.ranks.values()]
        chi = [((count - mean) ** 2 / mean).sum() for count, mean in zip(counts, expected, strict=True)]
        yield [infusions, *(f"{value:.1f}" for value in chi)]


def _table(heads: Sequence[str], rows: Iterator[list[str]]) -> None:
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
