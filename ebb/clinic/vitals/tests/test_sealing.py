"""Each minute of each chair gets one entry; a changed row is then found out."""

from datetime import UTC, datetime, timedelta

from ebb.clinic.record.models import Entry
from ebb.clinic.record.verify import verify
from ebb.clinic.vitals import actions
from ebb.clinic.vitals.actions import seal_minutes
from ebb.clinic.vitals.models import Message, ProcessPosition
from ebb.clinic.vitals.tests.rows import message

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = NINE + timedelta(minutes=10)


def at_second(second: float) -> datetime:
    return NINE + timedelta(seconds=second)


def sealed() -> list[tuple[object, int]]:
    found = Entry.objects.filter(verb="samples").order_by("id")
    return [(entry.chain, len(entry.facts[0]["ids"])) for entry in found]


def test_it_writes_one_entry_for_each_chair_and_minute(cast):
    for second in (0, 30, 59, 60, 61):
        message(at_second(second), cast.chair, cast.patient.pk)
        message(at_second(second), cast.plain_chair)

    count = seal_minutes(at=LATER)

    assert count == 10
    assert sorted(sealed(), key=str) == sorted(
        [(cast.patient.pk, 3), (cast.patient.pk, 2), (cast.site.pk, 3), (cast.site.pk, 2)], key=str
    )
    assert verify().faults == []
    assert verify().unsealed == 0


def test_what_came_from_no_chair_goes_to_a_site(cast):
    message(NINE)

    seal_minutes(at=LATER)

    assert [chain in (cast.site.pk, cast.elsewhere.pk) for chain, _ in sealed()] == [True]


def test_a_minute_that_is_not_over_is_left(cast):
    message(at_second(10), cast.chair)
    message(at_second(61), cast.chair)

    early = seal_minutes(at=at_second(64))
    then = seal_minutes(at=at_second(66))

    assert (early, then, len(sealed())) == (0, 1, 1)


def test_it_seals_nothing_twice_and_catches_up_in_steps(cast):
    for second in range(7):
        message(at_second(second), cast.chair)

    counts = [seal_minutes(at=LATER, most=3) for _ in range(4)]

    assert counts == [3, 3, 1, 0]
    assert sum(rows for _, rows in sealed()) == 7


def test_another_that_sealed_meanwhile_is_not_repeated(cast):
    message(NINE, cast.chair)
    seal_minutes(at=LATER)
    rows = list(Message.objects.all())

    actions._seal(rows, 0, cast.nurse.pk, LATER)

    assert len(sealed()) == 1


def test_it_asks_two_questions_when_there_is_nothing_to_do(cast, django_assert_num_queries):
    message(NINE, cast.chair)
    seal_minutes(at=LATER)

    with django_assert_num_queries(2):
        assert seal_minutes(at=LATER) == 0


def test_a_lost_mark_costs_a_second_entry_and_no_fault(cast):
    message(NINE, cast.chair)
    seal_minutes(at=LATER)
    ProcessPosition.objects.all().delete()

    seal_minutes(at=LATER)

    assert len(sealed()) == 2
    assert verify().faults == []
