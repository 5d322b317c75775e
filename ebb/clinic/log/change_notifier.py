"""Waking the readers of the logs. It only shortens their wait: a reader that is not notified looks again by itself."""

import threading
from time import monotonic

import psycopg
from django.db import connection, transaction

CHANNEL = "ebb"
POLL_SECONDS = 0.02


def notify_readers() -> None:
    """Wake every reader once the transaction at hand is committed. PostgreSQL only; else nothing."""
    if connection.vendor == "postgresql":
        transaction.on_commit(_notify, robust=True)


def _notify() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


class ChangeNotifier:
    """Waits for new rows: on PostgreSQL until a writer notifies, on SQLite by asking every 20 ms for a commit.

    Belongs to one thread, since on SQLite it asks that thread's own connection. `close` it when done.
    """

    def __init__(self, stopping: threading.Event) -> None:
        self.stopping = stopping
        self._listening: psycopg.Connection | None = None
        self._seen = -1

    def wait(self, seconds: float) -> None:
        """Return when there may be new rows, at the latest after `seconds`, and soon after `stopping` is set."""
        if connection.vendor == "postgresql":
            self._wait_for_notice(seconds)
        else:
            self._wait_for_change(seconds)

    def close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def _wait_for_change(self, seconds: float) -> None:
        until = monotonic() + seconds
        while not self.stopping.wait(max(0.0, min(POLL_SECONDS, until - monotonic()))):
            if self._changed() or monotonic() >= until:
                return

    def _changed(self) -> bool:
        """Whether another connection has committed since the last look. Reads no table."""
        with connection.cursor() as cursor:
            (version,) = cursor.execute("PRAGMA data_version").fetchone()
        before, self._seen = self._seen, version
        return version != before

    def _wait_for_notice(self, seconds: float) -> None:
        try:
            if self._listening is None:
                self._listening = own_connection()
                self._listening.execute(f"LISTEN {CHANNEL}")
            for _ in self._listening.notifies(timeout=seconds, stop_after=1):
                return
        except psycopg.OperationalError:
            # The connection is gone; the reader's next query will say so. Here only the waiting goes on.
            self._listening = None
            self.stopping.wait(seconds)


def own_connection() -> psycopg.Connection:
    """A connection to the same PostgreSQL outside Django's, for what lasts as long as the connection does."""
    parameters = connection.get_connection_params()
    djangos = {"cursor_factory", "context", "prepare_threshold"}
    return psycopg.connect(**{key: parameters[key] for key in parameters.keys() - djangos}, autocommit=True)
