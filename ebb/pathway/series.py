"""How many infusions, and how close together (clinical reference 2.3)."""

from collections.abc import Sequence
from datetime import date, timedelta

from ebb.pathway.findings import Finding, Level
from ebb.pathway.programmes import CLINIC, SCHWARTZMAN, TANKHA, Programme

ROLLING_DAYS = 365


def judge_series(
    programme: Programme, *, on: date, series: Sequence[date], earlier: Sequence[date] = ()
) -> list[Finding]:
    """What stands against one more infusion `on` that day.

    `series` are the days of this series' infusions so far, `earlier` those of the patient's other ones.
    """
    number = len(series) + 1
    found = []
    if on in {*series, *earlier}:
        found.append(_same_day())
    if number > programme.series_hard:
        found.append(_too_many(Level.STOP, "L-series-hard-high", number, programme.series_hard))
    elif programme.series_soft is not None and number > programme.series_soft:
        found.append(_too_many(Level.OVERRIDE, "L-series-soft-high", number, programme.series_soft))
    year = sum(on - timedelta(days=ROLLING_DAYS) < day <= on for day in {*series, *earlier}) + 1
    if year > programme.twelve_months_soft:
        found.append(_in_a_year(year, programme.twelve_months_soft))
    return found


def _same_day() -> Finding:
    return Finding(
        "L-series-same-day",
        Level.STOP,
        "There was an infusion on this day already.",
        "Another day.",
        source=CLINIC,
        mark="D",
    )


def _too_many(level: Level, id: str, number: int, limit: int) -> Finding:
    return Finding(
        id,
        level,
        "This would be infusion {number} of the series; {limit} are the "
        + ("most." if level is Level.STOP else "usual end."),
        "A new assessment decides on a new series."
        if level is Level.STOP
        else "A physician records the reason to go on.",
        source=f"{TANKHA}; {SCHWARTZMAN}",
        mark="D",
        inputs={"number": str(number), "limit": str(limit)},
    )


def _in_a_year(number: int, limit: int) -> Finding:
    return Finding(
        "L-year-soft-high",
        Level.OVERRIDE,
        "This would be infusion {number} within twelve months; {limit} are the usual most.",
        "A physician records the reason to go on.",
        source="consensus text from memory, to be verified",
        mark="M",
        inputs={"number": str(number), "limit": str(limit)},
    )
