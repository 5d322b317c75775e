"""Entries in the record. Every action of the clinic ends in `write_entry`, inside its own transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ebb.clinic.record.digest import digest, digest_of, digest_of_batch
from ebb.clinic.record.models import AppendOnly, Chain, Entry

LOOK_AGAIN_AFTER = timedelta(minutes=15)


def write_entry(
    *, chain: UUID, verb: str, facts: Iterable[AppendOnly], by: UUID, at: datetime, happened_at: datetime | None = None
) -> Entry:
    """Add one entry to a chain, resting on `facts`, which must be saved. `at` is now; it happened then too if unsaid.

    Must run inside a transaction: the head of the chain stays locked until the facts are committed with it.
    """
    references = [_reference(fact) for fact in facts]
    return _append(chain=chain, verb=verb, facts=references, by=by, happened_at=happened_at or at, at=at)


def seal_batch(*, chain: UUID, verb: str, rows: Sequence[AppendOnly], by: UUID, at: datetime) -> Entry:
    """Add one entry that covers many rows of one table by a single digest, in the order of their ids."""
    rows = sorted(rows, key=lambda row: row.pk)
    batch = {
        "table": rows[0]._meta.db_table,
        "ids": [_key(row) for row in rows],
        "digest": digest_of_batch(digest(row) for row in rows),
    }
    return _append(chain=chain, verb=verb, facts=[batch], by=by, happened_at=at, at=at)


def note_look(*, chain: UUID, by: UUID, at: datetime) -> None:
    """Leave an entry that this person looked into this file; once for each quarter of an hour of looking."""
    recent = Entry.objects.filter(chain=chain, verb="looked", actor=by, written_at__gt=at - LOOK_AGAIN_AFTER)
    if not recent.exists():
        with transaction.atomic():
            write_entry(chain=chain, verb="looked", facts=[], by=by, at=at)


def entry_digest(entry: Entry) -> str:
    """What `entry.digest` must be, from its content and the digest before it."""
    return digest_of(
        [
            str(entry.chain), entry.sequence, str(entry.actor), entry.verb,
            entry.happened_at.timestamp(), entry.written_at.timestamp(), entry.facts, entry.previous,
        ]
    )  # fmt: skip


def _append(*, chain: UUID, verb: str, facts: list, by: UUID, happened_at: datetime, at: datetime) -> Entry:
    head = _locked(chain)
    entry = Entry(
        chain=chain, sequence=head.length + 1, actor=by, verb=verb, happened_at=happened_at, written_at=at,
        facts=facts, previous=head.head,
    )  # fmt: skip
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    head.length, head.head = entry.sequence, entry.digest
    head.save(update_fields=["length", "head"])
    return entry


def _locked(chain: UUID) -> Chain:
    """The head, held until the transaction ends. On SQLite the writer already holds the whole file."""
    Chain.objects.get_or_create(pk=chain)
    return Chain.objects.select_for_update().get(pk=chain)


def _reference(fact: AppendOnly) -> dict[str, object]:
    return {"table": fact._meta.db_table, "id": _key(fact), "digest": digest(fact)}


def _key(fact: AppendOnly) -> int | str:
    return fact.pk if isinstance(fact.pk, int) else str(fact.pk)
