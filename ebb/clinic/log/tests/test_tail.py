"""A tail gives each row once and in order."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from ebb.clinic.log.tail import Tail
from ebb.clinic.vitals.models import Message
from ebb.clinic.vitals.tests.rows import message

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def ids(rows):
    return [row.control_id for row in rows]


def test_it_gives_each_row_once():
    tail = Tail(Message, after_id=0)
    message(AT, control_id="a")
    first = tail.new()
    message(AT, control_id="b")

    assert (ids(first), ids(tail.new()), ids(tail.new())) == (["a"], ["b"], [])


def test_it_goes_on_where_it_was_told_and_stops_at_the_limit():
    rows = [message(AT, control_id=str(number)) for number in range(5)]

    tail = Tail(Message, after_id=rows[0].pk)

    assert (ids(tail.new(limit=2)), tail.after_id) == (["1", "2"], rows[2].pk)
    assert ids(tail.new()) == ["3", "4"]


def test_it_asks_one_question_when_nothing_is_new(django_assert_num_queries):
    tail = Tail(Message, after_id=message(AT).pk)
    tail.new()

    with django_assert_num_queries(1):
        assert tail.new() == []


def test_many_writers_at_once_lose_and_repeat_nothing():
    tail, seen = Tail(Message, after_id=0), []
    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen += ids(tail.new(limit=7))
    while rows := tail.new():
        seen += ids(rows)

    assert sorted(seen) == sorted(f"{writer}x{turn}" for writer in range(6) for turn in range(40) if turn % 5)


def write(number: int) -> None:
    for turn in range(40):
        with transaction.atomic():
            message(AT, control_id=f"{number}x{turn}")
            transaction.set_rollback(turn % 5 == 0)
    connection.close()
