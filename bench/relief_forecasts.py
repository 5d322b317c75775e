"""Forecasts of the next 14 days beside three that know no infusion, scored by CRPS against the diary as it came."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from bench.local_level import ROUNDING_SD, installed, local_level
from bench.relief_people import CALENDARS, EXACT, NAMES, people, written
from ebb.relief import PUBLISHED, Diary, Forecast, Priors, compare, fit
from ebb.relief.learn import learn
from ebb.relief.track_record import Comparison
from ebb.relief.worlds import Calendar

AHEAD = 14
MADE_AFTER = (14, 28, 60)
"""Days after the last infusion on which a forecast is made."""

WORLDS_ASKED = tuple(name for name in NAMES if name != EXACT)

Row = dict[str, Forecast]


def ebb(diary: Diary, priors: Priors = PUBLISHED) -> Forecast:
    return fit(diary, priors).forecast(AHEAD)


def _of_this_clinic(world: str, calendar: Calendar, count: int, seed: int) -> Priors:
    """Priors learnt from so many other people of the same world; the published ones when none are asked for."""
    if not count:
        return PUBLISHED
    return learn([one.diary for one in people(world, calendar, count, seed + 1000)]).priors


def carried(diary: Diary) -> Forecast:
    """The last value, as sure as this diary's own changes over so many days have made it."""
    every = np.full(diary.days[-1] - diary.days[0] + 1, np.nan)
    every[(diary.day - diary.days[0]).astype(int)] = diary.score
    sds, last = [], ROUNDING_SD
    for ahead in range(1, AHEAD + 1):
        apart = every[ahead:] - every[:-ahead]
        apart = apart[~np.isnan(apart)]
        last = max(float(np.sqrt(np.mean(apart**2))), ROUNDING_SD) if apart.size > 1 else last
        sds.append(last)
    return _normal(diary, np.full(AHEAD, diary.pain[-1]), np.array(sds))


def plain_mean(diary: Diary) -> Forecast:
    """The diary's mean and standard deviation, whatever the day."""
    sd = max(float(np.std(diary.score, ddof=1)), ROUNDING_SD)
    return _normal(diary, np.full(AHEAD, diary.score.mean()), np.full(AHEAD, sd))


def level(diary: Diary) -> Forecast:
    told = local_level(diary.day, diary.score, ahead=AHEAD)
    return _normal(diary, told.mean, told.sd)


def _normal(diary: Diary, means: np.ndarray, sds: np.ndarray) -> Forecast:
    return Forecast.normal(diary.days[-1], diary.days[-1] + 1 + np.arange(AHEAD), means, sds)


def forecasts(count: int, seed: int, worlds: Sequence[str], learn_from: int = 0) -> None:
    peers: dict[str, Callable[[Diary], Forecast]] = {"last value": carried, "plain mean": plain_mean}
    if installed():
        peers["local level"] = level
    else:
        print("\nstatsmodels: not installed here; scripts/bench installs it")
    print(f"\nCRPS in points, {AHEAD} days ahead, {count} people a row, made so many days after the last infusion. For")
    print("each other: its CRPS, Ebb's less its own with the standard error over people, and who is better with 95 %")
    print("(+ Ebb, - the other, = neither).")
    print(f"Priors learnt from {learn_from} other people of the same world." if learn_from else "The published priors.")
    heads = ["world", "infusions", "made after", "Ebb", *peers]
    print(_line(heads), _line(["---"] * len(heads)), sep="\n")
    for world in (name for name in WORLDS_ASKED if name in worlds):
        for infusions in CALENDARS:
            calendar = replace(CALENDARS[infusions], known_days=max(MADE_AFTER), later_days=AHEAD)
            ours = partial(ebb, priors=_of_this_clinic(world, calendar, learn_from, seed))
            rows = list(_made(world, calendar, count, seed, {"Ebb": ours} | peers))
            for after in (*MADE_AFTER, None):
                chosen = [row for row in rows if after in (row[0], None)]
                told = [_beside(chosen, peer) for peer in peers]
                cells = [world, infusions, str(after or "all"), f"{told[0].first:.3f}", *map(_told, told)]
                print(_line(cells), flush=True)


def _made(
    world: str, calendar: Calendar, count: int, seed: int, makers: dict[str, Callable[[Diary], Forecast]]
) -> Iterator[tuple[int, int, dict[int, float], Row]]:
    """Days after the last infusion, the person's number, their whole diary, and each maker's forecast."""
    for number, one in enumerate(people(world, calendar, count, seed)):
        whole = one.diary
        for after in MADE_AFTER:
            known = whole.until(calendar.infusion_days[-1] + after)
            yield after, number, written(one), {name: maker(known) for name, maker in makers.items()}


def _beside(rows: list[tuple[int, int, dict[int, float], Row]], peer: str) -> Comparison:
    return compare(
        [made["Ebb"] for *_, made in rows],
        [made[peer] for *_, made in rows],
        [scores for _, _, scores, _ in rows],
        whose=[number for _, number, _, _ in rows],
    )


def _told(one: Comparison) -> str:
    apart = one.difference
    sign = "+" if apart.high < 0 else "-" if apart.low > 0 else "="
    return f"{one.second:.3f}, {apart.mean:+.3f} ({apart.se:.3f}) {sign}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
