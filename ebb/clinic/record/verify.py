"""Does the record prove itself? The database against what Ebb builds, facts against entries, entries against chains,
chains against anchors, copies against facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ebb.clinic.record import schema
from ebb.clinic.record.actions import entry_digest
from ebb.clinic.record.anchor_checks import AnchoredHeads, check_checkpoint
from ebb.clinic.record.blocks import BLOCK, in_blocks
from ebb.clinic.record.copies import differing_copies
from ebb.clinic.record.digest import Plain, digest_of, digest_of_batch
from ebb.clinic.record.faults import Report
from ebb.clinic.record.foreign_keys import orphans
from ebb.clinic.record.models import SYSTEM, Anchor, Chain, Entry
from ebb.clinic.record.named_rows import NamedRows
from ebb.clinic.record.stored import Misspelt, StoredTable
from ebb.clinic.record.triggers import fact_models

CLOCKS_APART = timedelta(minutes=1)
"""Two requests at once write in either order, each with the moment it came in [D]."""

LATEST_SEAL = timedelta(minutes=15)
"""So long after a batch's minute its entry is there, while anything is written at all [D]."""

OWN_PROOF = (Entry, Anchor)
ENTRIES = Entry._meta.db_table


@dataclass
class StoredEntry:
    """An entry as it is stored, with the moments as such."""

    id: int
    chain: str
    sequence: int
    actor: str
    verb: str
    happened_at: datetime
    written_at: datetime
    facts: list[dict]
    previous: str
    digest: str

    def __post_init__(self) -> None:
        self.happened_at, self.written_at = moment(self.happened_at), moment(self.written_at)

    @property
    def place(self) -> dict[str, object]:
        return {"chain": self.chain, "sequence": self.sequence}


def verify(*, at: datetime | None = None, checkpoints: Iterable[str] = (), since: int | None = None) -> Report:
    """Recompute everything as of `at`, by default now, while the clinic may go on writing.

    `checkpoints` are lines of exported or printed anchors, each held against the database. Facts that the anchor number
    `since` already held are not read again; every entry is.
    """
    report = Report()
    with _one_moment():
        report.faults += [*schema.damage(), *schema.differences()]
        verification = Verification(report, at or timezone.now(), since)
        verification.walk_chains()
        verification.check_rows_nobody_names()
        report.faults += [*differing_copies(), *orphans()]
        for checkpoint in checkpoints:
            check_checkpoint(report, checkpoint)
    return report


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read one moment of the database, however long it takes, and let others write meanwhile."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


class Verification:
    """One pass over all entries; memory grows with the anchors, not with the facts."""

    def __init__(self, report: Report, at: datetime, since: int | None) -> None:
        self.report, self.at, self.since = report, at, since
        self.named = NamedRows()
        self.anchored = AnchoredHeads(report, at=at, apart=CLOCKS_APART)
        self.last_written = datetime.min.replace(tzinfo=at.tzinfo)
        self.tables = {model._meta.db_table: StoredTable(model) for model in fact_models()}

    def walk_chains(self) -> None:
        """Check each chain link by link, each fact it rests on, and its end."""
        ends = {str(chain.pk): (chain.length, chain.head) for chain in Chain.objects.iterator(BLOCK)}
        for chain, entries in groupby(self._entries(), key=lambda entry: entry.chain):
            self.report.chains += 1
            length, head = self._walk(entries)
            self._check_end(chain, length, head, ends.pop(chain, None))
        for chain, end in ends.items():
            self._check_end(chain, 0, "", end)
        self.anchored.check_rest()

    def _entries(self) -> Iterator[StoredEntry]:
        table = self.tables[ENTRIES]
        for row in table.ordered_by("chain", "sequence", "id"):
            try:
                yield StoredEntry(**table.plain(row))
            except Misspelt as misspelt:
                self.report.fault(str(misspelt), table=ENTRIES, row=str(row[0]))

    def _walk(self, entries: Iterator[StoredEntry]) -> tuple[int, str]:
        """How long the chain is and the digest it ends with."""
        length, before = 0, None
        for block in in_blocks(entries):
            for entry in block:
                length += 1
                self._check_link(entry, length, before)
                self.anchored.check_entry(entry.chain, entry.sequence, entry.digest, entry.written_at)
                before = entry
            self._check_facts(self._not_held(block))
        return length, before.digest if before else ""

    def _check_link(self, entry: StoredEntry, place: int, before: StoredEntry | None) -> None:
        self.report.entries += 1
        where = {**entry.place, "table": ENTRIES, "row": str(entry.id)}
        if entry.sequence != place:
            self.report.fault(f"entry {place} of this chain is missing or out of order", **where)
        if entry.previous != (before.digest if before else ""):
            self.report.fault("does not follow from the entry before it", **where)
        if entry.digest != entry_digest(entry):
            self.report.fault("the entry was changed after it was written", **where)
        backwards = before and entry.written_at < before.written_at - CLOCKS_APART
        if backwards and self.anchored.has_true_times(entry.chain, entry.sequence):
            self.report.fault("was written before the entry before it", **where)
        if entry.written_at > self.at + CLOCKS_APART:
            self.report.fault("was written in the future", **where)
        if entry.chain != str(SYSTEM):  # a migration writes there before anything is sealed again
            self.last_written = max(self.last_written, min(entry.written_at, self.at))

    def _check_end(self, chain: str, length: int, head: str, end: tuple[int, str] | None) -> None:
        where = {"chain": chain, "sequence": end[0] if end else length, "table": Chain._meta.db_table}
        if end is None:
            self.report.fault("the chain has entries and no head", **where)
        elif end[0] != length:
            what = f"the chain should hold {end[0]} entries and holds {length}: its tail is gone"
            self.report.fault(what, **where)
        elif end[1] != head:
            self.report.fault("the chain does not end with its head", **where)
        self.anchored.check_end(chain, length)

    def _not_held(self, entries: list[StoredEntry]) -> list[StoredEntry]:
        """Those that the anchor `since` did not hold; of the others the facts are named and not read."""
        held = self.anchored.length_at(self.since, entries[0].chain) if self.since else 0
        for reference in (one for entry in entries if entry.sequence <= held for one in entry.facts):
            for key in keys_of(reference):
                self.named.add(reference["table"], key)
        return [entry for entry in entries if entry.sequence > held]

    def _check_facts(self, entries: list[StoredEntry]) -> None:
        rows = self._rows(reference for entry in entries for reference in entry.facts)
        for entry in entries:
            for reference in entry.facts:
                if reference["table"] in rows:
                    self._check_reference(entry, reference, rows[reference["table"]])
                else:
                    self.report.fault("speaks of a table that Ebb has not", table=reference["table"], **entry.place)

    def _rows(self, references: Iterable[dict]) -> dict[str, dict[str, tuple | None]]:
        """The stored rows that are spoken of, by table and key."""
        wanted: dict[str, list] = defaultdict(list)
        for reference in references:
            wanted[reference["table"]] += keys_of(reference)
        return {table: self._by_key(table, keys) for table, keys in wanted.items() if table in self.tables}

    def _by_key(self, table: str, keys: list) -> dict[str, tuple | None]:
        found: dict[str, tuple | None] = {}
        for block in in_blocks(keys):
            try:
                found |= self.tables[table].by_key(block)
            except DatabaseError:
                self.report.fault("cannot be read", table=table, row=f"{block[0]}..{block[-1]}")
        return found

    def _check_reference(self, entry: StoredEntry, reference: dict, rows: dict[str, tuple | None]) -> None:
        table, keys = reference["table"], keys_of(reference)
        stored = self.tables[table]
        self.report.facts += len(keys)
        where = {**entry.place, "table": table}
        digests = []
        for key in keys:
            self.named.add(table, key)
            row = rows.get(str(key))
            if row is None:
                self.report.fault("the fact is gone", row=str(key), **where)
                continue
            try:
                values = stored.plain(row)
            except Misspelt as misspelt:
                self.report.fault(str(misspelt), row=str(key), **where)
                continue
            digests.append(digest_of([table, values]))
            self._check_times(entry, stored, values, where | {"row": str(key)})
        if len(digests) < len(keys):
            return
        if (digest_of_batch(digests) if "ids" in reference else digests[0]) != reference["digest"]:
            name = f"{keys[0]}..{keys[-1]}" if "ids" in reference else str(keys[0])
            self.report.fault("the fact was changed after it was recorded", row=name, **where)

    def _check_times(self, entry: StoredEntry, stored: StoredTable, values: dict[str, Plain], where: dict) -> None:
        """A fact says the same as its entry about when it was written and happened; a batch is older than its seal."""
        model = stored.model
        written_at = moment(values.get(model.written_in))
        if written_at and written_at - entry.written_at > CLOCKS_APART:
            self.report.fault(f"{model.written_in} lies after its entry", **where)
        elif written_at and not model.sealed_in_batches and entry.written_at - written_at > CLOCKS_APART:
            self.report.fault(f"{model.written_in} lies before its entry, which does not say that it is late", **where)
        if "happened_at" in values and moment(values["happened_at"]) != entry.happened_at:
            self.report.fault("happened_at is not what its entry says", **where)

    def check_rows_nobody_names(self) -> None:
        """A row that no entry speaks of was not put there by an action, but for the newest that wait for their seal."""
        for stored in self.tables.values():
            if stored.model in OWN_PROOF:
                continue
            keys = stored.model.objects.order_by("pk").values_list("pk", flat=True).iterator(BLOCK)
            unnamed = (key for key in keys if not self.named.has(stored.name, key))
            for block in in_blocks(unnamed):
                self._check_unnamed(stored, block)

    def _check_unnamed(self, stored: StoredTable, keys: list) -> None:
        waiting = {}
        if stored.model.sealed_in_batches:
            newest = self.named.newest(stored.name)
            rows = stored.model.objects.filter(pk__in=keys, pk__gt=newest)
            waiting = dict(rows.values_list("pk", stored.model.written_in))
        for key in keys:
            if key not in waiting:
                self.report.fault("no entry speaks of this row", table=stored.name, row=str(key))
            elif waiting[key] > self.at + CLOCKS_APART:
                self.report.fault("is dated in the future", table=stored.name, row=str(key))
            elif waiting[key] < self.last_written - LATEST_SEAL:
                self.report.fault("its minute is long over and was never sealed", table=stored.name, row=str(key))
            else:
                self.report.unsealed += 1


def keys_of(reference: dict) -> list:
    """The keys of the rows that an entry speaks of in one place."""
    return reference.get("ids") or [reference["id"]]


def moment(text: Plain | None) -> datetime | None:
    """The moment behind its plain spelling."""
    return datetime.fromisoformat(str(text)) if text else None
