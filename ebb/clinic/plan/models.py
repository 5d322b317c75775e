"""What was decided and signed for a patient."""

from django.db import models

from ebb.clinic.people.models import Patient, User
from ebb.clinic.record.models import AppendOnly


class PlanQuerySet(models.QuerySet):
    def current(self) -> "PlanQuerySet":
        """Those that no newer plan has superseded, the last signed first."""
        return self.filter(superseded_by=None).order_by("-signed_at", "-pk")


class Plan(AppendOnly):
    """A signed course of care: goal, what else belongs to it, and how many infusions. A newer plan supersedes it."""

    written_in = "signed_at"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="plans")
    diagnosis = models.CharField(max_length=120)
    goal = models.CharField(max_length=300)
    medicines = models.TextField(blank=True)
    physical_therapy = models.TextField(blank=True)
    lifestyle = models.TextField(blank=True)
    infusions = models.PositiveSmallIntegerField()
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()


class Order(AppendOnly):
    """The drug order of a plan, under one version of one programme: either a dose or a rate per kilogram.

    `weight_kg` is the dosing weight the prescriber signed; `actual_weight_kg` and `height_cm` are what it came from.
    """

    written_in = "signed_at"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="orders")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="orders")
    programme = models.CharField(max_length=1, choices=[("A", "A: short"), ("B", "B: extended")])
    programme_version = models.CharField(max_length=20)
    dose_mg_per_kg = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    rate_mg_per_kg_per_h = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    duration_min = models.PositiveSmallIntegerField()
    cap_mg_per_h = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1)
    weight_reason = models.CharField(max_length=200, blank=True)
    actual_weight_kg = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    height_cm = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    enantiomer = models.CharField(max_length=10, default="racemic")
    first_visit = models.BooleanField(default=True)
    override_reason = models.CharField(max_length=300, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dose_or_rate",
                condition=models.Q(dose_mg_per_kg__gt=0, rate_mg_per_kg_per_h__isnull=True)
                | models.Q(dose_mg_per_kg__isnull=True, rate_mg_per_kg_per_h__gt=0),
            ),
        ]
