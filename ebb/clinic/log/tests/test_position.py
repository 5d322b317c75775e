"""One position names how far the three logs go, for a page, its stream and the watch alike."""

import pytest

from ebb.clinic.infusion.models import Event
from ebb.clinic.log.position import LogPosition, end_of_logs
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.clinic.vitals.tests.rows import message


def test_it_says_where_the_logs_end_with_one_query(cast, at, django_assert_num_queries):
    last = [message(at, control_id=name) for name in "ab"][-1]

    with django_assert_num_queries(1):
        end = end_of_logs(Message, Event, AlarmChange)

    assert end == LogPosition(message=last.pk, event=0, alarm=0)


@pytest.mark.parametrize("text", ["", "1.2", "1.2.3.4", "1.2.x", "1.2.-3", f"1.2.{'9' * 19}"])
def test_it_takes_no_text_that_is_none_of_ours(text):
    assert LogPosition.parse(text) is None


def test_it_comes_back_from_its_text():
    assert LogPosition.parse(str(LogPosition(12, 3, 4))) == LogPosition(12, 3, 4)
