"""One watch for the whole clinic: two would write each alarm twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from ebb.clinic.log.change_notifier import own_connection

ADVISORY_KEY = 0x65626202


class AlreadyWatched(Exception):
    """Another process watches this clinic."""

    def __init__(self) -> None:
        super().__init__("another process watches this clinic's alarms already; stop it first, or let it do its work")


class LockLost(Exception):
    """The database dropped the connection that held the lock, and with it the lock."""


class Held:
    """The lock while it is held."""

    def __init__(self, line: psycopg.Connection | None = None) -> None:
        self._line = line

    def check(self) -> None:
        """Raise LockLost when another may have taken it meanwhile. A file lock lasts as long as the process."""
        if self._line is not None:
            try:
                self._line.execute("SELECT 1")
            except psycopg.Error as error:
                raise LockLost("the connection that held the watch's lock is gone") from error


@contextmanager
def only_watch() -> Iterator[Held]:
    """Hold the clinic's lock inside. Raises AlreadyWatched.

    On PostgreSQL an advisory lock on a connection of its own, on SQLite a lock on a file beside the database; both are
    let go by the system when the process dies, however it dies.
    """
    if connection.vendor == "postgresql":
        with _advisory_lock() as line:
            yield Held(line)
    else:
        with _file_lock():
            yield Held()


@contextmanager
def _advisory_lock() -> Iterator[psycopg.Connection]:
    with own_connection() as line:
        (got,) = line.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY]).fetchone()
        if not got:
            raise AlreadyWatched
        yield line


@contextmanager
def _file_lock() -> Iterator[None]:
    with open(Path(settings.EBB_HOME) / "watch.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyWatched from None
        yield
