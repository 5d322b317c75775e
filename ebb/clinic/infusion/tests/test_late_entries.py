from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after, before
from ebb.clinic.record.models import Entry
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused


def test_a_late_entry_keeps_both_times_and_says_why(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    late = {"happened_at": after(at, 5), "late_reason": "hands full"}

    event = actions.score(infusion, scale="pain", value=3, by=cast.nurse.pk, at=after(at, 20), **late)

    entry = Entry.objects.get(facts__0__id=event.pk, verb="scored")
    line = next(line for line in snapshot(infusion, after(at, 20)).timeline if line.id == event.pk)
    assert (entry.happened_at, entry.written_at) == (after(at, 5), after(at, 20))
    assert (line.happened_at, line.written_at, line.late_reason) == (after(at, 5), after(at, 20), "hands full")


def test_without_a_reason_it_is_refused(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match="15 minutes ago"):
        actions.note(infusion, text="x", by=cast.nurse.pk, at=after(at, 20), happened_at=after(at, 5))


@pytest.mark.parametrize("minutes", [-21, 21])
def test_neither_before_arrival_nor_in_the_future(cast: SimpleNamespace, at: datetime, minutes: int) -> None:
    infusion = journey.running(cast, at)
    when = {"happened_at": after(at, minutes), "late_reason": "typed wrong"}

    with nothing_written(), pytest.raises(Refused, match=r"before the patient was checked in|has not come yet"):
        actions.note(infusion, text="x", by=cast.nurse.pk, at=after(at, 20), **when)


def test_a_late_pause_that_leaves_a_later_entry_without_its_place_is_refused(
    cast: SimpleNamespace, at: datetime
) -> None:
    infusion = journey.running(cast, at)
    actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))

    with nothing_written(), pytest.raises(Refused, match="leave the later “Paused” without its place"):
        actions.pause(infusion, by=cast.nurse.pk, at=after(at, 20), happened_at=after(at, 5))


def test_a_stop_never_waits_for_a_reason_and_asks_for_it_after(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    stopped = actions.stop(
        infusion, completed=False, by=cast.nurse.pk, at=after(at, 20), happened_at=after(at, 10), locked_tablet=True
    )

    assert [line.id for line in snapshot(infusion, after(at, 20)).to_complete] == [stopped.pk]
    actions.note(infusion, text="Nora: vomited", about=stopped, by=cast.nurse.pk, at=after(at, 25))
    assert snapshot(infusion, after(at, 25)).to_complete == []


def test_a_pump_found_stopped_gave_nothing_since_its_true_stop(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    actions.pump_found_stopped(infusion, text="occlusion", stopped_at=after(at, 12), by=cast.nurse.pk, at=after(at, 20))

    assert snapshot(infusion, after(at, 20)).amounts.given.total_mg == Decimal(12)


def test_it_cannot_have_stopped_before_it_ran(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match="did not run then"):
        actions.pump_found_stopped(infusion, stopped_at=before(at, 5), by=cast.nurse.pk, at=after(at, 20))
