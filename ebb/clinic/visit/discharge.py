"""The way home, from the facts of a visit: what it was before, what it is now, what still keeps the patient here."""

from collections.abc import Iterable
from datetime import datetime

from ebb.clinic.infusion.monitor_messages import as_charted
from ebb.clinic.infusion.start import is_first
from ebb.clinic.infusion.visit import Visit, baseline_of
from ebb.clinic.visit.alarms import Alarm, alarms_of, pressing
from ebb.clinic.visit.monitor_series import MonitorSeries, series_cache
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway.discharge_gate import Gate, gate
from ebb.pathway.observations import Baseline


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
