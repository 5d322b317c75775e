"""Texts that carry a version: what a patient agrees to."""

from django.db import models

from ebb.clinic.record.models import AppendOnly


class ConsentTextQuerySet(models.QuerySet):
    def current(self) -> "ConsentText | None":
        """The version in force: the last one released."""
        return self.order_by("-released_at", "-id").first()


class ConsentText(AppendOnly):
    """One released version; a newer one asks for new consent."""

    written_in = "released_at"

    version = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    body = models.TextField()
    released_at = models.DateTimeField()
    by = models.UUIDField()

    objects = ConsentTextQuerySet.as_manager()
