"""Is it working? Diary days beside infusions: a figure, and sentences that claim no more than the days do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.followup.models import DiaryEntry
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.people.models import Patient
from ebb.figure import Bar, Bars, Curves, DaysAxis, Dots, Figure
from ebb.pathway import events as e
from ebb.pathway.amounts import given

BASELINE_DAYS, BASELINE_LEAST = 14, 7  # [D] 2.5: mean of 7 diary days or more in the 14 before the first infusion
WEEK_DAYS, WEEK_LEAST = 7, 4  # [D] 6.3: a week counts with 4 days of it
NOTICED_POINTS, NOTICED_SHARE = Decimal(2), Decimal("0.3")  # [M] 6.1: what people usually notice in 0 to 10 pain
LEAST_DRAWN_DAYS = 14
LEAST_PAIN, MOST_PAIN = 0.0, 10.0
MOST_SLEEP = 10.0  # the scale reaches at least so far
PHONE, TABLET = 340, 680  # pixels; each page shows the drawing that fits it, so that its words stay readable


@dataclass(frozen=True)
class InfusionGiven:
    """One infusion that was really given."""

    on: date
    mg: Decimal


@dataclass(frozen=True)
class Mean:
    """The mean of some diary days; None where there are fewer than `least`."""

    value: Decimal | None
    days: int
    least: int


@dataclass(frozen=True)
class DiarySummary:
    """The diary that counts, the infusions really given, and what they say together."""

    entries: list[DiaryEntry]
    infusions: list[InfusionGiven]
    before: Mean | None
    last_week: Mean
    points_less: Decimal | None
    sentences: list[str]
    figure: Figure
    narrow: Figure

    @property
    def narrow_svg(self) -> str:
        """The drawing for a phone; it stands on one page with the wide one, so its ids are others."""
        return self.narrow.svg(id="narrow")


def diary_summary(patient: Patient, at: datetime) -> DiarySummary:
    """Everything on one page, at `at`. Three queries."""
    entries = list(patient.diary.current())
    infusions, today = infusions_given(patient, at), timezone.localdate(at)
    drawn, narrow = (diary_figure(entries, infusions, today, width=width) for width in (TABLET, PHONE))
    before, now = baseline(entries, infusions), last_week(entries, today)
    return DiarySummary(
        entries, infusions, before, now, points_less(before, now), sentences(before, now), drawn, narrow
    )


def infusions_given(patient: Patient, at: datetime) -> list[InfusionGiven]:
    """Day and milligrams of each infusion that was started, as the pump's history has it. Two queries."""
    rows = Prefetch("events", queryset=Event.objects.order_by("pk"))
    found = []
    for infusion in patient.infusions.filter(events__kind=e.InfusionStarted.__name__).distinct().prefetch_related(rows):
        facts = Visit(infusion, list(infusion.events.all())).facts
        start = facts.latest(e.InfusionStarted)
        if start is not None:
            found.append(InfusionGiven(timezone.localdate(start.at), given(facts, at).total_mg))
    return sorted(found, key=lambda one: one.on)


def diary_figure(days: Sequence[DiaryEntry], infusions: Sequence[InfusionGiven], today: date, *, width: int) -> Figure:
    """Pain as dots, infusions as bars as high as their milligrams, and sleep below."""
    first = min([today - timedelta(days=LEAST_DRAWN_DAYS), *(each.on for each in (*days, *infusions))])
    pain = Dots(_("average of the day"), [(day.on, float(day.average)) for day in days])
    slept = Dots(_("sleep"), [(day.on, float(day.sleep_h)) for day in days if day.sleep_h is not None])
    drug = [Bar(given.on, round(float(given.mg), 1)) for given in infusions]
    panels = [
        Curves(_("Pain, 0 to 10"), "", dots=[pain] if days else [], low=LEAST_PAIN, high=MOST_PAIN),
        Bars(_("Infusions"), "mg", drug),
        Curves(_("Sleep"), "h", dots=[slept] if slept.points else [], high=MOST_SLEEP),
    ]
    return Figure(
        title=_("Pain and infusions, day by day"),
        description=_("Average pain from 0 to 10 for each diary day, the milligrams of each infusion, hours of sleep."),
        axis=DaysAxis(0.0, float((today - first).days + 1), day_zero=first),
        panels=[panel for panel in panels if _holds_something(panel)],
        width=width,
    )


def _holds_something(panel: Curves | Bars) -> bool:
    return bool(panel.bars if isinstance(panel, Bars) else panel.dots)


def baseline(days: Sequence[DiaryEntry], infusions: Sequence[InfusionGiven]) -> Mean | None:
    """The days before the first infusion; None when there was none yet."""
    if not infusions:
        return None
    first = min(given.on for given in infusions)
    return _mean([d for d in days if first - timedelta(days=BASELINE_DAYS) <= d.on < first], BASELINE_LEAST)


def last_week(days: Sequence[DiaryEntry], today: date) -> Mean:
    return _mean([day for day in days if today - timedelta(days=WEEK_DAYS) < day.on <= today], WEEK_LEAST)


def sentences(before: Mean | None, now: Mean) -> list[str]:
    """What the diary says: before the first infusion, in the last week, and the one beside the other."""
    return [_before(before), _now(now), _compared(before, now)]


def points_less(before: Mean | None, now: Mean) -> Decimal | None:
    """Points of pain less than before the first infusion, negative when it is more; None while a mean is missing."""
    if before is None or before.value is None or now.value is None:
        return None
    return (before.value - now.value).quantize(Decimal("0.1"))


def _mean(days: Sequence[DiaryEntry], least: int) -> Mean:
    value = Decimal(sum(day.average for day in days)) / len(days) if len(days) >= least else None
    return Mean(value, len(days), least)


def _before(before: Mean | None) -> str:
    if before is None:
        return _("No infusion has been given yet.")
    if before.value is None:
        values = {"days": before.days, "least": before.least}
        return _("Before the first infusion there are %(days)s diary days; %(least)s are needed for a mean.") % values
    values = {"pain": f"{before.value:.1f}", "days": before.days}
    return (
        _("In the two weeks before the first infusion the pain was %(pain)s on average (%(days)s diary days).") % values
    )


def _now(now: Mean) -> str:
    if now.value is None:
        values = {"days": now.days, "least": now.least}
        return _("In the last 7 days there are %(days)s diary days; %(least)s are needed for a mean.") % values
    values = {"pain": f"{now.value:.1f}", "days": now.days}
    return _("In the last 7 days it was %(pain)s on average (%(days)s diary days).") % values


def _compared(before: Mean | None, now: Mean) -> str:
    points = points_less(before, now)
    if points is None:
        return _("Not enough days yet to say whether it is working.")
    if points == 0:
        return _("That is the same as before.")
    values = {"points": abs(points), "percent": _percent(points, before.value)}
    if points < 0:
        return _("That is %(points)s points more than before%(percent)s.") % values
    if points < NOTICED_POINTS and points < NOTICED_SHARE * before.value:
        return _("That is %(points)s points less%(percent)s: smaller than people usually notice.") % values
    return (
        _("That is %(points)s points less%(percent)s. Pain also changes by itself; this does not prove what did it.")
        % values
    )


def _percent(points: Decimal, before: Decimal) -> str:
    """The change in percent; nothing when there was no pain to begin with."""
    return _(" (%(percent)s %%)") % {"percent": f"{abs(points) / before * 100:.0f}"} if before else ""
