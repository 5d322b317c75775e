"""How a patient fares at home: the daily pain diary, kept from a signed link."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from ebb.clinic.people.models import Patient
from ebb.clinic.record.models import AppendOnly


class DiaryLink(AppendOnly):
    """Lets whoever holds it write this patient's diary and nothing else, until it expires or is closed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="diary_links")
    expires_at = models.DateTimeField()
    by = models.UUIDField()
    written_at = models.DateTimeField()


class ClosedLink(AppendOnly):
    """Someone of the clinic closed a link before its time."""

    link = models.OneToOneField(DiaryLink, on_delete=models.PROTECT, related_name="closed")
    by = models.UUIDField()
    written_at = models.DateTimeField()


class DiaryQuerySet(models.QuerySet):
    def current(self) -> "DiaryQuerySet":
        """One entry a day, the last one written, in the order of the days."""
        return self.filter(superseded_by=None).order_by("on")


class DiaryEntry(AppendOnly):
    """One day's pain from 0 to 10 and hours slept. A later entry for the same day supersedes it."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="diary")
    on = models.DateField()
    average = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    worst = models.PositiveSmallIntegerField()
    now = models.PositiveSmallIntegerField()
    sleep_h = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    note = models.CharField(max_length=500, blank=True)
    back_entered = models.BooleanField()
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    link = models.ForeignKey(DiaryLink, null=True, on_delete=models.PROTECT, related_name="entries")
    by = models.UUIDField()
    written_at = models.DateTimeField()

    objects = DiaryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient", "on"], name="diary_by_day")]
        constraints = [
            models.CheckConstraint(
                name="pain_in_order",
                condition=Q(least__lte=F("average"), average__lte=F("worst"), worst__lte=10, now__lte=10),
            ),
            models.CheckConstraint(
                name="sleep_within_a_day", condition=Q(sleep_h__isnull=True) | Q(sleep_h__range=(0, 24))
            ),
            models.UniqueConstraint(
                fields=["patient", "on"], condition=Q(supersedes__isnull=True), name="one_first_entry_a_day"
            ),
        ]
