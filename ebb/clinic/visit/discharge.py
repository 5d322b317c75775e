"""The way home, from the facts of a visit: what it was before, what it is now, what still keeps the patient here."""

from collections.abc import Iterable
from datetime import datetime

from ebb.clinic.infusion.models import DayReview
from ebb.clinic.infusion.monitor_messages import as_charted
from ebb.clinic.infusion.start import is_first
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.visit.alarms import Alarm, alarms_of, pressing
from ebb.clinic.visit.monitor_series import MonitorSeries, series_cache
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway import events as e
from ebb.pathway.discharge_gate import Gate, gate
from ebb.pathway.observations import Baseline

FULL_ACTIVITY = 2


def baseline_of(visit: Visit, review: DayReview | None) -> Baseline:
    """How the patient was before the start: the last of each value the start gate passed, and the pain then."""
    started_at = visit.facts.latest_at(e.InfusionStarted)
    before = visit.facts.until(started_at) if started_at else visit.facts
    charted = before.all_of(e.VitalsCharted)
    pain = [fact.score for fact in before.all_of(e.Scored) if fact.scale == "pain"]

    def last(column: str) -> object:
        return next((value for one in reversed(charted) if (value := getattr(one, column)) is not None), None)

    known = review or DayReview()
    return Baseline(
        nibp_sys_mmhg=last("nibp_sys_mmhg"),
        nibp_dia_mmhg=last("nibp_dia_mmhg"),
        hr_per_min=last("hr_per_min"),
        rr_per_min=last("rr_per_min"),
        spo2_percent=last("spo2_percent"),
        pain=pain[-1] if pain else None,
        aldrete_activity=FULL_ACTIVITY if known.activity_before is None else known.activity_before,
        usual_oxygen=bool(known.usual_oxygen),
    )


def gate_of(visit: Visit, at: datetime) -> Gate:
    """The discharge gate as it stands. Four queries."""
    baseline = baseline_of(visit, visit.infusion.latest_review())
    alarms = alarms_of(AlarmChange.objects.filter(infusion=visit.infusion.pk).order_by("id"), {})
    return gate_from(visit, series_cache.of(visit), baseline, alarms, at, first_visit=is_first(visit.infusion))


def gate_from(
    visit: Visit, series: MonitorSeries, baseline: Baseline, alarms: Iterable[Alarm], at: datetime, *, first_visit: bool
) -> Gate:
    """The same from what is in hand already."""
    return gate(
        visit.facts,
        as_charted(series.latest),
        baseline,
        at,
        programme=visit.infusion.order.programme,
        first_visit=first_visit,
        open_alarms=pressing(alarms, at),
    )
