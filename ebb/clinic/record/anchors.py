"""Anchors: a signed sum over the whole record, copied outside the database.

Whoever owns the database can rewrite it and recompute every chain, but cannot sign: the key lies outside, and an
anchor exported or printed earlier no longer fits what was rewritten.
"""

import json
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Sum

from ebb.clinic import environment
from ebb.clinic.record.digest import digest_of
from ebb.clinic.record.models import Anchor, Chain

CHECKPOINT = "EBB1"
ANCHORING = 0x65626203


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
def make_anchor(*, at: datetime) -> Anchor:
    """Sign the present heads and counts, store the anchor and copy it to EBB_HOME/anchors."""
    _alone()
    last = latest_anchor()
    moved = list(Chain.objects.exclude(length=F("anchored")))
    anchor = Anchor(
        made_at=at,
        heads={str(chain.pk): [chain.length, chain.head] for chain in moved},
        chains=Chain.objects.count(),
        entries=Chain.objects.aggregate(total=Sum("length", default=0))["total"],
        previous=last.digest if last else "",
    )
    anchor.digest = anchor_digest(anchor)
    anchor.signature = signing_key().sign(anchor.digest.encode()).hex()
    anchor.save(force_insert=True)
    for chain in moved:
        Chain.objects.filter(pk=chain.pk).update(anchored=chain.length)
    _copy_outside(anchor)
    return anchor


def latest_anchor() -> Anchor | None:
    return Anchor.objects.order_by("-id").first()


def anchor_digest(anchor: Anchor) -> str:
    """What `anchor.digest` must be, from its content and the anchor before it."""
    return digest_of([anchor.made_at.timestamp(), anchor.heads, anchor.chains, anchor.entries, anchor.previous])


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


def _alone() -> None:
    """One anchor at a time, or two would follow the same one. SQLite has a single writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ANCHORING])


def _copy_outside(anchor: Anchor) -> None:
    folder = Path(settings.EBB_HOME) / "anchors"
    folder.mkdir(mode=0o700, exist_ok=True)
    content = {"checkpoint": checkpoint(anchor), "public_key": public_key(), "chains": anchor.chains}
    (folder / f"{anchor.pk:08d}.json").write_text(json.dumps(content | {"entries": anchor.entries}))
