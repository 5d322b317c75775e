"""Anchors: a signed sum over the whole record, copied outside the database.

Whoever owns the database can rewrite it and recompute every chain, but cannot sign: the key lies outside, and an
anchor exported or printed earlier no longer fits what was rewritten.
"""

import json
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Max

from ebb.clinic import environment
from ebb.clinic.record.digest import digest_of
from ebb.clinic.record.models import Anchor, Entry

CHECKPOINT = "EBB1"
ANCHORING = 0x65626203
LATE_COMMITS = 10_000
"""So many entries before the last one are looked at again: on PostgreSQL a lower number may commit after a higher."""


def signing_key() -> Ed25519PrivateKey:
    """The clinic's key, in a file beside the database and never inside it; made on first use."""
    file = Path(settings.EBB_HOME) / "anchor.key"
    if not file.exists():
        environment.keep(file, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def public_key() -> str:
    """The key that verifies a checkpoint, as 64 hex digits. It may be shown to anyone."""
    return signing_key().public_key().public_bytes_raw().hex()


@transaction.atomic
def make_anchor(*, at: datetime, invented: bool | None = None) -> Anchor:
    """Sign the present heads and counts, store the anchor and copy it outside.

    All of it is read from the entries themselves: nothing else in the database says what is new.
    """
    _alone()
    last = latest_anchor()
    known = last.last_entry - LATE_COMMITS if last and last.last_entry is not None else 0
    # One statement: what commits between two of them would stand in the counts and in no head.
    groups = list(Entry.objects.order_by().values_list("chain").annotate(Count("pk"), Max("pk")))
    ends = Entry.objects.in_bulk([end for _, _, end in groups if end > known])
    anchor = Anchor(
        made_at=at,
        heads={str(end.chain): [end.sequence, end.digest] for end in ends.values()},
        chains=len(groups),
        entries=sum(count for _, count, _ in groups),
        last_entry=max((end for _, _, end in groups), default=0),
        invented=invented,
        previous=last.digest if last else "",
    )
    anchor.digest = anchor_digest(anchor)
    anchor.signature = signing_key().sign(anchor.digest.encode()).hex()
    anchor.save(force_insert=True)
    copy_outside(anchor)
    return anchor


def latest_anchor() -> Anchor | None:
    return Anchor.objects.order_by("-id").first()


def anything_since_the_anchor() -> bool:
    """Whether an entry was written since the latest anchor, or none was made yet."""
    last = latest_anchor()
    return last is None or Entry.objects.count() != last.entries


def signed_length(chain: UUID) -> int:
    """How many entries of a chain the anchors have signed."""
    anchor = Anchor.objects.filter(heads__has_key=str(chain)).order_by("-id").first()
    return anchor.heads[str(chain)][0] if anchor else 0


def anchor_digest(anchor: Anchor) -> str:
    """What `anchor.digest` must be, from its content and the anchor before it."""
    signed = [anchor.made_at.timestamp(), anchor.heads, anchor.chains, anchor.entries, anchor.previous]
    return digest_of(signed if anchor.last_entry is None else [*signed, anchor.last_entry, anchor.invented])


def signature_holds(digest: str, signature: str, key: str) -> bool:
    """Whether `signature` (hex) over `digest` was made with the key whose public half (hex) is `key`."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), digest.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def checkpoint(anchor: Anchor) -> str:
    """The anchor as one short line for a QR code; its signature verifies without the database."""
    return f"{CHECKPOINT}:{anchor.pk}:{anchor.made_at:%Y%m%dT%H%M%SZ}:{anchor.digest}:{anchor.signature}"


def number_of(checkpoint: str) -> str:
    """The anchor's number in a checkpoint line; empty where it is none."""
    parts = checkpoint.strip().split(":")
    return parts[1] if len(parts) == 5 and parts[0] == CHECKPOINT and parts[1].isdecimal() else ""


def _alone() -> None:
    """One anchor at a time, or two would follow the same one. SQLite has a single writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ANCHORING])


def exported() -> list[str]:
    """The checkpoint of every anchor that was copied to EBB_HOME/anchors, by number."""
    return [checkpoint_in(file.read_text(errors="replace")) for file in sorted(_folder().glob("*.json"))]


def checkpoint_in(text: str) -> str:
    """The checkpoint line of an exported anchor, or the text itself where it is such a line, as a QR code holds it."""
    try:
        return str(json.loads(text)["checkpoint"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return text


def copy_outside(anchor: Anchor) -> None:
    """Never over an older copy: one of the same number shows that this database was restored from before it."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    content = {"checkpoint": checkpoint(anchor), "public_key": public_key(), "chains": anchor.chains}
    for again in count(1):
        name = f"{anchor.pk:08d}.json" if again == 1 else f"{anchor.pk:08d}-{again}.json"
        with suppress(FileExistsError), (folder / name).open("x") as file:
            file.write(json.dumps(content | {"entries": anchor.entries}))
            return


def _folder() -> Path:
    return Path(settings.EBB_HOME) / "anchors"
