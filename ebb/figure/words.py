"""The figure's own words, in one place so that a site in another language can hand in its own."""

from dataclasses import dataclass

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Words:
    """Every word the figure adds to what it is given. `weekdays` begins on Monday."""

    now: str = "now"
    paused: str = "paused"
    planned: str = "planned"
    forecast: str = "forecast"
    band_low: str = "band from"
    band_high: str = "band to"
    inner: str = "inner"
    unknown: str = "amount not known"
    outside: str = "outside the model's range"
    nothing: str = "nothing recorded"
    no_value: str = "no value"
    part_missing: str = "part missing"
    until: str = "until"
    gap: str = "gap"
    dia: str = "dia"
    limits: str = "dashed: personal limits"
    time: str = "Time"
    panel: str = "Part"
    what: str = "What"
    value: str = "Value"
    folded: str = "Long series are given as lowest to highest per {stretch}."
    to: str = "to"
    minutes: str = "min"
    hours: str = "h"
    days: str = "days"
    day: str = "day"
    cuff: str = "cuff"
    line: str = "arterial line"
    typed: str = "typed"
    event: str = "event"
    note: str = "note"
    alarm_high: str = "high alarm"
    alarm_medium: str = "medium alarm"
    alarm_low: str = "low alarm"
    months: tuple[str, ...] = MONTHS
    weekdays: tuple[str, ...] = WEEKDAYS
