"""The track record: what forecasts said, held against what was written.

The score of a day is the CRPS: twice the pinball loss, averaged over levels. It is taken at the 21 kept levels, each
standing for the levels nearest to it, so that the weights add up to 1. As a sum of pinball losses it cannot be bettered
by stating other quantiles than one believes. For a normal forecast of standard deviation s, away from 0 and 10, it is
within 0.8 % of the closed form for scores up to 6 s from the mean, and on average 0.22 % above it.
Sources: Gneiting and Raftery 2007, J Am Stat Assoc 102:359; Bracher and others 2021, PLoS Comput Biol 17:e1008618.

A whole score y is all that was between y - 1/2 and y + 1/2, so the chances below it run from F(y - 1/2) to F(y + 1/2),
and its one count is spread evenly over the tenths between: the non-random PIT of Czado, Gneiting and Held 2009,
Biometrics 65:1254. In a diary with fractions a score is spread only where the forecast has a lump, as at 0 and 10.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ebb.relief.diary import LEAST_PAIN, MOST_PAIN, Array, DiaryError, ForecastError
from ebb.relief.forecast import FORECAST_LEVELS, Forecast, at_most
from ebb.relief.track_record import Comparison, Coverage, ForecastWeek, TrackRecord, average, share_interval

ScoresByDay = Mapping[int, float]
"""The diary as it came, whole: pain by day. A day without an entry is left out."""

_INTERVALS = {50: (0.25, 0.75), 80: (0.10, 0.90), 95: (0.025, 0.975)}
_LEVEL = np.array(FORECAST_LEVELS)
_WEIGHT = np.diff(np.concatenate([[0.0], (_LEVEL[1:] + _LEVEL[:-1]) / 2.0, [1.0]]))


def crps(forecast: Forecast, scores: ScoresByDay) -> float:
    """Mean CRPS, points, over the days of the forecast that were written.

    Raises ForecastError when none was, DiaryError for a score that cannot be.
    """
    return float(_written([(forecast, scores)]).crps().mean())


def score(pairs: Sequence[tuple[Forecast, ScoresByDay]], *, whose: Sequence[Hashable] | None = None) -> TrackRecord:
    """The track record of forecasts, each with the diary it was made for, of one patient or many.

    whose: a label for each pair. Forecasts of one label count as one draw: give the patient where one patient's
    forecasts overlap. Without it each forecast counts as a draw of its own. Raises ForecastError, DiaryError.
    """
    rows = _Rows.of(pairs, whose)
    missed, awaited = _unwritten(pairs)
    if not len(rows.pain):
        return TrackRecord(0, 0, 0, missed, awaited)
    return TrackRecord(
        days=len(rows.pain),
        forecasts=len(np.unique(rows.forecast)),
        clusters=len(np.unique(rows.cluster)),
        missed=missed,
        awaited=awaited,
        coverage=tuple(_coverage(rows, percent) for percent in _INTERVALS),
        crps=average(rows.crps(), rows.cluster),
        bias=average(rows.mean - rows.pain, rows.cluster),
        weeks=_weeks(rows),
        deciles=tuple(rows.tenths().mean(axis=0).tolist()),
    )


def compare(
    first: Sequence[Forecast],
    second: Sequence[Forecast],
    scores: Sequence[ScoresByDay],
    *,
    whose: Sequence[Hashable] | None = None,
) -> Comparison:
    """Two forecasters, forecast by forecast, each pair with the diary both were made for; `whose` as in `score`.

    Raises ForecastError when one lacks a forecast or a day that the other has, or when no day was written.
    """
    if not len(first) == len(second) == len(scores):
        raise ForecastError(
            f"{len(first)} forecasts, {len(second)} others and {len(scores)} diaries; each needs all three"
        )
    for one, other in zip(first, second, strict=True):
        if one.made_on != other.made_on or not np.array_equal(one.days, other.days):
            raise ForecastError(
                f"{one.days.size} days forecast on day {one.made_on} against {other.days.size} on day {other.made_on}; "
                "only forecasts of the same days, made on the same day, can be compared"
            )
    rows = _written(list(zip(first, scores, strict=True)), whose)
    one_crps, other_crps = rows.crps(), _written(list(zip(second, scores, strict=True)), whose).crps()
    return Comparison(
        days=len(rows.pain),
        clusters=len(np.unique(rows.cluster)),
        first=float(one_crps.mean()),
        second=float(other_crps.mean()),
        difference=average(one_crps - other_crps, rows.cluster),
    )


@dataclass(frozen=True)
class _Rows:
    """The scored days of all forecasts, one below the other, shape (m,); quantiles (m, 21).

    blur: half of the width a score stands for, 1/2 in a diary of whole scores and 0 in others.
    """

    forecast: npt.NDArray[np.int64]
    cluster: npt.NDArray[np.int64]
    ahead: npt.NDArray[np.int64]
    pain: Array
    blur: Array
    mean: Array
    quantiles: Array

    @classmethod
    def of(cls, pairs: Sequence[tuple[Forecast, ScoresByDay]], whose: Sequence[Hashable] | None = None) -> _Rows:
        if whose is not None and len(whose) != len(pairs):
            raise ForecastError(f"{len(whose)} labels for {len(pairs)} forecasts; each needs its own")
        number = {label: place for place, label in enumerate(dict.fromkeys(whose or ()))}
        days = sum(one.days.size for one, _ in pairs)
        forecast, cluster, ahead = np.empty((3, days), dtype=np.int64)
        pain, blur, mean = np.empty((3, days))
        quantiles = np.empty((days, len(FORECAST_LEVELS)))
        end = 0
        for place, (one, scores) in enumerate(pairs):
            _refuse_impossible(scores)
            rows = slice(end, end := end + one.days.size)
            forecast[rows] = place
            cluster[rows] = place if whose is None else number[whose[place]]
            ahead[rows] = one.days - one.made_on
            pain[rows] = [scores.get(day, np.nan) for day in one.days.tolist()]
            blur[rows] = 0.5 if all(value == int(value) for value in scores.values()) else 0.0
            mean[rows], quantiles[rows] = one.mean, one.quantiles
        known = ~np.isnan(pain)
        return cls(
            forecast[known], cluster[known], ahead[known], pain[known], blur[known], mean[known], quantiles[known]
        )

    def crps(self) -> Array:
        """Points, shape (m,)."""
        above = self.pain[:, None] - self.quantiles
        return np.asarray(2.0 * np.maximum(_LEVEL * above, (_LEVEL - 1.0) * above) @ _WEIGHT)

    def chance(self, low: Array, high: Array) -> tuple[Array, Array]:
        """What the forecasts held likely below `low` and up to `high`, both in points, shape (m,) each."""
        return at_most(self.quantiles, np.nextafter(low, -1.0)), at_most(self.quantiles, high)

    def tenths(self) -> Array:
        """The share of each score in each tenth of its forecast, shape (m, 10); rows add up to 1."""
        start, end = self.chance(self.pain - self.blur, self.pain + self.blur)
        edge = np.linspace(0.0, 1.0, 11)
        inside = (edge > start[:, None]).astype(float)
        wide = (end > start)[:, None]
        np.divide(edge - start[:, None], (end - start)[:, None], out=inside, where=wide)
        inside = np.clip(inside, 0.0, 1.0)
        inside[:, -1] = 1.0
        return np.asarray(np.diff(inside, axis=1))


def _written(pairs: Sequence[tuple[Forecast, ScoresByDay]], whose: Sequence[Hashable] | None = None) -> _Rows:
    rows = _Rows.of(pairs, whose)
    if not len(rows.pain):
        raise ForecastError("no day of the forecast was written; there is nothing to score")
    return rows


def _refuse_impossible(scores: ScoresByDay) -> None:
    for day, pain in scores.items():
        if not LEAST_PAIN <= pain <= MOST_PAIN:
            raise DiaryError(f"pain on day {day} must be a number from 0 to 10, not {pain}; leave out a missing day")


def _unwritten(pairs: Sequence[tuple[Forecast, ScoresByDay]]) -> tuple[int, int]:
    """Days forecast and not written: before the diary's last entry, and after it."""
    missed = awaited = 0
    for forecast, scores in pairs:
        last = max(scores, default=forecast.made_on)
        without = [day for day in forecast.days.tolist() if day not in scores]
        missed += sum(day < last for day in without)
        awaited += sum(day > last for day in without)
    return missed, awaited


def _coverage(rows: _Rows, percent: int) -> Coverage:
    low, high = (rows.quantiles[:, FORECAST_LEVELS.index(level)] for level in _INTERVALS[percent])
    held = (low <= rows.pain) & (rows.pain <= high)
    whole = rows.blur > 0.0
    least = np.where(whole, np.ceil(low) - 0.5, low)
    most = np.where(whole, np.floor(high) + 0.5, high)
    below, upto = rows.chance(least, most)
    expected = max(percent / 100, float(np.maximum(upto - below, 0.0).mean()))
    return Coverage(percent, int(held.sum()), len(held), *share_interval(held, rows.cluster), expected)


def _weeks(rows: _Rows) -> tuple[ForecastWeek, ...]:
    """Weeks 1 to 4 after the forecast, and more when it went further."""
    weeks = []
    for first in range(1, max(28, int(rows.ahead.max())) + 1, 7):
        within = (first <= rows.ahead) & (rows.ahead < first + 7)
        mean = average(rows.crps()[within], rows.cluster[within]) if within.any() else None
        weeks.append(ForecastWeek(first, first + 6, int(within.sum()), mean))
    return tuple(weeks)
