from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from ebb.clinic.followup import actions
from ebb.clinic.followup.links import LinkClosed, LinkExpired, LinkUnknown, link_of, token_of
from ebb.clinic.followup.models import DiaryEntry
from ebb.clinic.record.models import Entry
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Refused

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
PAIN = {"average": 5, "least": 3, "worst": 8, "now": 9}


def keep(cast, at, **changed):
    told = {"on": TODAY, **PAIN, **changed}
    return actions.keep_diary(patient=cast.patient, by=cast.patient.pk, at=at, **told)


def test_a_day_is_kept_with_its_entry_in_the_record(cast, at):
    entry = keep(cast, at, sleep_h=Decimal("6.5"), note=" cold feet ")

    assert (entry.sleep_h, entry.note, entry.back_entered) == (Decimal("6.5"), "cold feet", False)
    assert Entry.objects.get(verb="diary kept").actor == cast.patient.pk
    assert verify().faults == []


def test_a_second_entry_supersedes_the_first(cast, at):
    first = keep(cast, at)

    second = keep(cast, at, average=4)

    assert list(DiaryEntry.objects.current()) == [second]
    assert second.supersedes == first
    assert DiaryEntry.objects.count() == 2


@pytest.mark.parametrize("back", [0, 1, 2])
def test_a_day_is_written_up_to_two_days_late_and_says_so(cast, at, back):
    entry = keep(cast, at, on=TODAY - timedelta(days=back))

    assert entry.back_entered is (back > 0)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": TODAY + timedelta(days=1)}, "not come yet"),
        ({"on": TODAY - timedelta(days=3)}, "more than 2 days ago"),
        ({"least": 6}, "do not fit together"),
        ({"worst": 4}, "do not fit together"),
        ({"now": 11}, "11 is no answer"),
        ({"sleep_h": Decimal(25)}, "25 hours"),
    ],
)
def test_what_can_not_be_is_refused(cast, at, changed, words):
    with pytest.raises(Refused, match=words):
        keep(cast, at, **changed)

    assert not DiaryEntry.objects.exists()


def test_the_database_keeps_the_order_of_pain(cast, at):
    row = {"patient": cast.patient, "on": TODAY, "back_entered": False, "by": cast.patient.pk, "written_at": at}

    with pytest.raises(IntegrityError), transaction.atomic():
        DiaryEntry.objects.create(**row, **PAIN | {"least": 6})


def test_the_database_refuses_to_change_a_day(cast, at):
    keep(cast, at)

    with pytest.raises(DatabaseError), transaction.atomic():
        DiaryEntry.objects.update(average=0)


def test_a_link_opens_until_it_expires_or_is_closed(cast, at):
    link = actions.make_link(patient=cast.patient, by=cast.nurse.pk, at=at)
    token = token_of(link)

    assert link_of(token, at + timedelta(days=179)) == link
    with pytest.raises(LinkExpired):
        link_of(token, at + timedelta(days=180))
    actions.close_link(link, by=cast.nurse.pk, at=at)
    with pytest.raises(LinkClosed):
        link_of(token, at)


@pytest.mark.parametrize("token", ["", "guess", "ImFiYyI:1tF:abc"])
def test_an_address_nobody_signed_opens_nothing(cast, at, token):
    with pytest.raises(LinkUnknown):
        link_of(token, at)
