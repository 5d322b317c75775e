"""Is it working? Diary days beside infusions, in three plain sentences that claim no more than the days do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

BASELINE_DAYS, BASELINE_LEAST = 14, 7  # [D] 2.5: mean of 7 diary days or more in the 14 before the first infusion
WEEK_DAYS, WEEK_LEAST = 7, 4  # [D] 6.3: a week counts with 4 days of it
NOTICED_POINTS, NOTICED_SHARE = Decimal(2), Decimal("0.3")  # [M] 6.1: what people usually notice in 0 to 10 pain


@dataclass(frozen=True)
class Day:
    """One diary day."""

    on: date
    average: int
    sleep_h: Decimal | None = None


@dataclass(frozen=True)
class Given:
    """One infusion that was really given."""

    on: date
    mg: Decimal


@dataclass(frozen=True)
class Mean:
    """The mean of some diary days; None where there are fewer than `least`."""

    value: Decimal | None
    days: int
    least: int


def baseline(days: Sequence[Day], infusions: Sequence[Given]) -> Mean | None:
    """The days before the first infusion; None when there was none yet."""
    if not infusions:
        return None
    first = min(given.on for given in infusions)
    return _mean([d for d in days if first - timedelta(days=BASELINE_DAYS) <= d.on < first], BASELINE_LEAST)


def last_week(days: Sequence[Day], today: date) -> Mean:
    return _mean([day for day in days if today - timedelta(days=WEEK_DAYS) < day.on <= today], WEEK_LEAST)


def sentences(days: Sequence[Day], infusions: Sequence[Given], today: date) -> list[str]:
    """What the diary says: before, now, and the one beside the other."""
    before, now = baseline(days, infusions), last_week(days, today)
    return [_before(before), _now(now), _compared(before, now)]


def less(before: Mean | None, now: Mean) -> Decimal | None:
    """Points of pain less than before the first infusion, negative when it is more; None while a mean is missing."""
    if before is None or before.value is None or now.value is None:
        return None
    return (before.value - now.value).quantize(Decimal("0.1"))


def _mean(days: Sequence[Day], least: int) -> Mean:
    value = Decimal(sum(day.average for day in days)) / len(days) if len(days) >= least else None
    return Mean(value, len(days), least)


def _before(before: Mean | None) -> str:
    if before is None:
        return _("No infusion has been given yet.")
    if before.value is None:
        told = {"days": before.days, "least": before.least}
        return _("Before the first infusion there are %(days)s diary days; %(least)s are needed for a mean.") % told
    told = {"pain": f"{before.value:.1f}", "days": before.days}
    return (
        _("In the two weeks before the first infusion the pain was %(pain)s on average (%(days)s diary days).") % told
    )


def _now(now: Mean) -> str:
    if now.value is None:
        told = {"days": now.days, "least": now.least}
        return _("In the last 7 days there are %(days)s diary days; %(least)s are needed for a mean.") % told
    told = {"pain": f"{now.value:.1f}", "days": now.days}
    return _("In the last 7 days it was %(pain)s on average (%(days)s diary days).") % told


def _compared(before: Mean | None, now: Mean) -> str:
    points = less(before, now)
    if points is None:
        return _("Not enough days yet to say whether it is working.")
    if points == 0:
        return _("That is the same as before.")
    told = {"points": abs(points), "percent": _percent(points, before.value)}
    if points < 0:
        return _("That is %(points)s points more than before%(percent)s.") % told
    if points < NOTICED_POINTS and points < NOTICED_SHARE * before.value:
        return _("That is %(points)s points less%(percent)s: smaller than people usually notice.") % told
    return (
        _("That is %(points)s points less%(percent)s. Pain also changes by itself; this does not prove what did it.")
        % told
    )


def _percent(points: Decimal, before: Decimal) -> str:
    """The change in percent; nothing when there was no pain to begin with."""
    return _(" (%(percent)s %%)") % {"percent": f"{abs(points) / before * 100:.0f}"} if before else ""
