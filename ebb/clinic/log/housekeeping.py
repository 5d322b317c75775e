"""Folding SQLite's write-ahead log back into the database file: one job in the whole clinic, and nobody else.

SQLite before 3.51.3 can corrupt a WAL file when a checkpoint and a commit that restarts the log meet. So no connection
checkpoints by itself (`wal_autocheckpoint=0`, see `environment.SQLITE_AT_OPENING`), one process is elected by a file
lock, and it asks for TRUNCATE, which holds the writer's lock from beginning to end.
"""

import fcntl
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TextIO

from django.conf import settings
from django.db import connection

log = logging.getLogger(__name__)

EVERY_SECONDS = 5.0
LONGEST_EVERY_SECONDS = 80.0
LOOK_EVERY_SECONDS = 0.5

LARGE_LOG_BYTES = 16_000_000
"""A log that grew past this is folded back at once: the longer it is, the longer everybody waits when it is."""

BUSY_SECONDS = 0.25
"""How long one checkpoint may wait for readers. It holds off all writers meanwhile, so it gives up early and comes
again later: a long read (a backup, `verify-record`) costs the log some growth and the gateway a quarter of a second."""


class FairLock:
    """Lets a busy writer and the checkpoint of the same process take turns.

    A plain lock would let a writer that commits without pause take it again and again before the other wakes.
    """

    def __init__(self) -> None:
        self._queue = threading.Lock()
        self._inside = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        with self._queue:
            self._inside.acquire()
        try:
            yield
        finally:
            self._inside.release()


commit_lock = FairLock()
"""Held for every commit of the gateway and every checkpoint in this process."""


def checkpoint(database: str, *, busy_seconds: float = BUSY_SECONDS) -> bool:
    """Fold the log back and empty it; False when a reader or writer kept it from finishing."""
    own = sqlite3.connect(database, timeout=busy_seconds, isolation_level=None)
    try:
        own.execute("PRAGMA wal_autocheckpoint=0")
        (blocked, _, _) = own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not blocked
    finally:
        own.close()


def _log_bytes(database: str) -> int:
    log_file = Path(f"{database}-wal")
    return log_file.stat().st_size if log_file.exists() else 0


class Housekeeping(threading.Thread):
    """Checkpoints every few seconds until `stopping`, if no other process of this clinic does; idle on PostgreSQL."""

    def __init__(self, stopping: threading.Event, *, every_seconds: float = EVERY_SECONDS) -> None:
        super().__init__(name="housekeeping", daemon=True)
        self.stopping = stopping
        self.every_seconds = every_seconds
        self.done = 0
        self._lock: TextIO | None = None

    def run(self) -> None:
        if connection.vendor != "sqlite":
            return
        database = str(connection.settings_dict["NAME"])
        pause, last_at = self.every_seconds, monotonic()
        while not self.stopping.wait(min(self.every_seconds, LOOK_EVERY_SECONDS)):
            large = pause == self.every_seconds and _log_bytes(database) > LARGE_LOG_BYTES
            if not (large or monotonic() - last_at >= pause) or not self._elected():
                continue
            finished, last_at = self._checkpoint(database), monotonic()
            self.done += finished
            # Whoever keeps it from finishing, a backup say, is left in peace for longer each time.
            pause = self.every_seconds if finished else min(2 * pause, LONGEST_EVERY_SECONDS)
        if self._lock is not None:
            self._lock.close()

    def _checkpoint(self, database: str) -> bool:
        try:
            with commit_lock.held():
                return checkpoint(database)
        except sqlite3.OperationalError as error:
            log.warning("checkpoint put off: %s", error)
            return False

    def _elected(self) -> bool:
        """Whether this process holds the lock; tried again each time, so that another takes over when it ends."""
        if self._lock is None:
            file = open(Path(settings.EBB_HOME) / "housekeeping.lock", "w")  # noqa: SIM115 (held for as long as we live)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return False
            self._lock = file
        return True
