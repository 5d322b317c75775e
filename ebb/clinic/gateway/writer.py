"""One thread that commits the messages of all connections, as many together as came while it was busy."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from queue import SimpleQueue
from time import monotonic

from django.db import DatabaseError, connection
from django.utils import timezone

from ebb.clinic.gateway.fast_path import (
    BEAT,
    END,
    BedAssignment,
    BedAssignments,
    MessageStore,
    Sign,
    message_store,
    take_batch,
)
from ebb.clinic.gateway.incoming import Incoming
from ebb.clinic.gateway.present import Present, clocks_before
from ebb.clinic.gateway.repeats import mark_repeats
from ebb.clinic.gateway.whose import assign
from ebb.clinic.log.housekeeping import commit_lock
from ebb.clinic.vitals.actions import beat
from ebb.clinic.vitals.models import Outage

log = logging.getLogger(__name__)

COMPLAIN_EVERY_SECONDS = 10.0
NOT_STORED = "the message could not be stored; send it again"


class MessageWriter(threading.Thread):
    """Stores what is `put`, in that order, and calls `answered` with each batch once its commit has returned.

    What could not be stored comes back with the answer AE. `ended` is called when the thread ends, also by a fault of
    ours. Both run in this thread, and so does `came_round`, with each heartbeat, also one that could not be written.
    """

    def __init__(self, answered: Callable[[Sequence[Incoming]], None], ended: Callable[[], None]) -> None:
        super().__init__(name="gateway-writer", daemon=True)
        self.answered = answered
        self.ended = ended
        self.stored = 0
        self._store: MessageStore | None = None
        self._queue: SimpleQueue[Incoming | Sign] = SimpleQueue()
        self._assignments = BedAssignments()
        self._present = Present()
        self.came_round: Callable[[], None] = lambda: None
        self._begins = True
        self._complained_at = -COMPLAIN_EVERY_SECONDS

    def put(self, item: Incoming | Sign) -> None:
        self._queue.put(item)

    def finish(self) -> None:
        """End once everything put before is answered."""
        self._queue.put(END)

    def run(self) -> None:
        try:
            self._store = message_store()
            self._present = Present(clocks_before())
            sign: Sign | None = None
            while sign != END:
                batch, sign = take_batch(self._queue)
                if batch:
                    self.write(batch)
                    self.answered(batch)
                if sign == BEAT:
                    self._beat(timezone.now())
                    self.came_round()
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

    def _beat(self, at: datetime) -> None:
        """Write the heartbeat as a message is written: a gateway that could store none gives none."""
        try:
            with commit_lock.held():
                beat(process=Outage.Process.GATEWAY.value, at=at, begins=self._begins)
            self._begins = False
        except DatabaseError as error:
            connection.close()
            log.error("no heartbeat was written: %s", type(error).__name__)

    def _judged(self, item: Incoming) -> BedAssignment:
        """Whose the message is, with what keeps it from being present; also when it is tried again, judged once."""
        place = assign(item, self._assignments.of(item.bed))
        if not item.judged:
            self._present.mark(item)
            item.judged = True
        return place

    def _complain(self, messages: int, error: Exception) -> None:
        """Once in a while: every monitor sends again each second for as long as the disk is full."""
        if monotonic() - self._complained_at > COMPLAIN_EVERY_SECONDS:
            self._complained_at = monotonic()
            log.error("%d messages were not stored: %s", messages, type(error).__name__)

    def _commit(self, batch: Sequence[Incoming]) -> Exception | None:
        """The error that kept the batch out, None once it is durable."""
        store = self._store
        try:
            with commit_lock.held():
                self._assignments.refresh()
                with store.transaction():
                    fresh = mark_repeats(batch, store)
                    store.add([(item, self._judged(item)) for item in fresh])
        except (store.failures, DatabaseError) as error:
            # The connection to the database may be what broke; the next batch opens a new one.
            connection.close()
            return error
        self.stored += len(fresh)
        return None
