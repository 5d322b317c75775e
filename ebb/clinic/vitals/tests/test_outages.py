"""When gateway or watch did not do their work stands in the record, however short it was."""

from datetime import timedelta

import pytest

from ebb.clinic.people.models import SYSTEM
from ebb.clinic.record.models import Entry
from ebb.clinic.vitals.actions import LONGEST_BEAT, beat
from ebb.clinic.vitals.models import Outage

pytestmark = pytest.mark.django_db
A_MOMENT = timedelta(milliseconds=1)


def outages() -> list[tuple[str, object, object]]:
    return list(Outage.objects.order_by("id").values_list("process", "began_at", "ended_at"))


def test_a_process_that_goes_on_had_no_outage(at):
    beat(process="watch", at=at, begins=True)
    beat(process="watch", at=at + LONGEST_BEAT)

    assert outages() == []


def test_one_that_hung_and_goes_on_had_one(at):
    beat(process="watch", at=at)
    beat(process="watch", at=at + LONGEST_BEAT + A_MOMENT)

    assert outages() == [("watch", at, at + LONGEST_BEAT + A_MOMENT)]


def test_one_that_was_ended_and_begins_anew_had_one_however_short(at, cast):
    beat(process="gateway", at=at)
    beat(process="gateway", at=at + timedelta(seconds=1), begins=True)

    assert outages() == [("gateway", at, at + timedelta(seconds=1))]
    entry = Entry.objects.get(verb="gateway stood still")
    assert (entry.actor, [fact["table"] for fact in entry.facts]) == (SYSTEM, ["vitals_outage"])


def test_gateway_and_watch_are_apart(at):
    beat(process="gateway", at=at)
    beat(process="watch", at=at + timedelta(seconds=60), begins=True)

    assert outages() == []
