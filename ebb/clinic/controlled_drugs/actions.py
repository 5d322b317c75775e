"""Counting what is in the cabinet."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db import transaction

from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.people.models import Site
from ebb.clinic.record.actions import write_entry
from ebb.pathway.findings import policy_finding, refuse

STRENGTHS_MG_PER_ML = (Decimal(10), Decimal(50), Decimal(100))  # label strengths, ketamine base [S3]

# id: (reason, what would clear it)
REASONS = {
    "cabinet.two-people": ("The count has one name twice.", "Another person counts and gives their password."),
    "cabinet.strength": (
        "{strength} mg/mL is no strength on a label: they are 10, 50 and 100 mg/mL of base.",
        "Read the label again.",
    ),
    "cabinet.nothing": ("A vial of {volume} mL, or {vials} vials, can not be counted.", "Count again."),
    "cabinet.counts-differ": (
        "The two counts differ in: {fields}. Nothing was recorded.",
        "Both count again, each alone.",
    ),
    "cabinet.lot": ("The lot was left out.", "Write the lot as it stands on the box."),
    "cabinet.counted-already": ("Lot {lot} was opened with a count already.", "Choose another lot."),
}

refusal = partial(policy_finding, REASONS)

COUNTED = {"strength_mg_per_ml": "strength on the label", "volume_ml": "what one vial holds", "vials": "full vials"}
"""What each of two people reads and counts, in words."""


def require_same_count(first: Mapping[str, str], second: Mapping[str, str]) -> None:
    """Refuse two counts that differ, and say only in which field; each number is written one way."""
    differ = [words for name, words in COUNTED.items() if first[name] != second[name]]
    refuse([refusal("cabinet.counts-differ", fields=", ".join(differ))] if differ else [])


@transaction.atomic
def count_opening(
    *, site: Site, lot: str, strength_mg_per_ml: Decimal, volume_ml: Decimal, vials: int, witness: UUID,
    by: UUID, at: datetime, happened_at: datetime | None = None,
) -> LedgerLine:  # fmt: skip
    """Open the register with what stands in the cabinet: so many full vials of one lot, counted by two people."""
    found = []
    if by == witness:
        found.append(refusal("cabinet.two-people"))
    if strength_mg_per_ml not in STRENGTHS_MG_PER_ML:
        found.append(refusal("cabinet.strength", strength=strength_mg_per_ml))
    if volume_ml <= 0 or vials < 0:
        found.append(refusal("cabinet.nothing", volume=volume_ml, vials=vials))
    if not lot.strip():
        found.append(refusal("cabinet.lot"))
    vial = {"lot": lot.strip(), "strength_mg_per_ml": strength_mg_per_ml, "volume_ml": volume_ml}
    kind = LedgerLine.Kind.OPENING
    if LedgerLine.objects.filter(site=site, kind=kind, **vial).exists():
        found.append(refusal("cabinet.counted-already", lot=lot.strip()))
    refuse(found)
    people = {"counted_by_id": by, "witness_id": witness}
    line = LedgerLine.objects.create(
        site=site, kind=kind, vials=vials, happened_at=happened_at or at, written_at=at, **vial, **people
    )
    write_entry(chain=site.pk, verb="vials counted", facts=[line], by=by, at=at, happened_at=happened_at)
    return line
