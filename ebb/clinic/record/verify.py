"""Does the record prove itself? Facts against entries, entries against chains, chains against anchors."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model

from ebb.clinic.record import anchors
from ebb.clinic.record.actions import entry_digest
from ebb.clinic.record.copies import differing_copies
from ebb.clinic.record.digest import digest, digest_of_batch
from ebb.clinic.record.faults import Fault
from ebb.clinic.record.models import Anchor, Chain, Entry
from ebb.clinic.record.triggers import fact_models

BLOCK = 500
OWN_PROOF = (Entry, Anchor)


@dataclass
class Report:
    """What was read and what was wrong. `unsealed` counts fresh rows whose minute has no entry yet."""

    entries: int = 0
    chains: int = 0
    facts: int = 0
    anchors: int = 0
    unsealed: int = 0
    faults: list[Fault] = field(default_factory=list)


def verify(*, checkpoint: str | None = None) -> Report:
    """Recompute everything. `checkpoint` is an exported or printed anchor's line, held against the database."""
    report = Report()
    places = _walk_entries(report)
    _check_heads(report, places)
    _check_missing_entries(report)
    _check_anchors(report, places)
    report.faults += differing_copies()
    if checkpoint is not None:
        _check_checkpoint(report, checkpoint)
    return report


def _walk_entries(report: Report) -> dict[str, list[str]]:
    """Check each chain link by link and each fact it rests on; the digests by chain, in order."""
    places: dict[str, list[str]] = defaultdict(list)
    block: list[Entry] = []
    for entry in Entry.objects.order_by("chain", "sequence").iterator(BLOCK):
        digests = places[str(entry.chain)]
        _check_link(report, entry, digests)
        digests.append(entry.digest)
        block.append(entry)
        if len(block) == BLOCK:
            _check_facts(report, block)
            block = []
    _check_facts(report, block)
    report.chains = len(places)
    return places


def _check_link(report: Report, entry: Entry, before: list[str]) -> None:
    report.entries += 1
    where = {"chain": str(entry.chain), "sequence": entry.sequence, "table": Entry._meta.db_table, "row": str(entry.pk)}
    if entry.sequence != len(before) + 1:
        report.faults.append(Fault(f"entry {len(before) + 1} of this chain is missing or out of order", **where))
    if entry.previous != (before[-1] if before else ""):
        report.faults.append(Fault("does not follow from the entry before it", **where))
    if entry.digest != entry_digest(entry):
        report.faults.append(Fault("the entry was changed after it was written", **where))


def _check_facts(report: Report, entries: list[Entry]) -> None:
    references = [(entry, reference) for entry in entries for reference in entry.facts]
    rows = _rows(reference for _, reference in references)
    for entry, reference in references:
        table = reference["table"]
        ids = reference.get("ids") or [reference["id"]]
        found = [rows[table].get(str(id)) for id in ids]
        where = {"chain": str(entry.chain), "sequence": entry.sequence, "table": table}
        report.facts += len(ids)
        for id, row in zip(ids, found, strict=True):
            if row is None:
                report.faults.append(Fault("the fact is gone", row=str(id), **where))
        if None in found:
            continue
        digests = [digest(row) for row in found]
        actual = digest_of_batch(digests) if "ids" in reference else digests[0]
        if actual != reference["digest"]:
            name = f"{ids[0]}..{ids[-1]}" if "ids" in reference else str(ids[0])
            report.faults.append(Fault("the fact was changed after it was recorded", row=name, **where))


def _rows(references: Iterator[dict]) -> dict[str, dict[str, Model]]:
    wanted: dict[str, set] = defaultdict(set)
    for reference in references:
        wanted[reference["table"]] |= set(reference.get("ids") or [reference["id"]])
    models = {model._meta.db_table: model for model in apps.get_models()}
    found: dict[str, dict[str, Model]] = defaultdict(dict)
    for table, ids in wanted.items():
        ids = sorted(ids)
        for start in range(0, len(ids), BLOCK):
            for row in models[table].objects.filter(pk__in=ids[start : start + BLOCK]):
                found[table][str(row.pk)] = row
    return found


def _check_heads(report: Report, places: dict[str, list[str]]) -> None:
    for chain in Chain.objects.iterator(BLOCK):
        digests = places.get(str(chain.pk), [])
        if chain.length != len(digests) or (digests and chain.head != digests[-1]):
            what = f"the chain should hold {chain.length} entries and holds {len(digests)}: its tail is gone"
            report.faults.append(Fault(what, chain=str(chain.pk), sequence=chain.length, table=Chain._meta.db_table))


def _check_missing_entries(report: Report) -> None:
    """A row that no entry speaks of was not put there by an action."""
    spoken = _spoken_of()
    for model in fact_models():
        if model in OWN_PROOF:
            continue
        table = model._meta.db_table
        known = spoken[table]
        newest = max((int(id) for id in known), default=0) if model.sealed_in_batches else 0
        for (key,) in model.objects.order_by("pk").values_list("pk").iterator(BLOCK):
            if str(key) in known:
                continue
            if model.sealed_in_batches and key > newest:
                report.unsealed += 1
            else:
                report.faults.append(Fault("no entry speaks of this row", table=table, row=str(key)))


def _spoken_of() -> dict[str, set[str]]:
    spoken: dict[str, set[str]] = defaultdict(set)
    for facts in Entry.objects.values_list("facts", flat=True).iterator(BLOCK):
        for reference in facts:
            spoken[reference["table"]] |= {str(id) for id in reference.get("ids") or [reference["id"]]}
    return spoken


def _check_anchors(report: Report, places: dict[str, list[str]]) -> None:
    previous = ""
    key = anchors.public_key()
    for anchor in Anchor.objects.order_by("id").iterator(BLOCK):
        report.anchors += 1
        where = {"table": Anchor._meta.db_table, "row": str(anchor.pk)}
        if anchor.previous != previous or anchor.digest != anchors.anchor_digest(anchor):
            report.faults.append(Fault("the anchor was changed or one before it is gone", **where))
        elif not anchors.signature_holds(anchor.digest, anchor.signature, key):
            report.faults.append(Fault("the anchor was not signed with this clinic's key", **where))
        previous = anchor.digest
        for chain, (length, head) in anchor.heads.items():
            digests = places.get(chain, [])
            if len(digests) < length or digests[length - 1] != head:
                report.faults.append(
                    Fault("the chain no longer fits the anchor", chain=chain, sequence=length, **where)
                )


def _check_checkpoint(report: Report, line: str) -> None:
    parts = line.strip().split(":")
    if len(parts) != 5 or parts[0] != anchors.CHECKPOINT or not parts[1].isdecimal():
        report.faults.append(Fault("the exported anchor cannot be read"))
        return
    _, number, _, value, signature = parts
    where = {"table": Anchor._meta.db_table, "row": number}
    anchor = Anchor.objects.filter(pk=int(number)).first()
    if not anchors.signature_holds(value, signature, anchors.public_key()):
        report.faults.append(Fault("the exported anchor was not signed with this clinic's key", **where))
    elif anchor is None:
        report.faults.append(Fault("the exported anchor is not in the database", **where))
    elif anchor.digest != value:
        report.faults.append(Fault("the exported anchor differs from the one in the database", **where))
