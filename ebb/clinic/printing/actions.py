"""What printing leaves in the record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.record.actions import write_entry
from ebb.clinic.record.anchors import make_anchor, signed_length
from ebb.clinic.record.models import Entry

RECORD_PRINTED, SHEET_PRINTED = "record printed", "emergency sheet printed"
# Entries that say nothing about the visit itself.
ABOUT_THE_FILE = ("looked", RECORD_PRINTED, SHEET_PRINTED)


@transaction.atomic
def print_emergency_sheet(infusion: Infusion, *, by: UUID, at: datetime) -> None:
    """Leave an entry that the sheet for the ambulance was printed."""
    write_entry(chain=infusion.patient_id, verb=SHEET_PRINTED, facts=[], by=by, at=at)


def print_record(infusion: Infusion, *, by: UUID, at: datetime) -> None:
    """Leave an entry that the record was printed; where no anchor covers the visit to its end, make one.

    The anchor is made apart: it touches the chains of other files, whose writers must not wait for this one.
    """
    with transaction.atomic():
        write_entry(chain=infusion.patient_id, verb=RECORD_PRINTED, facts=[], by=by, at=at)
    clinical = Entry.objects.filter(chain=infusion.patient_id).exclude(verb__in=ABOUT_THE_FILE)
    last = clinical.order_by("-sequence").values_list("sequence", flat=True).first()
    if last is not None and signed_length(infusion.patient_id) < last:
        make_anchor(at=at)
