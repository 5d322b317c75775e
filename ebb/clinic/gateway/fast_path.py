"""What the gateway does only to be quick. Everything else in this room reads as if speed were no matter.

Measured with `bench/ingest.py` over 20 monitors; what each is worth stands in `docs/measurements.md`.

- Commits in groups (`take_batch`): each commit's sync to the disk is the time in which the next batch gathers. Waiting
  for a batch to fill costs more than it saves, since the connections whose messages it would hold wait too.
- Rows past the ORM (`MessageStore`): a model instance and its `bulk_create` cost several times what everything else
  here does, so rows go straight through the driver that Django's connection holds: on SQLite one prepared INSERT, on
  PostgreSQL one COPY. A test reads the rows back through the model and compares each column.
- Beds read once a second (`BedAssignments`): sitting down takes longer than that.
- Acknowledgements cut from a form (`Acknowledgements`): composing one costs a fifth of what reading the message does,
  and those of one monitor differ only in time, own number and answered number.

The pure reading in `ebb/devices` remembers, bounded in number and length, what monitors repeat each second.
"""

import itertools
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Literal, NamedTuple
from uuid import UUID

import psycopg
from django.db import connection

from ebb.clinic.gateway.incoming import Incoming
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.log.change_notifier import CHANNEL
from ebb.clinic.people.models import Chair
from ebb.clinic.vitals.models import Message
from ebb.devices.acknowledge import acknowledgement
from ebb.devices.columns import COLUMNS
from ebb.devices.hl7 import Header
from ebb.devices.mllp import NotFrameable, frame
from ebb.devices.times import format_time

LARGEST_BATCH = 200
"""Keeps one transaction well under the 50 ms that any writer may hold the database."""


Sign = Literal["beat", "end"]
"""What stands in the queue beside messages: the event loop is alive; nothing comes any more."""

BEAT: Sign = "beat"
END: Sign = "end"


def take_batch(queue: "SimpleQueue[Incoming | Sign]") -> tuple[list[Incoming], Sign | None]:
    """Wait for a message and take those that came meanwhile, up to a sign; with them that sign."""
    batch: list[Incoming] = []
    item = queue.get()
    while isinstance(item, Incoming):
        batch.append(item)
        if len(batch) == LARGEST_BATCH:
            return batch, None
        try:
            item = queue.get_nowait()
        except Empty:
            return batch, None
    return batch, item


class BedAssignment(NamedTuple):
    """The chair a bed is bound to and the patient who sits there, if any, with their number."""

    chair: UUID | None = None
    file: UUID | None = None
    patient_number: str = ""


UNASSIGNED = BedAssignment()


class BedAssignments:
    """Whose numbers each bed's are. Belongs to one thread."""

    REFRESH_SECONDS = 1.0

    def __init__(self) -> None:
        self._by_bed: dict[str, BedAssignment] = {}
        self._read_at = -self.REFRESH_SECONDS

    def of(self, bed: str) -> BedAssignment:
        return self._by_bed.get(bed, UNASSIGNED)

    def refresh(self) -> None:
        """Read them if they are older than a second. Two queries then, else none."""
        now = monotonic()
        if now - self._read_at < self.REFRESH_SECONDS:
            return
        seated = Infusion.objects.seated().values_list("chair_id", "patient_id", "patient__number")
        patients = {chair: (file, number) for chair, file, number in seated}
        bound = Chair.objects.exclude(bed="").values_list("bed", "pk")
        self._by_bed = {bed: BedAssignment(chair, *patients.get(chair, ())) for bed, chair in bound}
        self._read_at = now


TABLE = Message._meta.db_table
FIELDS = (
    "received_at", "taken_at", "nibp_taken_at", "chair_id", "file", "peer", "bed", "sender", "control_id",
    "payload_digest", "kind", "answer", "reason", "raw", "probe_off", "doubtful", "texts", "unmapped",
    "not_present", "placed_at", "clock_behind_s", "set_aside", *COLUMNS,
)  # fmt: skip
STORED = "m.sender, m.control_id, m.payload_digest, m.peer, m.bed, m.received_at"

ONE_WRITER = 0x65626201
"""Key of the lock under which PostgreSQL takes one gateway's batch at a time, so that ids commit in their order and
two gateways cannot both store the same repeat."""

FEW = 3
"""Up to this many rows PostgreSQL takes as INSERTs, beyond them as one COPY."""

SenderAndId = tuple[str, str]


class StoredMessage(NamedTuple):
    """What is looked at of an earlier message with the same sender and control id."""

    digest: str
    peer: str
    bed: str
    received_at: datetime


Row = tuple[Incoming, BedAssignment]


class SqliteStore:
    """One thread's way into the table. `failures` is what the driver raises when it cannot write; `spoilt` are those
    that are about one row, not about the database."""

    failures: type[Exception] = sqlite3.Error
    spoilt: tuple[type[Exception], ...] = (sqlite3.IntegrityError, sqlite3.DataError)
    INSERT = f"INSERT INTO {TABLE} ({', '.join(FIELDS)}) VALUES ({', '.join('?' * len(FIELDS))})"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A context that commits durably at its end, or leaves nothing."""
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

    def stored(self, sought: Sequence[SenderAndId]) -> dict[SenderAndId, list[StoredMessage]]:
        """The earlier messages of these senders and control ids. One query."""
        pairs = ", ".join(["(?, ?)"] * len(sought))
        # CROSS JOIN keeps SQLite's planner from walking the table instead of asking the index for each pair.
        same = "m.sender = v.column1 AND m.control_id = v.column2"
        query = f"SELECT {STORED} FROM (VALUES {pairs}) v CROSS JOIN {TABLE} m ON {same}"
        found: dict[SenderAndId, list[StoredMessage]] = {}
        rows = connection.connection.execute(query, [text for pair in sought for text in pair])
        for sender, control_id, digest, peer, bed, at in rows:
            # Django has taught the driver to give an instant back as a datetime, in UTC without saying so.
            earlier = StoredMessage(digest, peer, bed, at.replace(tzinfo=UTC))
            found.setdefault((sender, control_id), []).append(earlier)
        return found

    def add(self, rows: Iterable[Row]) -> None:
        """Insert, inside a transaction."""
        values = [_values(row, _as_django_writes, lambda key: key.hex) for row in rows]
        connection.connection.executemany(self.INSERT, values)


class PostgresqlStore:
    """The same. What waits on no result is sent together, since each way to the server and back costs as much as a row.

    Raises with the connection in any state: close it then.
    """

    failures: type[Exception] = psycopg.Error
    spoilt: tuple[type[Exception], ...] = (psycopg.IntegrityError, psycopg.DataError)
    INSERT = f"INSERT INTO {TABLE} ({', '.join(FIELDS)}) VALUES ({', '.join(['%s'] * len(FIELDS))})"
    COPY = f"COPY {TABLE} ({', '.join(FIELDS)}) FROM STDIN"
    SELECT = f"""
        SELECT {STORED} FROM unnest(%s::text[], %s::text[]) v(sender, control_id)
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

    def stored(self, sought: Sequence[SenderAndId]) -> dict[SenderAndId, list[StoredMessage]]:
        senders, control_ids = zip(*sought, strict=True)
        found: dict[SenderAndId, list[StoredMessage]] = {}
        rows = connection.connection.execute(self.SELECT, [list(senders), list(control_ids)], prepare=True)
        for sender, control_id, *rest in rows.fetchall():
            found.setdefault((sender, control_id), []).append(StoredMessage(*rest))
        return found

    def add(self, rows: Iterable[Row]) -> None:
        values = [_values(row, lambda at: at, lambda key: key) for row in rows]
        if len(values) <= FEW:
            for row in values:
                connection.connection.execute(self.INSERT, row, prepare=True)
            return
        # COPY takes a row at half the cost but cannot be sent together with anything.
        self._sending_together.close()
        with connection.connection.cursor().copy(self.COPY) as copy:
            for row in values:
                copy.write_row(row)


MessageStore = SqliteStore | PostgresqlStore


def message_store() -> MessageStore:
    """The one that fits the database. Uses this thread's connection."""
    return PostgresqlStore() if connection.vendor == "postgresql" else SqliteStore()


def _values(row: Row, time: Callable[[datetime], object], key: Callable[[UUID], object]) -> tuple[object, ...]:
    item, (chair, file, _) = row
    return (
        time(item.received_at), item.taken_at and time(item.taken_at), item.nibp_taken_at and time(item.nibp_taken_at),
        chair and key(chair), file and key(file), item.peer, item.bed, item.sender, item.control_id, item.digest,
        item.kind, item.answer, item.reason, item.raw, item.probe_off, item.doubtful, item.texts, item.unmapped,
        item.not_present, item.placed_at and time(item.placed_at), item.clock_behind_s, item.set_aside,
        *map(item.values.get, COLUMNS),
    )  # fmt: skip


def _as_django_writes(at: datetime) -> str:
    """An instant on SQLite: UTC without a zone."""
    return at.astimezone(UTC).isoformat(" ").removesuffix("+00:00")


FORMS_REMEMBERED = 500
LONG_AGO = datetime(1901, 2, 3, 4, 5, 6, 700, tzinfo=UTC)
PLAIN = re.compile(r"[A-Za-z0-9_.:-]+\Z")
CUT_AT = (format_time(LONG_AGO).encode(), b"EBBsOWNxNUMBER", b"THExANSWEREDxNUMBER")


class Acknowledgements:
    """Makes the framed answers, each with a control id of ours."""

    def __init__(self) -> None:
        boot = secrets.token_hex(4).upper()
        self._own_ids = (f"{boot}{number}" for number in itertools.count(1))
        self._form: Callable[[Header], tuple[bytes, ...] | None] = lru_cache(FORMS_REMEMBERED)(_form)
        self._time: Callable[[datetime], bytes] = lru_cache(1)(lambda at: format_time(at).encode())

    def framed(self, item: Incoming, at: datetime) -> bytes:
        """The answer to a message whose fate is settled."""
        own_id = next(self._own_ids)
        if item.answer == "AA" and item.header is not None and PLAIN.match(item.control_id):
            form = self._form(item.header._replace(control_id="", sent_at=None))
            if form is not None:
                before, middle, later, after = form
                own, answered = own_id.encode(), item.control_id.encode()
                return b"".join((before, self._time(at), middle, own, later, answered, after))
        text = "" if item.answer == "AA" else item.reason
        try:
            return frame(acknowledgement(item.header, item.answer, text, at=at, control_id=own_id))
        except NotFrameable:
            # The sender's own header holds the marks of a frame, escaped; it cannot be given back to it.
            return frame(acknowledgement(None, item.answer, "", at=at, control_id=own_id))


def _form(header: Header) -> tuple[bytes, ...] | None:
    """An AA cut at time, own and answered number; None when the header does not let it be cut for certain."""
    time, own, answered = CUT_AT
    answering = header._replace(control_id=answered.decode())
    try:
        whole = frame(acknowledgement(answering, "AA", "", at=LONG_AGO, control_id=own.decode()))
    except NotFrameable:
        return None
    if any(whole.count(mark) != 1 for mark in CUT_AT):
        return None
    before, rest = whole.split(time)
    middle, rest = rest.split(own)
    later, after = rest.split(answered)
    return before, middle, later, after
