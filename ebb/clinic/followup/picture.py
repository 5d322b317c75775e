"""The diary and the infusions on one axis of days."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ebb.clinic.followup.working import Day, Given
from ebb.figure import Bar, Bars, Curves, DaysAxis, Dots, Figure

LEAST_DAYS = 14
MOST_PAIN, LEAST_PAIN = 10.0, 0.0


def picture(days: Sequence[Day], infusions: Sequence[Given], today: date, *, width: int = 640) -> Figure:
    """Pain as dots, infusions as bars as high as their milligrams, and sleep below."""
    first = min([today - timedelta(days=LEAST_DAYS), *(day.on for day in days), *(given.on for given in infusions)])
    at_once = Dots(_("average pain"), [(day.on, float(day.average)) for day in days if not day.late])
    later = Dots(_("written a day or two later"), [(day.on, float(day.average)) for day in days if day.late])
    slept = [Bar(day.on, float(day.sleep_h)) for day in days if day.sleep_h is not None]
    drug = [Bar(given.on, float(given.mg), f"{given.mg:.0f} mg") for given in infusions]
    panels = [
        Curves(
            _("Pain"), "0–10", dots=[dots for dots in (at_once, later) if dots.points], low=LEAST_PAIN, high=MOST_PAIN
        ),
        Bars(_("Infusions"), "mg", drug),
        Bars(_("Sleep"), "h", slept),
    ]
    return Figure(
        title=_("Pain and infusions, day by day"),
        description=_("Average pain from 0 to 10 for each diary day, the milligrams of each infusion, hours of sleep."),
        axis=DaysAxis(0.0, float((today - first).days + 1), day_zero=first),
        panels=[panel for panel in panels if not (isinstance(panel, Bars) and not panel.bars)],
        width=width,
    )
