"""The register of the controlled-drug cabinet: lines that are only ever added."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from ebb.clinic.people.models import Site, User
from ebb.clinic.record.models import AppendOnly


class LedgerLineQuerySet(models.QuerySet):
    def at(self, site: Site) -> "LedgerLineQuerySet":
        """The lines of one site's cabinet, the newest first."""
        return self.filter(site=site).select_related("counted_by", "witness").order_by("-pk")


class LedgerLine(AppendOnly):
    """Vials of one lot counted by two people. All strengths are ketamine base [S3]."""

    class Kind(models.TextChoices):
        OPENING = "opening count"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    lot = models.CharField(max_length=40)
    strength_mg_per_ml = models.DecimalField(max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    volume_ml = models.DecimalField(max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    vials = models.PositiveSmallIntegerField()
    counted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()

    objects = LedgerLineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "-id"], name="ledger_by_site")]
        constraints = [
            models.CheckConstraint(name="counted_by_two", condition=~Q(counted_by=F("witness"))),
            models.CheckConstraint(name="vials_hold_something", condition=Q(strength_mg_per_ml__gt=0, volume_ml__gt=0)),
            models.UniqueConstraint(
                fields=["site", "lot", "strength_mg_per_ml", "volume_ml"],
                condition=Q(kind="opening count"),
                name="one_opening_a_lot",
            ),
        ]

    @property
    def vial_mg(self) -> Decimal:
        """What one vial holds, in mg of base."""
        return self.strength_mg_per_ml * self.volume_ml

    @property
    def total_mg(self) -> Decimal:
        return self.vial_mg * self.vials
