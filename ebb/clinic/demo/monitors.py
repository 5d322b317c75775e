"""The simulated monitors: what each sends at one second, and what befalls it, by chair.

The lengths are chosen for showing [D]: longer than the technical alarm's 15 and 30 seconds, short enough to watch.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from ebb.clinic.demo.body import AHEAD, Body, Levels
from ebb.clinic.demo.clinic import body_of
from ebb.clinic.demo.visits import levels_of
from ebb.clinic.infusion.models import Infusion
from ebb.devices.compose import Dialect, compose_vitals
from ebb.pathway.events import CheckedIn

CYCLE_S = 45 * 60
"""A probe falls off and a line drops once in so long, for as long as the demonstration runs."""
PROBE_OFF = "SpO2 probe off"
CALCULATE_AGAIN = timedelta(minutes=3)
"""The drug is calculated anew when something was recorded, and else well before the forecast in hand runs out."""
assert CALCULATE_AGAIN < AHEAD


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One chair's monitor: which dialect it speaks and what befalls it.

    probe_off_s and silent_s: seconds of each cycle without an oxygen probe, and without any message. cuff_min: how far
    apart the cuff measures while an infusion is given.
    """

    dialect: Dialect
    surging: bool = False
    probe_off_s: int = 0
    silent_s: int = 0
    cuff_min: int = 5

    def probe_is_off(self, second: float) -> bool:
        return 0 <= second % CYCLE_S - CYCLE_S // 2 < self.probe_off_s

    def is_silent(self, second: float) -> bool:
        return 0 <= second % CYCLE_S - CYCLE_S // 3 < self.silent_s


BY_CHAIR = {
    "1": Scenario(dialect="mdc"),
    "2": Scenario(dialect="mdil", silent_s=40),
    "3": Scenario(dialect="mdc", surging=True, cuff_min=3),
    "4": Scenario(dialect="mdil", probe_off_s=50),
}
SMOOTH = Scenario(dialect="mdc")


def scenario_of(chair_name: str) -> Scenario:
    return BY_CHAIR.get(chair_name, SMOOTH)


@dataclass(frozen=True)
class SimulatedMonitor:
    """A monitor with a patient at it. `since` is when they sat down: cuff readings and the scenario count from it."""

    bed: str
    body: Body
    felt: Levels
    scenario: Scenario
    since: datetime

    def message(self, at: datetime, *, every_s: float = 1) -> bytes | None:
        """What it sends at this moment, None while the line is down.

        every_s: how far apart messages stand, so that each cuff reading falls into exactly one.
        """
        second = (at - self.since).total_seconds()
        if self.scenario.is_silent(second):
            return None
        level = self.felt.circulation_at(at)
        values: dict[str, float | None] = dict(self.body.continuous(at.timestamp(), level))
        if second % (self.scenario.cuff_min * 60) < every_s:
            values |= self.body.cuff(at.timestamp(), level)
        texts = {"spo2_percent": PROBE_OFF} if self.scenario.probe_is_off(second) else {}
        control_id = f"{self.bed}-{at:%Y%m%d%H%M%S}"
        return compose_vitals(
            bed=self.bed, taken_at=at, values=values, dialect=self.scenario.dialect, control_id=control_id, texts=texts
        )


class OccupiedMonitors:
    """The monitors of occupied chairs. Remembers what it calculated; belongs to one thread."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[int, datetime, SimulatedMonitor]] = {}

    def at(self, at: datetime) -> list[SimulatedMonitor]:
        """One query, and three more for each visit in which something was recorded since."""
        seated = Infusion.objects.seated().exclude(chair__bed="").select_related("chair", "patient", "order")
        newest = seated.annotate(
            last=Max("events"), since=Max("events__happened_at", filter=Q(events__kind=CheckedIn.__name__))
        )
        known, self._known = self._known, {}
        for infusion in newest:
            last, calculated_at, monitor = known.get(infusion.pk, (None, at, None))
            if last != infusion.last or at - calculated_at >= CALCULATE_AGAIN:
                calculated_at, monitor = at, _monitor_of(infusion, infusion.since, at)
            self._known[infusion.pk] = (infusion.last, calculated_at, monitor)
        return [monitor for _last, _at, monitor in self._known.values()]


def _monitor_of(infusion: Infusion, since: datetime, at: datetime) -> SimulatedMonitor:
    scenario = scenario_of(infusion.chair.name)
    body = body_of(infusion.patient, timezone.localdate(at), surging=scenario.surging)
    return SimulatedMonitor(infusion.chair.bed, body, levels_of(infusion, at, at + AHEAD), scenario, since)
