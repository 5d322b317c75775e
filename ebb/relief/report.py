"""All answers to one diary as plain values for JSON; what `ebb relief` prints."""

from typing import Any

from ebb.relief.forecast import Forecast
from ebb.relief.mixture import Estimate
from ebb.relief.result import ReliefResult

DIGITS = 4


def report(result: ReliefResult) -> dict[str, Any]:
    """Numbers rounded to four digits; null where a thing cannot be said."""
    verdict, fit, another = result.verdict, result.fit, result.forecast_with()
    infusions = [
        {
            "day": infusion.day,
            "points": _rounded(infusion.points),
            "percent": _rounded(infusion.percent),
            "first_14_days": _rounded(infusion.first_weeks),
            "change": _rounded(infusion.change),
        }
        for infusion in result.infusions
    ]
    series = [
        {
            "first_day": series.first_day,
            "last_day": series.last_day,
            "infusions": series.infusions,
            "points": _rounded(series.points),
            "percent": _rounded(series.percent),
        }
        for series in result.series
    ]
    return {
        "baseline": _rounded(result.baseline),
        "drift_per_30d": _rounded(result.drift_per_30d),
        "infusions": infusions,
        "series": series,
        "change_per_infusion": _rounded(result.change_per_infusion),
        "half_life_days": _rounded(result.half_life_days),
        "half_gone_day": _rounded(result.half_gone_day),
        "p_responder_30": _rounded(result.p_responder_30),
        "p_responder_50": _rounded(result.p_responder_50),
        "p_worse": _rounded(result.p_worse),
        "forecast": _days(result.forecast()),
        "forecast_with_another": {"assumes": another.assumes, "days": _days(another)},
        "worthwhile_days_per_30d": [
            {"every_days": plan.every_days, "days": _rounded(plan.days)} for plan in result.worthwhile_days()
        ],
        "fit": {"fits": fit.fits, "why": fit.why},
        "verdict": verdict.word,
        "why": verdict.why,
        "priors": result.priors.name,
    }


def _days(forecast: Forecast) -> list[dict[str, Any]]:
    each = zip(forecast.days.tolist(), forecast.estimates(), strict=True)
    return [{"day": day, **estimate.as_json(DIGITS)} for day, estimate in each]


def _rounded(answer: Estimate | float | None) -> Any:
    if isinstance(answer, Estimate):
        return answer.as_json(DIGITS)
    return None if answer is None else round(answer, DIGITS)
