"""Whether the truth lies inside the intervals as often as they say: in the model's own world, and in foreign ones."""

from collections.abc import Iterator, Sequence

import numpy as np

from bench.relief_asked import Seen, ask
from bench.relief_people import CALENDARS, EXACT, NAMES
from ebb.relief import score
from ebb.relief.response import RESPONSE, WORSE

VERDICTS = ("relief", "no_relief", "worse", "not_enough_data")
BINS = 20
CHI_SQUARE_95, CHI_SQUARE_99 = 30.1, 36.2
"""Quantiles for 19 degrees of freedom."""


def coverage(count: int, seed: int, worlds: Sequence[str]) -> None:
    print(f"\nWhat the intervals hold, {count} people a world, % at 95, 80 and 50; width of the 95 % interval and bias")
    print("in the unit named. Of whole scores forecasts should hold more than they promise: what stands in brackets.")
    seen = {
        (world, infusions): ask(world, infusions, count, seed)
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
