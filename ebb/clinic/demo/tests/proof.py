"""What the watch does beside the staff is done at once here, before the record is asked to prove itself."""

from datetime import datetime, timedelta

from django.utils import timezone

from ebb.clinic.record.faults import Report
from ebb.clinic.record.verify import verify
from ebb.clinic.vitals.actions import seal_minutes


def verified(at: datetime) -> Report:
    """The record verified once the minute of this moment, or of now where that is later, is over and sealed."""
    at = max(at, timezone.now()) + timedelta(minutes=2)
    while seal_minutes(at=at):
        pass
    return verify(at=at)
