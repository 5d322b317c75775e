"""A diary as a figure and in sentences: pain with its curve and forecast above, the infusions below."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from ebb.figure import Bar, Bars, Curves, DaysAxis, Dots, Figure, Line, Panel, Words
from ebb.relief.diary import LEAST_PAIN, MOST_PAIN, Array, Diary
from ebb.relief.forecast import Forecast, next_day
from ebb.relief.mixture import Estimate, Interval, Mixture
from ebb.relief.result import ReliefResult
from ebb.relief.verdict import Word

MOST_LISTED = 8
"""Infusions listed one by one; of more, only the latest."""

_VERDICTS: dict[Word, str] = {
    "relief": "Relief",
    "no_relief": "No worthwhile relief",
    "worse": "Worse",
    "not_enough_data": "Not enough data to say",
}

Band: TypeAlias = list[tuple[float, float, float]]

LEVEL_BAND = (0.025, 0.25, 0.75, 0.975)
FURTHEST_DRAWN = 92
"""Days before the diary and after it within which an infusion still widens the picture."""
_DAYS_AT_ONCE = 32
_HALF_A_DAY = 0.5


def title_of(diary: Diary) -> str:
    """How much was given, and nothing about whom."""
    planned = sum(infusion.day > diary.days[-1] for infusion in diary.infusions)
    if not diary.infusions:
        return "Pain, no infusion yet"
    return f"Pain and relief, {_count(len(diary.infusions), 'infusion')}" + (f", {planned} planned" if planned else "")


def _sentences(result: ReliefResult, forecast: Forecast, another: Forecast | None) -> Iterator[str]:
    """Verdict, fit, baseline, points of relief, half-life and the last day forecast, each with its interval."""
    diary = result.diary
    span = f"day {diary.days[0]} to day {diary.days[-1]}" if len(diary.days) > 1 else f"day {diary.days[0]}"
    yield f"Pain from 0 to 10, {span}, {_count(len(diary.days), 'day')} with a score."
    yield f"{_VERDICTS[result.verdict.word]}: {result.verdict.why}."
    if not result.fit.fits:
        yield f"The model fits this diary badly, so mind its numbers: {result.fit.why}."
    yield f"Pain without the drug, at the start: {_estimate(result.baseline)}."
    yield from _infusions_in_words(result)
    yield f"Forecast with {forecast.assumes}: {_coming_in_words(forecast)}."
    if another is not None:
        yield f"With {another.assumes}: {_coming_in_words(another)}."


def _infusions_in_words(result: ReliefResult) -> Iterator[str]:
    last_day = result.diary.days[-1]
    given = [infusion for infusion in result.infusions if infusion.day <= last_day]
    if given:
        left_out = "" if len(given) <= MOST_LISTED else f" from the latest {MOST_LISTED} of {len(given)} infusions"
        each = [f"day {infusion.day:g}: {_estimate(infusion.points)}" for infusion in given[-MOST_LISTED:]]
        yield f"Points of relief{left_out}, before any of it fades: {'; '.join(each)}."
        yield f"Half-life of relief in days: {_estimate(result.half_life_days)}."
    if planned := [f"{infusion.day:g}" for infusion in result.infusions if infusion.day > last_day]:
        yield f"Planned, and taken into the forecast: day {', '.join(planned)}."


def _coming_in_words(forecast: Forecast) -> str:
    last = forecast.estimates()[-1]
    return f"score on day {forecast.days[-1]} {_tenths(last.mean)} ({_interval(80, last.i80)}, noise included)"


def _estimate(estimate: Estimate) -> str:
    return f"{_tenths(estimate.mean)} ({_interval(95, estimate.i95)})"


def _interval(percent: int, interval: Interval) -> str:
    return f"{percent} %: {_tenths(interval[0])} to {_tenths(interval[1])}"


def _tenths(value: float) -> str:
    """To a tenth, and never as -0.0."""
    return f"{round(value, 1) + 0.0:.1f}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def figure_of(result: ReliefResult, width: int = 960, also: Sequence[Line] = ()) -> Figure:
    """One diary, its days as dots, and what the model makes of them.

    The level without noise is drawn over the days the diary spans, with its own band. The forecast is of the scores,
    so its wider band includes noise. Both are held to 0..10, as scores are. Dots stop where the diary does; the line
    runs through its gaps. What another infusion would do is drawn only where one was given before: for a first one it
    would be other people's answer. also: further lines, such as the truth of an invented diary.
    """
    diary, forecast = result.diary, result.forecast()
    supposed = _supposed_infusion(diary, int(forecast.days[-1]))
    another = None if supposed is None else result.forecast_with(supposed)
    start, end = _span(diary, int(forecast.days[-1]))
    lines = [_level(result), _coming(forecast)]
    if supposed is not None and another is not None:
        lines.append(_branch(supposed, another))
    if diary.infusions:
        lines.append(_untreated(result, end))
    scores = Dots("score", list(zip(diary.days, diary.pain, strict=True)))
    return Figure(
        title=title_of(diary),
        description=" ".join(_sentences(result, forecast, another)),
        axis=DaysAxis(start, end),
        panels=[
            Curves("Pain", "0–10", [*lines, *also], [scores], low=LEAST_PAIN, high=MOST_PAIN, is_tall=True),
            *_infusions(diary),
        ],
        now=float(diary.days[-1]),
        width=width,
        words=Words(now="forecast after"),
    )


def _supposed_infusion(diary: Diary, end: int) -> float | None:
    """The day of one more infusion; None where none was given yet, or where it would come after all days forecast."""
    day = next_day(diary.days[-1], diary.infusion_day.tolist())
    given = any(infusion.day < diary.days[-1] for infusion in diary.infusions)
    return day if given and day < end else None


def _span(diary: Diary, forecast_end: int) -> tuple[float, float]:
    first, last = diary.days[0], max(forecast_end, diary.days[-1])
    near = [at for at in diary.infusion_day.tolist() if first - FURTHEST_DRAWN <= at <= last + FURTHEST_DRAWN]
    return min([first, *near]) - _HALF_A_DAY, max([last, *near]) + _HALF_A_DAY


def _level(result: ReliefResult) -> Line:
    first, last = result.diary.days[0], result.diary.days[-1]
    days = np.arange(first, last + 1.0) if last > first else first + np.array([-_HALF_A_DAY, _HALF_A_DAY])
    expected, low, lower, upper, high = _held(result, days)
    return Line(
        "level",
        "solid",
        _points(days, expected),
        band=_band(days, low, high),
        inner_band=_band(days, lower, upper),
        band_name="level, 50 and 95 %",
    )


def _held(result: ReliefResult, days: Array) -> Array:
    """Mean of the level and its quantiles at LEVEL_BAND, shape (5, days); some days at once, to spare memory."""
    parts = [result.curve(days[start : start + _DAYS_AT_ONCE]) for start in range(0, days.size, _DAYS_AT_ONCE)]
    return np.asarray(np.clip(np.concatenate([_summary(part) for part in parts], axis=1), LEAST_PAIN, MOST_PAIN))


def _summary(level: Mixture) -> Array:
    return np.vstack([level.expected, level.quantiles(LEVEL_BAND).T])


def _coming(forecast: Forecast) -> Line:
    days = forecast.days.astype(float)
    low, high = np.array([estimate.i80 for estimate in forecast.estimates()]).T
    return Line(
        "forecast",
        "solid",
        _points(days, forecast.mean),
        future_from=float(forecast.made_on),
        band=_band(days, low, high),
        band_name="80 % of scores, noise included",
    )


def _branch(supposed: float, another: Forecast) -> Line:
    """From the supposed infusion on; before it, the forecast is the other one."""
    after = another.days >= supposed
    points = _points(another.days[after].astype(float), another.mean[after])
    return Line(f"with another on day {supposed:g}", "dashed", points, future_from=float(another.made_on))


def _untreated(result: ReliefResult, end: float) -> Line:
    days = np.array([float(result.diary.days[0]), end])
    level = np.clip(result.curve(days, without_drug=True).expected, LEAST_PAIN, MOST_PAIN)
    return Line("had no infusion been given", "dotted", _points(days, level), weight="thin")


def _infusions(diary: Diary) -> Iterator[Panel]:
    if not diary.infusions:
        return
    bars = [Bar(each.day, each.dose_mg, planned=each.day > diary.days[-1]) for each in diary.infusions]
    known = any(bar.value is not None for bar in bars)
    yield Bars("Infusions", "mg" if known else "", bars)


def _points(days: Array, values: Array) -> list[tuple[float, float]]:
    return list(zip(days.tolist(), np.round(values, 3).tolist(), strict=True))


def _band(days: Array, low: Array, high: Array) -> Band:
    return list(zip(days.tolist(), np.round(low, 3).tolist(), np.round(high, 3).tolist(), strict=True))
