"""A visitor's first question."""

from django.db import models

from ebb.clinic.people.models import Patient, Site
from ebb.clinic.record.models import AppendOnly


class EnquiryQuerySet(models.QuerySet):
    def open(self) -> "EnquiryQuerySet":
        """Those nobody has answered yet, the oldest first."""
        return self.filter(answer__isnull=True).order_by("asked_at")


class Enquiry(AppendOnly):
    """What someone wrote on the public page: how to reach them, and as little else as they like."""

    written_in = "asked_at"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="enquiries")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField()

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="enquiry_can_be_answered", condition=~models.Q(email="") | ~models.Q(phone=""))
        ]
        indexes = [models.Index(fields=["site", "asked_at"], name="enquiry_by_site")]


class EnquiryAnswer(AppendOnly):
    """What came of an enquiry: a file was opened, or it ended here and why."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="answer")
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    by = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "enquiry_answer"  # as it stands in every digest of such a row
