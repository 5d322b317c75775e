"""The simulated monitors: what each sends at one second, and what befalls it, by chair.

The lengths are chosen for showing [D]: longer than the technical alarm's 15 and 30 seconds, short enough to watch.
"""

from collections.abc import Iterator
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


PROBE_OFF = "SpO2 probe off"


def spoken(
    bed: str, body: Body, felt: Levels, scenario: Scenario, at: datetime, *, since: datetime, every_s: float = 1
) -> bytes | None:
    """The message of this moment, None while the line is down.

    since: when the patient sat down, from which cuff readings and the scenario are counted. every_s: how far apart
    messages stand, so that each cuff reading falls into exactly one.
    """
    second = (at - since).total_seconds()
    if scenario.is_silent(second):
        return None
    level = felt.circulation_at(at)
    values: dict[str, float | None] = dict(body.continuous(at.timestamp(), level))
    if second % (scenario.cuff_min * 60) < every_s:
        values |= body.cuff(at.timestamp(), level)
    texts = {"spo2_percent": PROBE_OFF} if scenario.probe_is_off(second) else {}
    return compose_vitals(
        bed=bed,
        taken_at=at,
        values=values,
        dialect=scenario.dialect,
        control_id=f"{bed}-{at:%Y%m%d%H%M%S}",
        texts=texts,
    )


CALCULATE_AGAIN = timedelta(minutes=3)
"""The drug is calculated anew when something was recorded, and else well before the forecast in hand runs out."""
assert CALCULATE_AGAIN < AHEAD


@dataclass(frozen=True)
class Bedside:
    """A monitor with a patient at it. `since` is when they sat down."""

    bed: str
    body: Body
    felt: Levels
    scenario: Scenario
    since: datetime


class Ward:
    """The occupied chairs that have a monitor. Remembers what it calculated; belongs to one thread."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[int, datetime, Bedside]] = {}

    def bedsides(self, at: datetime) -> list[Bedside]:
        """One query, and three more for each visit in which something was recorded since."""
        seated = Infusion.objects.seated().exclude(chair__bed="").select_related("chair", "patient", "order")
        newest = seated.annotate(
            last=Max("events"), since=Max("events__happened_at", filter=Q(events__kind=CheckedIn.__name__))
        )
        found = dict(self._calculated(newest, at))
        self._known = found
        return [bedside for _, _, bedside in found.values()]

    def _calculated(self, seated: object, at: datetime) -> Iterator[tuple[UUID, tuple[int, datetime, Bedside]]]:
        for infusion in seated:
            known = self._known.get(infusion.pk)
            if known and known[0] == infusion.last and at - known[1] < CALCULATE_AGAIN:
                yield infusion.pk, known
            else:
                yield infusion.pk, (infusion.last, at, _bedside(infusion, infusion.since, at))


def _bedside(infusion: Infusion, since: datetime, at: datetime) -> Bedside:
    scenario = scenario_of(infusion.chair.name)
    return Bedside(
        bed=infusion.chair.bed,
        body=body_of(infusion.patient, timezone.localdate(at), surging=scenario.surging),
        felt=levels_of(infusion, at, at + AHEAD),
        scenario=scenario,
        since=since,
    )
