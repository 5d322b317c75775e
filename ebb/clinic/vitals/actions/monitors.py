"""Which monitor speaks for which chair."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ebb.clinic.people.models import Chair
from ebb.clinic.record.actions import write_entry
from ebb.clinic.vitals.actions.refusals import refusal
from ebb.pathway.findings import Refused


@transaction.atomic
def bind_monitor(*, chair: Chair, bed: str, by: UUID, at: datetime) -> Chair:
    """From now on the monitor that calls itself `bed` speaks for this chair; an empty bed takes it away."""
    bed = bed.strip()
    chair = Chair.objects.select_for_update().get(pk=chair.pk)
    other = Chair.objects.filter(bed=bed).exclude(pk=chair.pk).first() if bed else None
    if other is not None:
        raise Refused(refusal("vitals.bed-taken", bed=bed, chair=other.name))
    if chair.bed != bed:
        chair.bed = bed
        chair.save(update_fields=["bed"])
        write_entry(chain=chair.site_id, verb="monitor bound" if bed else "monitor taken away", facts=[], by=by, at=at)
    return chair
