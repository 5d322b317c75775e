"""What monitors sent, exactly as they sent it, and what came of it."""

from datetime import datetime

from django.db import models

from ebb.clinic.people.models import Chair
from ebb.clinic.record.models import AppendOnly
from ebb.clinic.record.versions import unversioned
from ebb.devices.columns import COLUMNS


class MessageQuerySet(models.QuerySet):
    def at_chair(self, chair: Chair) -> "MessageQuerySet":
        return self.filter(chair=chair)

    def unassigned_beds(self, *, since: datetime) -> "models.QuerySet[Message, dict[str, object]]":
        """The beds without a chair that sent since then, the latest first: bed, messages, last_at."""
        unassigned = self.filter(chair=None, received_at__gte=since).exclude(bed="")
        counted = unassigned.values("bed").annotate(messages=models.Count("id"), last_at=models.Max("received_at"))
        return counted.order_by("-last_at")

    def vitals(self) -> "MessageQuerySet":
        """Those that brought numbers of that moment, in the order they came."""
        return self.filter(kind=Message.Kind.VITALS, not_present=None).order_by("id")

    def with_late(self) -> "MessageQuerySet":
        """Those, and the late ones whose place in time is known."""
        late = models.Q(not_present=Message.NotPresent.LATE, placed_at__isnull=False)
        return self.filter(models.Q(not_present=None) | late, kind=Message.Kind.VITALS).order_by("id")

    def for_alarms(self) -> "MessageQuerySet":
        """Those that brought numbers or an alarm of the monitor's own, in the order they came."""
        return self.filter(kind__in=Message.FOR_ALARMS, not_present=None).order_by("id")


class Message(AppendOnly):
    """One message from a device: the raw text, what was understood of it, and how it was answered.

    `taken_at` is the device's clock, `received_at` ours. A column is null when the monitor did not measure it: null
    is never zero. `file` is the patient who sat at the chair when it came, null when none did. A monitor repeats its
    last cuff reading for minutes: `nibp_taken_at` is that reading's own time, null where it is `taken_at`. `probe_off`
    and `doubtful` are names of columns, `texts` the monitor's own words, one a line. `not_present` says why its numbers
    are kept and never shown as this patient's present ones, `placed_at` when a late one was measured by our clock, and
    `clock_behind_s` how far the device's clock is known to be behind ours, from two seconds on. While two monitors
    speak for one bed `set_aside` names the columns in which the other's number is the worse. All are null for most.
    """

    sealed_in_batches = True
    written_in = "received_at"

    class Kind(models.TextChoices):
        VITALS = "vitals"
        ALERT = "alert"
        QUERY = "query"
        OTHER = "other"
        UNREADABLE = "unreadable"

    FOR_ALARMS = (Kind.VITALS, Kind.ALERT)

    class NotPresent(models.TextChoices):
        """Why its numbers are not this patient's present ones."""

        TRAINING = "training"
        OTHER_PATIENT = "other patient"
        LATE = "late"
        CLOCK_STILL = "clock still"
        CLOCK_AHEAD = "clock ahead"

    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    chair = models.ForeignKey(Chair, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    file = models.UUIDField(null=True)
    peer = models.CharField(max_length=60)
    bed = models.CharField(max_length=80)
    sender = models.CharField(max_length=200)
    control_id = models.CharField(max_length=200)
    payload_digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    answer = models.CharField(max_length=2)
    reason = models.CharField(max_length=300)
    raw = models.TextField()
    hr_per_min = models.FloatField(null=True)
    pulse_per_min = models.FloatField(null=True)
    spo2_percent = models.FloatField(null=True)
    rr_per_min = models.FloatField(null=True)
    nibp_sys_mmhg = models.FloatField(null=True)
    nibp_dia_mmhg = models.FloatField(null=True)
    nibp_mean_mmhg = models.FloatField(null=True)
    nibp_taken_at = models.DateTimeField(null=True)
    abp_sys_mmhg = models.FloatField(null=True)
    abp_dia_mmhg = models.FloatField(null=True)
    abp_mean_mmhg = models.FloatField(null=True)
    etco2_mmhg = models.FloatField(null=True)
    temp_c = models.FloatField(null=True)
    probe_off = models.CharField(max_length=200)
    doubtful = models.CharField(max_length=200)
    texts = models.TextField()
    unmapped = models.JSONField(null=True)
    not_present = models.CharField(max_length=20, null=True, choices=NotPresent.choices)
    placed_at = models.DateTimeField(null=True)
    clock_behind_s = models.FloatField(null=True)
    set_aside = models.CharField(max_length=200, null=True)

    objects = MessageQuerySet.as_manager()

    @property
    def counted(self) -> dict[str, float]:
        """Its numbers by column, but those another monitor of the bed shows worse."""
        aside = (self.set_aside or "").split()
        found = ((column, getattr(self, column)) for column in COLUMNS if column not in aside)
        return {column: value for column, value in found if value is not None}

    class Meta:
        indexes = [
            models.Index(fields=["chair", "id"], name="message_by_chair"),
            models.Index(fields=["sender", "control_id", "payload_digest"], name="message_repeats"),
            models.Index(fields=["received_at"], condition=models.Q(chair=None), name="message_unassigned"),
        ]


TAKEN_BACK = "taken back as a mistake"


class AlarmChange(AppendOnly):
    """One step of an alarm: raised, escalated, passed on, acknowledged or cleared. `alarm` holds its steps together;
    which alarm it is, `parameter`, `kind` and `cause` say as `pathway.alarms` does. `passed_to` are the ids of those an
    unanswered one went on to, with a blank between; it is null for every other step, empty where nobody was on site.

    `file` is the patient whose alarm it is. `happened_at` is when the machine of alarms places it, which after a
    restart may lie before `written_at`.
    """

    class State(models.TextChoices):
        RAISED = "raised"
        ESCALATED = "escalated"
        PASSED_ON = "passed on"
        ACKNOWLEDGED = "acknowledged"
        CLEARED = "cleared"

    alarm = models.UUIDField()
    file = models.UUIDField()
    infusion = models.UUIDField()
    chair = models.ForeignKey(Chair, on_delete=models.PROTECT, related_name="+")
    parameter = models.CharField(max_length=30)
    kind = models.CharField(max_length=12)
    cause = models.CharField(max_length=12)
    priority = models.CharField(max_length=8)
    state = models.CharField(max_length=14, choices=State.choices)
    value = models.FloatField(null=True)
    text = models.CharField(max_length=200)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.UUIDField()
    passed_to = models.TextField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["infusion", "id"], name="alarm_by_infusion"),
            models.Index(fields=["alarm", "id"], name="alarm_steps"),
        ]


@unversioned("a process that loses its place looks again; what it leaves undone is told by its age")
class ProcessPosition(models.Model):
    """How far one of the clinic's processes has read the logs, to go on from there. Nothing clinical rests on it.

    Lost or set back, that process looks a second time at rows it has already answered. `at` is also its last sign of
    life: gateway and watch write it each second.
    """

    name = models.CharField(max_length=20, primary_key=True)
    message = models.BigIntegerField(default=0)
    event = models.BigIntegerField(default=0)
    change = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        db_table = "vitals_mark"


class Outage(AppendOnly):
    """A time in which a process of the clinic did not do its work, however short: the gateway heard no monitor, or
    the watch saw no alarm. From its last heartbeat to the next."""

    class Process(models.TextChoices):
        GATEWAY = "gateway"
        WATCH = "watch"

    process = models.CharField(max_length=20, choices=Process.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ended_at"], name="outage_by_end")]
