"""Putting messages into the table, many in one commit, past the ORM.

A model instance and its `bulk_create` cost several times what everything else in the gateway does, so here, and only
here, rows go straight through the driver that Django's connection holds: on SQLite one prepared INSERT, on PostgreSQL
one COPY. A test reads the rows back through the model and compares each column.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

import psycopg
from django.db import connection

from ebb.clinic.gateway.beds import Place
from ebb.clinic.gateway.incoming import Incoming
from ebb.clinic.log.change_notifier import CHANNEL
from ebb.clinic.vitals.models import Message
from ebb.devices.columns import COLUMNS

TABLE = Message._meta.db_table
FIELDS = (
    "received_at", "taken_at", "chair_id", "file", "peer", "bed", "sender", "control_id", "payload_digest", "kind",
    "answer", "reason", "raw", "nibp_taken_at", "probe_off", "doubtful", "texts", "unmapped", *COLUMNS,
)  # fmt: skip
KNOWN = "m.sender, m.control_id, m.payload_digest, m.peer, m.bed, m.received_at"
ONE_WRITER = 0x65626201
"""Key of the lock under which PostgreSQL takes one gateway's batch at a time, so that ids commit in their order and
two gateways cannot both store the same repeat."""


FEW = 3
"""Up to this many rows PostgreSQL takes as INSERTs, beyond them as one COPY."""


class Known(NamedTuple):
    """An earlier message with the same sender and control id."""

    digest: str
    peer: str
    bed: str
    received_at: datetime


Named = tuple[str, str]


class Store(Protocol):
    """One thread's way into the table."""

    failures: type[Exception]
    """What the driver raises when it cannot write."""

    spoilt: tuple[type[Exception], ...]
    """Those of them that are about one row, not about the database."""

    def transaction(self) -> AbstractContextManager[None]:
        """A context that commits durably at its end, or leaves nothing."""

    def known(self, named: Sequence[Named]) -> dict[Named, list[Known]]:
        """The earlier messages of these senders and control ids."""

    def add(self, rows: Iterable[tuple[Incoming, Place]]) -> None:
        """Insert, inside a transaction."""


def store() -> Store:
    """The one that fits the database. Uses this thread's connection."""
    return OnPostgresql() if connection.vendor == "postgresql" else OnSqlite()


class OnSqlite:
    failures = sqlite3.Error
    spoilt = (sqlite3.IntegrityError, sqlite3.DataError)
    INSERT = f"INSERT INTO {TABLE} ({', '.join(FIELDS)}) VALUES ({', '.join('?' * len(FIELDS))})"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        connection.ensure_connection()
        driver = connection.connection
        driver.execute("BEGIN IMMEDIATE")
        try:
            yield
            # With synchronous=FULL this returns only after the log has been synced to the disk.
            driver.execute("COMMIT")
        except BaseException:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
            raise

    def known(self, named: Sequence[Named]) -> dict[Named, list[Known]]:
        pairs = ", ".join(["(?, ?)"] * len(named))
        # CROSS JOIN keeps SQLite's planner from walking the table instead of asking the index for each pair.
        same = "m.sender = v.column1 AND m.control_id = v.column2"
        asked = f"SELECT {KNOWN} FROM (VALUES {pairs}) v CROSS JOIN {TABLE} m ON {same}"
        rows = connection.connection.execute(asked, [word for pair in named for word in pair])
        found: dict[Named, list[Known]] = {}
        for sender, control_id, digest, peer, bed, at in rows:
            # Django has taught the driver to give an instant back as a datetime, in UTC without saying so.
            known = Known(digest, peer, bed, at.replace(tzinfo=UTC))
            found.setdefault((sender, control_id), []).append(known)
        return found

    def add(self, rows: Iterable[tuple[Incoming, Place]]) -> None:
        connection.connection.executemany(
            self.INSERT,
            [
                (
                    _utc_text(item.received_at), item.taken_at and _utc_text(item.taken_at),
                    place.chair and place.chair.hex, place.file and place.file.hex,
                    *_words(item), item.nibp_taken_at and _utc_text(item.nibp_taken_at),
                    *_findings(item), *map(item.values.get, COLUMNS),
                )
                for item, place in rows
            ],
        )  # fmt: skip


class OnPostgresql:
    """What waits on no result is sent together, since each way to the server and back costs as much as a row.

    Raises with the connection in any state: close it then.
    """

    failures = psycopg.Error
    spoilt = (psycopg.IntegrityError, psycopg.DataError)
    INSERT = f"INSERT INTO {TABLE} ({', '.join(FIELDS)}) VALUES ({', '.join(['%s'] * len(FIELDS))})"
    COPY = f"COPY {TABLE} ({', '.join(FIELDS)}) FROM STDIN"
    ASK = f"""
        SELECT {KNOWN} FROM unnest(%s::text[], %s::text[]) v(sender, control_id)
        JOIN {TABLE} m ON m.sender = v.sender AND m.control_id = v.control_id
    """

    def __init__(self) -> None:
        self._driver: psycopg.Connection | None = None
        self._sending_together = ExitStack()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        connection.ensure_connection()
        driver = connection.connection
        if driver is not self._driver:
            # AA promises a commit that is on the disk, whatever the server's own default is.
            driver.execute("SET synchronous_commit = on")
            self._driver = driver
        with ExitStack() as self._sending_together:
            self._sending_together.enter_context(driver.pipeline())
            driver.execute("BEGIN")
            driver.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WRITER], prepare=True)
            yield
        with driver.pipeline():
            driver.execute(f"NOTIFY {CHANNEL}")
            driver.execute("COMMIT")

    def known(self, named: Sequence[Named]) -> dict[Named, list[Known]]:
        senders, control_ids = zip(*named, strict=True)
        found: dict[Named, list[Known]] = {}
        rows = connection.connection.execute(self.ASK, [list(senders), list(control_ids)], prepare=True)
        for sender, control_id, *rest in rows.fetchall():
            found.setdefault((sender, control_id), []).append(Known(*rest))
        return found

    def add(self, rows: Iterable[tuple[Incoming, Place]]) -> None:
        rows = [self._row(item, place) for item, place in rows]
        if len(rows) <= FEW:
            for row in rows:
                connection.connection.execute(self.INSERT, row, prepare=True)
            return
        # COPY takes a row at half the cost but cannot be sent together with anything.
        self._sending_together.close()
        with connection.connection.cursor().copy(self.COPY) as copy:
            for row in rows:
                copy.write_row(row)

    @staticmethod
    def _row(item: Incoming, place: Place) -> tuple[object, ...]:
        return (
            item.received_at, item.taken_at, place.chair, place.file,
            *_words(item), item.nibp_taken_at, *_findings(item), *map(item.values.get, COLUMNS),
        )  # fmt: skip


def _words(item: Incoming) -> tuple[str, ...]:
    return (
        item.peer, item.bed, item.sender, item.control_id, item.digest, item.kind, item.answer, item.reason, item.raw,
    )  # fmt: skip


def _findings(item: Incoming) -> tuple[str | None, ...]:
    return item.probe_off, item.doubtful, item.texts, item.unmapped


def _utc_text(at: datetime) -> str:
    """As Django writes an instant on SQLite: UTC without a zone."""
    return at.astimezone(UTC).isoformat(" ").removesuffix("+00:00")
