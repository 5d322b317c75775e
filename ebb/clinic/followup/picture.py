"""The diary and the infusions on one axis of days."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ebb.clinic.followup.working import Day, Given
from ebb.figure import Bar, Bars, Curves, DaysAxis, Dots, Figure

LEAST_DAYS = 14
LEAST_PAIN, MOST_PAIN = 0.0, 10.0
MOST_SLEEP = 10.0  # the scale reaches at least so far


def picture(days: Sequence[Day], infusions: Sequence[Given], today: date, *, width: int) -> Figure:
    """Pain as dots, infusions as bars as high as their milligrams, and sleep below."""
    first = min([today - timedelta(days=LEAST_DAYS), *(day.on for day in days), *(given.on for given in infusions)])
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
