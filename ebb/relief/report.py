"""All answers to one diary as plain values for JSON; what `ebb relief` prints."""

from typing import Any

from ebb.relief.forecast import Forecast
from ebb.relief.mixture import Estimate
from ebb.relief.result import InfusionRelief, ReliefResult, SeriesRelief

DIGITS = 4


def report(result: ReliefResult) -> dict[str, Any]:
    """Numbers rounded to four digits; null where a thing cannot be said."""
    verdict, fit = result.verdict, result.fit
    return {
        "baseline": result.baseline.as_json(DIGITS),
        "drift_per_30d": result.drift_per_30d.as_json(DIGITS),
        "infusions": [_infusion(infusion) for infusion in result.infusions],
        "series": [_series(series) for series in result.series],
        "change_per_infusion": _estimate(result.change_per_infusion),
        "half_life_days": result.half_life_days.as_json(DIGITS),
        "half_gone_day": _estimate(result.half_gone_day),
        "p_responder_30": _rounded(result.p_responder_30),
        "p_responder_50": _rounded(result.p_responder_50),
        "p_worse": _rounded(result.p_worse),
        "forecast": _days(result.forecast()),
        "forecast_with_another": _another(result.forecast_with()),
        "worthwhile_days_per_30d": [
            {"every_days": plan.every_days, "days": plan.days.as_json(DIGITS)} for plan in result.worthwhile_days()
        ],
        "fit": {"fits": fit.fits, "why": fit.why},
        "verdict": verdict.word,
        "why": verdict.why,
        "priors": result.priors.name,
    }


def _infusion(infusion: InfusionRelief) -> dict[str, Any]:
    return {
        "day": infusion.day,
        "points": infusion.points.as_json(DIGITS),
        "percent": _estimate(infusion.percent),
        "first_14_days": infusion.first_weeks.as_json(DIGITS),
        "change": _estimate(infusion.change),
    }


def _series(series: SeriesRelief) -> dict[str, Any]:
    return {
        "first_day": series.first_day,
        "last_day": series.last_day,
        "infusions": series.infusions,
        "points": series.points.as_json(DIGITS),
        "percent": _estimate(series.percent),
    }


def _days(forecast: Forecast) -> list[dict[str, Any]]:
    each = zip(forecast.days.tolist(), forecast.estimates(), strict=True)
    return [{"day": day, **estimate.as_json(DIGITS)} for day, estimate in each]


def _another(forecast: Forecast) -> dict[str, Any]:
    return {"assumes": forecast.assumes, "days": _days(forecast)}


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    return None if estimate is None else estimate.as_json(DIGITS)


def _rounded(chance: float | None) -> float | None:
    return None if chance is None else round(chance, DIGITS)
