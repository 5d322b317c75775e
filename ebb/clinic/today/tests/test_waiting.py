"""The count of open enquiries that a process keeps is the one the rows give."""

from datetime import timedelta

import pytest

from ebb.clinic.enquiry import actions
from ebb.clinic.enquiry.models import Enquiry
from ebb.clinic.today.waiting import Waiting

pytestmark = pytest.mark.django_db


def ask(site, at):
    return actions.receive_enquiry(site=site, name="Someone", email="someone@example.org", phone="", question="", at=at)


def test_it_agrees_with_the_rows_however_they_come(cast, at):
    waiting, asked = Waiting(), []
    for minute in range(6):
        now = at + timedelta(minutes=minute)
        asked.append(ask(cast.site, now))
        if minute % 2:
            actions.close(enquiry=asked[minute - 1], text="answered", by=cast.front_desk.pk, at=now)

        assert waiting.count(cast.site, now) == Enquiry.objects.filter(site=cast.site).open().count()

    actions.close(enquiry=asked[1], text="answered late", by=cast.front_desk.pk, at=now)
    assert waiting.count(cast.site, now) == 2


def test_it_counts_each_site_for_itself(cast, at):
    waiting = Waiting()
    ask(cast.site, at)

    assert (waiting.count(cast.site, at), waiting.count(cast.elsewhere, at)) == (1, 0)


def test_a_long_past_without_open_ones_is_not_read_again(cast, at, django_assert_num_queries):
    waiting = Waiting()
    for _ in range(3):
        actions.close(enquiry=ask(cast.site, at), text="answered", by=cast.front_desk.pk, at=at)
    later = at + timedelta(hours=1)
    waiting.count(cast.site, later)

    with django_assert_num_queries(2) as asked:
        waiting.count(cast.site, later)

    last = Enquiry.objects.order_by("-pk").first()
    assert f'"id" > {last.pk}' in asked.captured_queries[1]["sql"]
