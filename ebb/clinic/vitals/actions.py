"""What is written about monitors and alarms, and the entries in the record over what monitors sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, takewhile
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ebb.clinic.log.change_notifier import notify_readers
from ebb.clinic.people.models import SYSTEM, Chair, Site
from ebb.clinic.record.actions import seal_batch, write_entry
from ebb.clinic.record.versions import version_of
from ebb.clinic.vitals.models import AlarmChange, Message, Outage, ProcessPosition
from ebb.pathway.alarms.answering import is_latched
from ebb.pathway.findings import Refused, policy_finding

# id: (reason, what would clear it). All are clinic policy [D].
REASONS = {
    "vitals.bed-taken": ("{bed} is bound to chair {chair}; take it away there first", "Take it away there first."),
    "vitals.no-alarm": ("There is no such alarm.", "Choose an alarm that stands on the page."),
    "vitals.alarm-over": ("The alarm '{text}' cleared at {clock}; nothing is left to do.", "Nothing."),
}

_refusal = partial(policy_finding, REASONS)

GRACE = timedelta(seconds=5)
"""A message is stamped when it arrives and committed a moment later."""

BEAT = timedelta(seconds=1)
"""How often gateway and watch give a heartbeat."""

LONGEST_BEAT = timedelta(seconds=3)
"""A heartbeat that comes later than this after the one before ends an outage."""

MOST_ROWS = 300
"""Keeps one transaction near the 50 ms that a writer may hold the database; a digest takes some 0.1 ms."""


@transaction.atomic
def bind_monitor(*, chair: Chair, bed: str, by: UUID, at: datetime) -> Chair:
    """From now on the monitor that calls itself `bed` speaks for this chair; an empty bed takes it away."""
    bed = bed.strip()
    chair = Chair.objects.select_for_update().get(pk=chair.pk)
    other = Chair.objects.filter(bed=bed).exclude(pk=chair.pk).first() if bed else None
    if other is not None:
        raise Refused(_refusal("vitals.bed-taken", bed=bed, chair=other.name))
    if chair.bed != bed:
        chair.bed = bed
        chair.save(update_fields=["bed"])
        verb = "monitor bound" if bed else "monitor taken away"
        write_entry(chain=chair.site_id, verb=verb, facts=[version_of(chair)], by=by, at=at)
    return chair


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
    notify_readers()


@transaction.atomic
def acknowledge_alarm(*, alarm: UUID, by: UUID, at: datetime) -> AlarmChange:
    """Someone took note of an alarm; it stays until what raised it is over. Once noted it is not noted again.

    Returns the step that acknowledges it. Raises Refused when there is none, or when it has cleared and was not high.
    """
    steps = list(AlarmChange.objects.filter(alarm=alarm).order_by("id"))
    if not steps:
        raise Refused(_refusal("vitals.no-alarm"))
    last = steps[-1]
    if last.state == AlarmChange.State.CLEARED and not is_latched(steps):
        cleared_at = f"{timezone.localtime(last.happened_at):%H:%M:%S}"
        raise Refused(_refusal("vitals.alarm-over", text=last.text, clock=cleared_at))
    if last.state == AlarmChange.State.ACKNOWLEDGED:
        return last
    noted = AlarmChange(
        alarm=alarm, infusion=last.infusion, file=last.file, chair_id=last.chair_id, parameter=last.parameter,
        kind=last.kind, cause=last.cause, priority=last.priority, state=AlarmChange.State.ACKNOWLEDGED,
        value=last.value, text=last.text, happened_at=at,
    )  # fmt: skip
    write_alarm_changes(changes=[noted], by=by, at=at)
    return noted


@transaction.atomic
def beat(*, process: str, at: datetime, begins: bool = False, **position: int) -> None:
    """A heartbeat of gateway or watch, with how far it has read. What lies between it and the one before is an
    outage when the process begins anew with it, or did nothing for too long."""
    before = ProcessPosition.objects.filter(pk=process).values_list("at", flat=True).first()
    if before is not None and at > before and (begins or at - before > LONGEST_BEAT):
        outage = Outage.objects.create(process=process, began_at=before, ended_at=at, written_at=at)
        write_entry(chain=_nobodys_chain(), verb=f"{process} stood still", facts=[outage], by=SYSTEM, at=at)
    ProcessPosition.objects.update_or_create(pk=process, defaults={**position, "at": at})


def _nobodys_chain() -> UUID:
    """Where entries stand that concern no patient and no one site."""
    return Site.objects.order_by("name", "pk").values_list("pk", flat=True).first() or SYSTEM


def seal_minutes(*, at: datetime, by: UUID = SYSTEM, most: int = MOST_ROWS) -> int:
    """Seal the oldest messages whose minute is over and that have no entry yet; how many rows that were.

    0 when there is nothing to do. Call it again until then: it takes at most `most` rows at a time, in the order of
    their numbers, so what is sealed is always everything up to one row. Running it twice seals nothing twice.
    """
    before = ProcessPosition.objects.filter(pk="sealed").values_list("message", flat=True).first() or 0
    over = (at - GRACE).replace(second=0, microsecond=0)
    rows = Message.objects.filter(pk__gt=before).order_by("pk")[:most]
    rows = list(takewhile(lambda row: row.received_at < over, rows))
    if rows:
        _seal(rows, before, by, at)
    return len(rows)


@transaction.atomic
def _seal(rows: list[Message], before: int, by: UUID, at: datetime) -> None:
    ProcessPosition.objects.get_or_create(pk="sealed", defaults={"at": at})
    sealed = ProcessPosition.objects.select_for_update().get(pk="sealed")
    if sealed.message != before:
        return
    sites = dict(Chair.objects.values_list("pk", "site_id"))
    nobodys = _nobodys_chain()

    def belongs(row: Message) -> tuple[str, datetime]:
        chain = row.file or sites.get(row.chair_id, nobodys)
        return str(chain), row.received_at.replace(second=0, microsecond=0)

    for (chain, _), minute in groupby(sorted(rows, key=belongs), key=belongs):
        seal_batch(chain=UUID(chain), verb="samples", rows=list(minute), by=by, at=at)
    sealed.message, sealed.at = rows[-1].pk, at
    sealed.save()
