"""Who sits at which simulated monitor now, and what their monitor knows: read from the record, never written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from ebb.clinic.demo.body import Body
from ebb.clinic.demo.files import body_of
from ebb.clinic.demo.levels import AHEAD, Levels
from ebb.clinic.demo.scenarios import Scenario, scenario_of
from ebb.clinic.demo.visits import levels_of
from ebb.clinic.infusion.models import Infusion
from ebb.pathway.events import CheckedIn

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
