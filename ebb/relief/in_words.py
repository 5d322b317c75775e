"""What the picture of a diary says, in sentences: for whoever does not see it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from ebb.relief.diary import Array, Diary
from ebb.relief.estimate import Estimate, Interval
from ebb.relief.fit_check import Fit
from ebb.relief.forecast import Forecast
from ebb.relief.mixture import Mixture
from ebb.relief.verdict import Verdict, Word

MOST_TOLD = 8
"""Infusions told one by one; of more, only the latest."""

_VERDICTS: dict[Word, str] = {
    "relief": "Relief",
    "no_relief": "No worthwhile relief",
    "worse": "Worse",
    "not_enough_data": "Not enough data to say",
}


class Gift(Protocol):
    """What of one infusion is told."""

    @property
    def day(self) -> float: ...
    @property
    def points(self) -> Estimate: ...


class Drawable(Protocol):
    """What of a Result is drawn and told."""

    @property
    def diary(self) -> Diary: ...
    @property
    def baseline(self) -> Estimate: ...
    @property
    def infusions(self) -> Sequence[Gift]: ...
    @property
    def half_life_days(self) -> Estimate: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def fit(self) -> Fit: ...
    def forecast(self, days: int = ...) -> Forecast: ...
    def forecast_with(self, infusion_day: float | None = ..., days: int = ...) -> Forecast: ...
    def curve(self, days: Array, without_drug: bool = ...) -> Mixture: ...


def title_of(diary: Diary) -> str:
    """How much was given, and nothing about whom."""
    planned = sum(infusion.day > diary.days[-1] for infusion in diary.infusions)
    if not diary.infusions:
        return "Pain, no infusion yet"
    return f"Pain and relief, {_count(len(diary.infusions), 'infusion')}" + (f", {planned} planned" if planned else "")


def description_of(result: Drawable, forecast: Forecast, another: Forecast | None) -> str:
    """Verdict, fit, baseline, points of relief, half-life and the last day forecast, each with its interval."""
    return " ".join(_sentences(result, forecast, another))


def _sentences(result: Drawable, forecast: Forecast, another: Forecast | None) -> Iterator[str]:
    diary = result.diary
    span = f"day {diary.days[0]} to day {diary.days[-1]}" if len(diary.days) > 1 else f"day {diary.days[0]}"
    yield f"Pain from 0 to 10, {span}, {_count(len(diary.days), 'day')} with a score."
    yield f"{_VERDICTS[result.verdict.word]}: {result.verdict.why}."
    if not result.fit.fits:
        yield f"The model fits this diary badly, so mind its numbers: {result.fit.why}."
    yield f"Pain without the drug, at the start: {_estimate(result.baseline)}."
    yield from _infusions(result)
    yield f"Forecast with {forecast.assumes}: {_coming(forecast)}."
    if another is not None:
        yield f"With {another.assumes}: {_coming(another)}."


def _infusions(result: Drawable) -> Iterator[str]:
    last_day = result.diary.days[-1]
    given = [infusion for infusion in result.infusions if infusion.day <= last_day]
    if given:
        left_out = "" if len(given) <= MOST_TOLD else f" from the latest {MOST_TOLD} of {len(given)} infusions"
        each = [f"day {infusion.day:g}: {_estimate(infusion.points)}" for infusion in given[-MOST_TOLD:]]
        yield f"Points of relief{left_out}, before any of it fades: {'; '.join(each)}."
        yield f"Half-life of relief in days: {_estimate(result.half_life_days)}."
    if planned := [f"{infusion.day:g}" for infusion in result.infusions if infusion.day > last_day]:
        yield f"Planned, and taken into the forecast: day {', '.join(planned)}."


def _coming(forecast: Forecast) -> str:
    last = forecast.estimates()[-1]
    return f"score on day {forecast.days[-1]} {_said(last.mean)} ({_interval(80, last.i80)}, noise included)"


def _estimate(estimate: Estimate) -> str:
    return f"{_said(estimate.mean)} ({_interval(95, estimate.i95)})"


def _interval(percent: int, interval: Interval) -> str:
    return f"{percent} %: {_said(interval[0])} to {_said(interval[1])}"


def _said(value: float) -> str:
    """To a tenth, and never as -0.0."""
    return f"{round(value, 1) + 0.0:.1f}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
