"""Invented people of every world, the same ones each time: do the intervals hold the truth as often as they say?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from ebb.relief import PUBLISHED, Diary, Estimate, Forecast, ReliefResult, fit, score
from ebb.relief.conjugate import DiaryScores, relief_shape
from ebb.relief.posterior import finer_curves, posterior
from ebb.relief.response import RESPONSE, WORSE, relief_over, week_after
from ebb.relief.result import FIRST_WEEKS, PERCENT
from ebb.relief.worlds import ONE_ALONE, WEEKLY_SIX, WORLDS, Calendar, InventedPerson, own

CALENDARS = {"one": ONE_ALONE, "weekly six": WEEKLY_SIX}

EXACT, WHOLE = "own, as drawn", "own, whole scores"
"""The model's own world: scores as drawn, which may leave 0 to 10; and whole ones of people who stay there."""

NAMES = (EXACT, WHOLE, *WORLDS)
ON_THE_SCALE = (0.0, 10.0)

VERDICTS = ("relief", "no_relief", "worse", "not_enough_data")
BINS = 20
CHI_SQUARE_95, CHI_SQUARE_99 = 30.1, 36.2
"""Quantiles for 19 degrees of freedom."""


def people(world: str, calendar: Calendar, count: int, seed: int) -> Iterator[InventedPerson]:
    """The first `count` people of a world; a longer call begins with the same ones."""
    rng = np.random.default_rng([seed, NAMES.index(world), len(calendar.infusion_days)])
    return (invent(rng, world, calendar) for _ in range(count))


def invent(rng: np.random.Generator, world: str, calendar: Calendar) -> InventedPerson:
    if world == EXACT:
        return own(rng, PUBLISHED, calendar)
    if world == WHOLE:
        return own(rng, PUBLISHED, calendar, whole_numbers=True, level_within=ON_THE_SCALE)
    return WORLDS[world](rng, calendar)


def scores_by_day(person: InventedPerson) -> dict[int, float]:
    """The whole diary, later days too, as it came; held to 0 to 10."""
    days, scores = person.day[person.written].astype(int), np.clip(person.score[person.written], *ON_THE_SCALE)
    return dict(zip(days.tolist(), scores.tolist(), strict=True))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


@dataclass
class Answers:
    """What Ebb answered about the people of one world.

    estimates: truth and estimate by quantity. ranks: by quantity, 0 to 1. verdicts: each with the share of the baseline
    that was truly taken away in the week after the last infusion.
    """

    estimates: dict[str, list[tuple[float, Estimate]]] = field(default_factory=lambda: defaultdict(list))
    ranks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    forecasts: list[tuple[Forecast, dict[int, float]]] = field(default_factory=list)
    verdicts: list[tuple[str, float]] = field(default_factory=list)
    fits: list[bool] = field(default_factory=list)


def coverage(count: int, seed: int, worlds: Sequence[str]) -> None:
    print(f"\nWhat the intervals hold, {count} people a world, % at 95, 80 and 50; width of the 95 % interval and bias")
    print("in the unit named. Of whole scores forecasts should hold more than they promise: what stands in brackets.")
    answers = {
        (world, infusions): _answers(world, CALENDARS[infusions], count, seed)
        for world in NAMES
        if world in worlds
        for infusions in CALENDARS
    }
    heads = ["world", "infusions", "quantity", "n", "95", "80", "50", "width", "bias (se)"]
    print_table(heads, ([*key, *cells] for key, one in answers.items() for cells in _coverage_cells(one)))
    print("\nVerdicts, % of all people, and those that are false: relief where truly less than 30 % of the baseline is")
    print("taken away in the week after the last infusion, no_relief where more is, worse where pain is not higher by")
    print("10 % of it. Unfit: judged to fit badly.")
    heads = ["world", "infusions", *VERDICTS, "truly 30 %", "false relief", "false no_relief", "false worse", "unfit"]
    print_table(heads, ([*key, *_verdict_cells(one)] for key, one in answers.items()))
    if exact := {infusions: one.ranks for (world, infusions), one in answers.items() if world == EXACT}:
        print(f"\nRanks of the truth among the posterior, own world, {BINS} bins: chi-square, of which 5 in 100 exceed")
        print(f"{CHI_SQUARE_95} and 1 in 100 {CHI_SQUARE_99} by chance")
        rows = ([infusions, *map(_chi_square, ranks.values())] for infusions, ranks in exact.items())
        print_table(["infusions", *next(iter(exact.values()))], rows)


def _answers(world: str, calendar: Calendar, count: int, seed: int) -> Answers:
    answers = Answers()
    for person in people(world, calendar, count, seed):
        result = _result(person, world)
        for name, truth, estimate in _estimates(person, result):
            answers.estimates[name].append((truth, estimate))
        if world == EXACT:
            for name, rank in _ranks(person, result):
                answers.ranks[name].append(rank)
        answers.forecasts.append((result.forecast(), scores_by_day(person)))
        answers.verdicts.append((result.verdict.word, _mean_relief(person, 7) / person.baseline))
        answers.fits.append(result.fit.fits)
    return answers


def _result(person: InventedPerson, world: str) -> ReliefResult:
    """Of scores as drawn without the check that refuses what leaves 0 to 10."""
    if world != EXACT:
        return fit(person.diary)
    days, scores = person.known
    infusion_day = person.calendar.infusion_day
    known = posterior(DiaryScores(days, scores, infusion_day, float(infusion_day[0])), PUBLISHED)
    diary = Diary(tuple(days), tuple(np.clip(scores, *ON_THE_SCALE)), person.calendar.infusions)
    return ReliefResult(diary, PUBLISHED, known)


def _estimates(person: InventedPerson, result: ReliefResult) -> Iterator[tuple[str, float, Estimate]]:
    """Truth and estimate. No answer exceeds 100 %; of scores that may leave the scale the truth can."""
    yield "baseline, points", person.baseline, result.baseline
    for infusion, points in zip(result.infusions, person.points.tolist(), strict=True):
        yield "relief, points", points, infusion.points
        if infusion.percent is not None:
            yield "relief, %", min(PERCENT * points / person.baseline, PERCENT), infusion.percent
    first_weeks = _first_weeks(person)
    for infusion, points in zip(result.infusions, first_weeks, strict=bool(first_weeks)):
        yield "first 14 days, points", points, infusion.first_weeks
    yield "week after the last, points", _mean_relief(person, 7), result.series[-1].points
    if person.drawn is not None:
        yield "half-life, days", person.drawn.half_life_days, result.half_life_days


def _first_weeks(person: InventedPerson) -> list[float]:
    """Of each infusion alone; where infusions add up and the curve is not the model's own, nobody knows: none."""
    if person.drawn is not None:
        since = np.arange(1.0, FIRST_WEEKS + 1)
        shape = relief_shape(since, np.array(person.drawn.rise_days), np.array(person.drawn.half_life_days)).mean()
        return [float(points * shape) for points in person.points]
    return [_mean_relief(person, FIRST_WEEKS)] if person.points.size == 1 else []


def _mean_relief(person: InventedPerson, days: int) -> float:
    """Truly, in the mean over so many days after the last infusion."""
    since = person.calendar.since[:, -1]
    return float(person.relief[(since > 0) & (since <= days)].mean())


def _ranks(person: InventedPerson, result: ReliefResult) -> Iterator[tuple[str, float]]:
    """The posterior's probability below the truth."""
    assert person.drawn is not None
    known, linear = result.posterior, person.drawn.linear
    above = known.linear(np.diag(1.0 / linear)).above(1.0)
    below = np.where(linear > 0, 1.0 - above, above)
    yield from zip(("baseline", "drift", "first points"), below.tolist(), strict=False)
    yield "last points", float(below[-1])
    week = relief_over(known, week_after(person.calendar.infusion_days[-1]))
    yield "week after the last", 1.0 - float(known.linear(week).above(_mean_relief(person, 7))[0])
    _, half_life, weight = finer_curves(known)
    points, place = np.unique(half_life, return_inverse=True)
    share = np.bincount(place, weight)
    cumulative = np.cumsum(share) - 0.5 * share
    yield "half-life", float(np.interp(person.drawn.half_life_days, points, cumulative, left=0.0, right=1.0))


def _coverage_cells(answers: Answers) -> Iterator[list[str]]:
    for name, estimates in answers.estimates.items():
        truth = np.array([value for value, _ in estimates])
        bounds = {percent: np.array([getattr(one, f"i{percent}") for _, one in estimates]) for percent in (95, 80, 50)}
        inside = [100 * np.mean((low <= truth) & (truth <= high)) for low, high in (x.T for x in bounds.values())]
        error = np.array([one.mean for _, one in estimates]) - truth
        bias = f"{error.mean():+.2f} ({error.std() / truth.size**0.5:.2f})"
        shares = [f"{share:.1f}" for share in inside]
        yield [name, str(truth.size), *shares, f"{np.diff(bounds[95]).mean():.2f}", bias]
    record = score(answers.forecasts)
    by_percent = {one.percent: one for one in record.coverage}
    shares = [f"{100 * by_percent[p].share:.1f} ({100 * by_percent[p].expected:.1f})" for p in (95, 80, 50)]
    width = np.mean([np.mean(made.quantiles[:, -1] - made.quantiles[:, 0]) for made, _ in answers.forecasts])
    assert record.bias is not None
    bias = f"{record.bias.mean:+.2f} ({record.bias.se:.2f})"
    yield ["28 days ahead, points", str(record.days), *shares, f"{width:.2f}", bias]


def _verdict_cells(answers: Answers) -> list[str]:
    verdicts = answers.verdicts
    counts = [
        *(sum(word == name for word, _ in verdicts) for name in VERDICTS),
        sum(share >= RESPONSE for _, share in verdicts),
        sum(word == "relief" and share < RESPONSE for word, share in verdicts),
        sum(word == "no_relief" and share >= RESPONSE for word, share in verdicts),
        sum(word == "worse" and share > -WORSE for word, share in verdicts),
        answers.fits.count(False),
    ]
    return [f"{100 * count / len(verdicts):.1f}" for count in counts]


def _chi_square(ranks: list[float]) -> str:
    counts, expected = np.histogram(ranks, BINS, (0.0, 1.0))[0], len(ranks) / BINS
    return f"{((counts - expected) ** 2 / expected).sum():.1f}"
