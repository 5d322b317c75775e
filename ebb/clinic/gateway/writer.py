"""One thread that commits messages of all connections together, as many as came while it was busy.

A lone message is committed at once. Under load each commit's sync to the disk is the time in which the next batch
gathers; waiting for it to fill costs more than it saves, since the lines whose messages it would hold wait too.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from time import monotonic

from django.db import DatabaseError, connection

from ebb.clinic.gateway.beds import Beds
from ebb.clinic.gateway.incoming import Incoming
from ebb.clinic.gateway.repeats import mark_repeats
from ebb.clinic.gateway.store import Store, store
from ebb.clinic.log.housekeeping import commit_lock

log = logging.getLogger(__name__)

LARGEST_BATCH = 200
"""Keeps one transaction well under the 50 ms that any writer may hold the database."""

COMPLAIN_EVERY_SECONDS = 10.0

NOT_STORED = "the message could not be stored; send it again"

Answered = Callable[[Sequence[Incoming]], None]


class Writer(threading.Thread):
    """Stores what is `put`, in that order, and calls `answered` with each batch once its commit has returned.

    What could not be stored comes back with the answer AE. `ended` is called when the thread ends, also by a fault of
    ours. Both run in this thread.
    """

    def __init__(self, answered: Answered, ended: Callable[[], None]) -> None:
        super().__init__(name="gateway-writer", daemon=True)
        self.answered = answered
        self.ended = ended
        self.stored = 0
        self._store: Store | None = None
        self._queue: SimpleQueue[Incoming | None] = SimpleQueue()
        self._beds = Beds()
        self._finished = False
        self._complained_at = -COMPLAIN_EVERY_SECONDS

    def put(self, item: Incoming) -> None:
        self._queue.put(item)

    def finish(self) -> None:
        """End once everything put before is answered."""
        self._queue.put(None)

    def run(self) -> None:
        try:
            self._store = store()
            while not self._finished:
                if batch := self._gathered():
                    self.write(batch)
                    self.answered(batch)
        finally:
            connection.close()
            self.ended()

    def write(self, batch: Sequence[Incoming]) -> None:
        """Commit a batch, or each message alone where one of them spoils the rest; AE for what is not stored."""
        error = self._commit(batch)
        if error is None:
            return
        self._complain(len(batch), error)
        for item in batch:
            if not isinstance(error, self._store.spoilt) or len(batch) == 1 or self._commit([item]) is not None:
                item.answer, item.reason = "AE", NOT_STORED

    def _complain(self, messages: int, error: Exception) -> None:
        """Once in a while: every monitor sends again each second for as long as the disk is full."""
        if monotonic() - self._complained_at > COMPLAIN_EVERY_SECONDS:
            self._complained_at = monotonic()
            log.error("%d messages were not stored: %s", messages, type(error).__name__)

    def _gathered(self) -> list[Incoming]:
        batch: list[Incoming] = []
        item = self._queue.get()
        while item is not None:
            batch.append(item)
            if len(batch) == LARGEST_BATCH:
                return batch
            try:
                item = self._queue.get_nowait()
            except Empty:
                return batch
        self._finished = True
        return batch

    def _commit(self, batch: Sequence[Incoming]) -> Exception | None:
        """The error that kept the batch out, None once it is durable."""
        into = self._store
        try:
            with commit_lock.held():
                self._beds.refresh()
                with into.transaction():
                    fresh = mark_repeats(batch, into)
                    into.add((item, self._beds.place(item.bed)) for item in fresh)
        except (into.failures, DatabaseError) as error:
            # The line to the database may be what broke; the next batch opens a new one.
            connection.close()
            return error
        self.stored += len(fresh)
        return None
