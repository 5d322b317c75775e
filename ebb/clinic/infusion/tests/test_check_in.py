from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.record.models import Entry
from ebb.pathway.findings import Refused
from ebb.pathway.steps import State


def check_in(infusion: object, cast: SimpleNamespace, at: datetime, **changed: object) -> object:
    values = {"chair": cast.chair, "identifiers": journey.IDENTIFIERS, "by": cast.nurse.pk, **changed}
    return actions.check_in(infusion, at=at, **values)


def test_it_seats_the_patient_with_the_nurse_who_received_them(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.expected(cast, at - timedelta(hours=1))

    check_in(infusion, cast, at)

    visit = journey.again(infusion)
    assert (visit.state, visit.chair, visit.nurse) == (State.CHECKED_IN.value, cast.chair, cast.nurse)


def test_it_leaves_one_entry_on_the_chain_of_the_patient(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.expected(cast, at - timedelta(hours=1))
    before = Entry.objects.count()

    event = check_in(infusion, cast, at)

    entry = Entry.objects.get(chain=cast.patient.pk, verb="checked in")
    assert Entry.objects.count() == before + 1
    assert [fact["table"] for fact in entry.facts] == ["infusion_event", "record_version"]
    assert entry.facts[0]["id"] == event.pk


@pytest.mark.parametrize("identifiers", ["", "name", "name, name"])
def test_it_wants_two_identifiers(cast: SimpleNamespace, at: datetime, identifiers: str) -> None:
    infusion = journey.expected(cast, at - timedelta(hours=1))

    with nothing_written(), pytest.raises(Refused, match="Two different identifiers"):
        check_in(infusion, cast, at, identifiers=identifiers)


def test_it_refuses_a_chair_of_another_site(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.expected(cast, at - timedelta(hours=1))
    cast.chair.site = cast.elsewhere
    cast.chair.save()

    with nothing_written(), pytest.raises(Refused, match="belongs to another site"):
        check_in(infusion, cast, at)


def test_it_refuses_a_chair_that_is_taken(cast: SimpleNamespace, at: datetime) -> None:
    journey.arrived(cast, at)
    infusion = journey.expected(cast, at, patient=journey.another_patient(cast, at))

    with nothing_written(), pytest.raises(Refused, match="Chair 1 is taken"):
        check_in(infusion, cast, at)


def test_it_refuses_whoever_is_neither_nurse_nor_physician(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.expected(cast, at - timedelta(hours=1))

    with nothing_written(), pytest.raises(Refused, match="credentials of today"):
        check_in(infusion, cast, at, by=cast.front_desk.pk)


def test_it_refuses_a_second_check_in(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused, match="cannot be recorded while the visit is checked in"):
        check_in(infusion, cast, at + timedelta(minutes=1))
