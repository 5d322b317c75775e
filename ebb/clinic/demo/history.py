"""What came before today: earlier infusions, and what monitors said before the demonstration was opened.

The messages go through the gateway's own reading and storing, with the time they would have come at.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from ebb.clinic.demo.assessed import order_for
from ebb.clinic.demo.body import Body
from ebb.clinic.demo.files import File
from ebb.clinic.demo.house import Clinic
from ebb.clinic.demo.levels import Levels
from ebb.clinic.demo.monitor import spoken
from ebb.clinic.demo.recovering import begin_recovery, discharge_against, go_home, ready_at
from ebb.clinic.demo.scenarios import Scenario
from ebb.clinic.demo.visits import Attended, begin, complete, minutes, observe
from ebb.clinic.gateway.fast_path import BedAssignment, message_store
from ebb.clinic.gateway.incoming import understand
from ebb.clinic.infusion.actions import expect_visit
from ebb.clinic.people.models import Chair
from ebb.clinic.plan.models import Order
from ebb.pathway.findings import Refused

EVERY = timedelta(seconds=10)
"""How far apart the messages written afterwards stand; a live monitor speaks each second."""
BATCH = 500


def past_infusion(clinic: Clinic, file: File, order: Order, *, started_at: datetime) -> None:
    """One infusion of an earlier day, from the door to the way home."""
    planned = expect_visit(
        order=order, expected_at=started_at - timedelta(hours=1), by=clinic.front_desk.pk,
        at=started_at - timedelta(days=3),
    )  # fmt: skip
    nurse, second = clinic.staff["nora"], clinic.staff["sam"]
    visit = Attended(clinic, planned, nurse, second, file.body(timezone.localdate(started_at)))
    begin(visit, clinic.chairs["1"], started_at=started_at)
    stopped_at = started_at + minutes(order.duration_min)
    observe(visit, since=started_at, until=stopped_at - minutes(1), every_min=10, typed=True)
    complete(visit, at=stopped_at)
    begin_recovery(visit, at=stopped_at + minutes(2))
    home_at = ready_at(visit, stopped_at)
    try:
        go_home(visit, at=home_at)
    except Refused as refused:
        discharge_against(visit, refused, at=home_at + minutes(1))


def earlier_infusions(clinic: Clinic, file: File, *, days_ago: tuple[int, ...], today_at: datetime) -> None:
    """A series behind the patient, under one order."""
    if not days_ago:
        return
    order = order_for(clinic, file, at=today_at - timedelta(days=max(days_ago) + 4))
    for days in sorted(days_ago, reverse=True):
        past_infusion(clinic, file, order, started_at=today_at - timedelta(days=days))


def write_messages(
    chair: Chair, file: File, body: Body, felt: Levels, scenario: Scenario, *, since: datetime, until: datetime
) -> None:
    """Store what this chair's monitor said from `since` to `until`."""
    assigned, said_at = BedAssignment(chair.pk, file.patient.pk), since - EVERY
    heard = []
    for at in _moments(since, until):
        gone = (at - said_at).total_seconds()
        payload = spoken(chair.bed, body, felt, scenario, at, since=since, every_s=gone)
        if payload is not None:
            said_at = at
            heard.append((understand(payload, peer="127.0.0.1", at=at, assume_tz=UTC), assigned))
    store = message_store()
    for start in range(0, len(heard), BATCH):
        store.add(heard[start : start + BATCH])


def _moments(since: datetime, until: datetime) -> Iterator[datetime]:
    at = since
    while at < until:
        yield at
        at += EVERY
