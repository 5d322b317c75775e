"""On PostgreSQL a lower number can commit after a higher one; SQLite has one writer at a time.

Collected only on PostgreSQL, see `conftest`.
"""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from ebb.clinic.log import tail as tails
from ebb.clinic.log.tail import Tail
from ebb.clinic.vitals.models import Message
from ebb.clinic.vitals.tests.rows import message

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Slow:
    """A writer that has inserted a row and not yet committed it."""

    def __init__(self, *, roll_back: bool = False) -> None:
        self.roll_back = roll_back
        self.inserted, self.may_end = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._write)

    def __enter__(self) -> "Slow":
        self.thread.start()
        assert self.inserted.wait(10)
        return self

    def end(self) -> None:
        self.may_end.set()
        self.thread.join(10)

    def __exit__(self, *_: object) -> None:
        self.end()

    def _write(self) -> None:
        try:
            with transaction.atomic():
                message(AT, control_id="slow")
                self.inserted.set()
                self.may_end.wait(10)
                transaction.set_rollback(self.roll_back)
        finally:
            connection.close()


def ids(rows):
    return [row.control_id for row in rows]


def test_it_waits_for_a_lower_number_that_may_still_come():
    tail = Tail(Message, after_id=0)
    with Slow() as slow:
        message(AT, control_id="quick")
        while_open = tail.new()
        slow.end()

        assert (ids(while_open), ids(tail.new())) == ([], ["slow", "quick"])


def test_it_passes_a_number_that_was_rolled_back():
    tail = Tail(Message, after_id=0)
    with Slow(roll_back=True) as slow:
        message(AT, control_id="quick")
        while_open = tail.new()
        slow.end()

        assert (ids(while_open), ids(tail.new())) == ([], ["quick"])


def test_it_does_not_let_a_hanging_writer_hold_back_the_rest(monkeypatch):
    tail = Tail(Message, after_id=0)
    with Slow() as slow:
        message(AT, control_id="quick")
        monkeypatch.setattr(tails, "GAP_WAIT_SECONDS", 0.0)
        past_it = tail.new()
        nothing = tail.new()
        slow.end()

        assert (ids(past_it), ids(nothing), ids(tail.new()), ids(tail.new())) == (["quick"], [], ["slow"], [])


def test_it_gives_a_row_that_was_under_way_below_its_first_place():
    with Slow() as slow:
        quick = message(AT, control_id="quick")
        tail = Tail(Message, after_id=quick.pk)
        while_open = tail.new()
        slow.end()

        assert (ids(while_open), ids(tail.new()), ids(tail.new())) == ([], ["slow"], [])
