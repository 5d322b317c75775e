"""Forecasts of the next 14 days beside three that know no infusion, scored by CRPS against the diary as it came.

One of the three is statsmodels' local level, of a series without rounding or ends; `.venv-bench` has the package.
"""

import importlib.util
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from bench.relief_worlds import CALENDARS, NAMES, WHOLE, people, print_table, scores_by_day
from ebb.relief import PUBLISHED, Diary, Forecast, Priors, compare, fit
from ebb.relief.diary import Array
from ebb.relief.learn import learn
from ebb.relief.worlds import Calendar

AHEAD = 14
MADE_AFTER = (14, 28, 60)
"""Days after the last infusion on which a forecast is made."""

FORECAST_WORLDS = NAMES[NAMES.index(WHOLE) :]

ROUNDING_SD = 12**-0.5
"""Of a score known to the whole number only: the least spread a forecast of such scores can claim."""

Forecaster = Callable[[Diary], Forecast]
Made = tuple[int, int, dict[int, float], dict[str, Forecast]]
"""Days after the last infusion, the person's number, their whole diary, and each forecaster's forecast."""


def forecasts(count: int, seed: int, worlds: Sequence[str], learn_from: int = 0) -> None:
    peers: dict[str, Forecaster] = {"last value": last_value, "plain mean": plain_mean}
    if importlib.util.find_spec("statsmodels") is not None:
        peers["local level"] = local_level
    else:
        print("\nstatsmodels: not installed here; scripts/bench installs it")
    print(f"\nCRPS in points, {AHEAD} days ahead, {count} people a row, made so many days after the last infusion. For")
    print("each other: its CRPS, Ebb's less its own with the standard error over people, and who is better with 95 %")
    print("(+ Ebb, - the other, = neither).")
    print(f"Priors learnt from {learn_from} other people of the same world." if learn_from else "The published priors.")
    rows = (
        [world, infusions, *cells]
        for world in FORECAST_WORLDS
        if world in worlds
        for infusions, calendar in CALENDARS.items()
        for cells in _cells(world, calendar, count, seed, learn_from, peers)
    )
    print_table(["world", "infusions", "made after", "Ebb", *peers], rows)


def last_value(diary: Diary) -> Forecast:
    """The last value, as sure as this diary's own changes over so many days have made it."""
    every = _every_day(diary)
    sds, sd = [], ROUNDING_SD
    for ahead in range(1, AHEAD + 1):
        change = every[ahead:] - every[:-ahead]
        change = change[~np.isnan(change)]
        sd = max(float(np.sqrt(np.mean(change**2))), ROUNDING_SD) if change.size > 1 else sd
        sds.append(sd)
    return _normal(diary, diary.pain[-1], np.array(sds))


def plain_mean(diary: Diary, ddof: int = 1) -> Forecast:
    """The diary's mean and standard deviation, whatever the day."""
    return _normal(diary, diary.score.mean(), max(float(np.std(diary.score, ddof=ddof)), ROUNDING_SD))


def local_level(diary: Diary) -> Forecast:
    """A local level fitted by maximum likelihood, missing days left out.

    When L-BFGS does not converge Nelder-Mead is tried; when that fails too, or all scores are alike or fewer than 3,
    the plain mean.
    """
    for method in ("lbfgs", "nm") if len(diary.pain) > 2 and np.ptp(diary.score) > 0 else ():
        if (fitted := _fitted(_every_day(diary), method)) is not None:
            coming = fitted.get_forecast(AHEAD)
            if np.isfinite(coming.se_mean).all() and (coming.se_mean > 0).all():
                return _normal(diary, coming.predicted_mean, coming.se_mean)
    return plain_mean(diary, ddof=0)


def _fitted(every: Array, method: str) -> Any:
    """The fit, or None when the optimiser did not get there."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitted = UnobservedComponents(every, "local level").fit(disp=False, method=method, maxiter=500)
        except (np.linalg.LinAlgError, ValueError):
            return None
    return fitted if fitted.mle_retvals["converged"] else None


def _every_day(diary: Diary) -> Array:
    """The scores from the first day to the last, NaN on days left out."""
    every = np.full(diary.days[-1] - diary.days[0] + 1, np.nan)
    every[(diary.day - diary.days[0]).astype(int)] = diary.score
    return every


def _normal(diary: Diary, means: Array | float, sds: Array | float) -> Forecast:
    means, sds = (np.broadcast_to(values, AHEAD) for values in (means, sds))
    return Forecast.normal(diary.days[-1], diary.days[-1] + 1 + np.arange(AHEAD), means, sds)


def _cells(
    world: str, calendar: Calendar, count: int, seed: int, learn_from: int, peers: dict[str, Forecaster]
) -> Iterator[list[str]]:
    """A row for each day on which forecasts are made, and one for all together."""
    calendar = replace(calendar, known_days=max(MADE_AFTER), later_days=AHEAD)
    priors = PUBLISHED
    if learn_from:
        priors = learn([one.diary for one in people(world, calendar, learn_from, seed + 1000)]).priors
    ebb = partial(_ebb, priors=priors)
    made = list(_made(world, calendar, count, seed, {"Ebb": ebb} | peers))
    for after in (*MADE_AFTER, None):
        compared = [_compared([one for one in made if after in (one[0], None)], peer) for peer in peers]
        yield [str(after or "all"), compared[0][0], *(cell for _, cell in compared)]


def _ebb(diary: Diary, priors: Priors) -> Forecast:
    return fit(diary, priors).forecast(AHEAD)


def _made(world: str, calendar: Calendar, count: int, seed: int, forecasters: dict[str, Forecaster]) -> Iterator[Made]:
    for number, person in enumerate(people(world, calendar, count, seed)):
        for after in MADE_AFTER:
            known = person.diary.until(calendar.infusion_days[-1] + after)
            forecasts = {name: forecaster(known) for name, forecaster in forecasters.items()}
            yield after, number, scores_by_day(person), forecasts


def _compared(made: list[Made], peer: str) -> tuple[str, str]:
    """Ebb's CRPS; and the peer's, with the difference and who is better."""
    _, whose, scores, both = zip(*made, strict=True)
    one = compare([each["Ebb"] for each in both], [each[peer] for each in both], scores, whose=whose)
    apart = one.difference
    sign = "+" if apart.high < 0 else "-" if apart.low > 0 else "="
    return f"{one.first:.3f}", f"{one.second:.3f}, {apart.mean:+.3f} ({apart.se:.3f}) {sign}"
