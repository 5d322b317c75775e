"""The steps of alarms, written down."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ebb.clinic.log import change_notifier
from ebb.clinic.record.actions import write_entry
from ebb.clinic.vitals.actions.refusals import refusal
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway.findings import Refused


@transaction.atomic
def write_alarm_changes(*, changes: Sequence[AlarmChange], by: UUID, at: datetime) -> None:
    """Write the steps that alarms took, all or none, each with its entry in the patient's record."""
    for change in changes:
        change.by, change.written_at = by, at
        change.save(force_insert=True)
        write_entry(
            chain=change.file, verb=f"alarm {change.state}", facts=[change], by=by, at=at,
            happened_at=change.happened_at,
        )  # fmt: skip
    change_notifier.notify_readers()


@transaction.atomic
def acknowledge_alarm(*, alarm: UUID, by: UUID, at: datetime) -> AlarmChange:
    """Someone took note of an alarm; it stays until what raised it is over. Once noted it is not noted again.

    Returns the step that acknowledges it. Raises Refused when there is none, or when it has cleared.
    """
    last = AlarmChange.objects.filter(alarm=alarm).order_by("-id").first()
    if last is None:
        raise Refused(refusal("vitals.no-alarm"))
    if last.state == AlarmChange.State.CLEARED:
        raise Refused(refusal("vitals.alarm-over", text=last.text, clock=f"{last.happened_at:%H:%M:%S}"))
    if last.state == AlarmChange.State.ACKNOWLEDGED:
        return last
    noted = AlarmChange(
        alarm=alarm, infusion=last.infusion, file=last.file, chair_id=last.chair_id, parameter=last.parameter,
        kind=last.kind, cause=last.cause, priority=last.priority, state=AlarmChange.State.ACKNOWLEDGED,
        value=last.value, text=last.text, happened_at=at,
    )  # fmt: skip
    write_alarm_changes(changes=[noted], by=by, at=at)
    return noted
