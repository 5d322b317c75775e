"""One visit for an infusion and everything that happened in it."""

from dataclasses import fields
from uuid import uuid4

from django.db import models

from ebb.clinic.people.models import Chair, Patient, Site, User
from ebb.clinic.plan.models import Order
from ebb.clinic.record.models import AppendOnly
from ebb.pathway import events
from ebb.pathway.steps import GONE, PRESENT, State

KINDS: dict[str, type[events.Event]] = {kind.__name__: kind for kind in events.Event.__subclasses__()}
WHO_AND_WHEN = {field.name for field in fields(events.Event)}


class InfusionQuerySet(models.QuerySet):
    def present(self) -> "InfusionQuerySet":
        """Those whose patient is in the house."""
        return self.filter(state__in=[state.value for state in PRESENT])

    def ahead(self) -> "InfusionQuerySet":
        return self.filter(state=State.EXPECTED.value)

    def over(self) -> "InfusionQuerySet":
        return self.filter(state__in=[state.value for state in GONE])


class Infusion(models.Model):
    """A visit, expected or under way. State, chair and nurse are copies of what the events say, kept for the board."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="infusions")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="infusions")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="infusions")
    expected_at = models.DateTimeField()
    state = models.CharField(max_length=24, choices=[(s.value, s.value) for s in State], default=State.EXPECTED.value)
    chair = models.ForeignKey(Chair, null=True, on_delete=models.PROTECT, related_name="infusions")
    nurse = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = InfusionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "state", "expected_at"], name="infusion_by_state"),
            models.Index(fields=["patient", "expected_at"], name="infusion_by_patient"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["chair"],
                condition=models.Q(state__in=sorted(s.value for s in PRESENT - {State.WAITING_FOR_ESCORT})),
                name="one_infusion_a_chair",
            )
        ]


class Event(AppendOnly):
    """A fact of `pathway.events`: `kind` names its class, and each of its fields stands in the column of that name."""

    infusion = models.ForeignKey(Infusion, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=24, choices=[(kind, kind) for kind in sorted(KINDS)])
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.UUIDField()
    locked_tablet = models.BooleanField(null=True)

    activity = models.PositiveSmallIntegerField(null=True)
    advice_given = models.BooleanField(null=True)
    avoid_limb = models.CharField(max_length=20, null=True)
    bleeding = models.PositiveSmallIntegerField(null=True)
    blanket = models.BooleanField(null=True)
    call_button_tested = models.BooleanField(null=True)
    cannula_out = models.BooleanField(null=True)
    chair = models.CharField(max_length=40, null=True)
    circulation = models.PositiveSmallIntegerField(null=True)
    clear_fluid_at = models.DateTimeField(null=True)
    completed = models.BooleanField(null=True)
    concentration_mg_per_ml = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    connected = models.BooleanField(null=True)
    consciousness = models.PositiveSmallIntegerField(null=True)
    container = models.CharField(max_length=40, null=True)
    distress = models.BooleanField(null=True)
    dose = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    dose_mg = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    driving_understood = models.BooleanField(null=True)
    drug = models.CharField(max_length=80, null=True)
    duration_min = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    escort_identified = models.BooleanField(null=True)
    event_id = models.CharField(max_length=20, null=True)
    finding = models.CharField(max_length=40, null=True)
    gauge = models.PositiveSmallIntegerField(null=True)
    hr_per_min = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    identifiers = models.CharField(max_length=120, null=True)
    light = models.CharField(max_length=40, null=True)
    limb = models.CharField(max_length=20, null=True)
    lot = models.CharField(max_length=40, null=True)
    name = models.CharField(max_length=120, null=True)
    nausea = models.PositiveSmallIntegerField(null=True)
    nibp_dia_mmhg = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    nibp_sys_mmhg = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    not_asked = models.BooleanField(null=True)
    oriented = models.BooleanField(null=True)
    oxygen = models.PositiveSmallIntegerField(null=True)
    pain = models.PositiveSmallIntegerField(null=True)
    patent = models.BooleanField(null=True)
    patient_agrees = models.BooleanField(null=True)
    phone = models.CharField(max_length=40, null=True)
    rate_ml_per_h = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    reason = models.CharField(max_length=300, null=True)
    respiration = models.PositiveSmallIntegerField(null=True)
    result = models.CharField(max_length=20, null=True)
    route = models.CharField(max_length=20, null=True)
    rr_per_min = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    scale = models.CharField(max_length=20, null=True)
    score = models.PositiveSmallIntegerField(null=True)
    sips_tolerated = models.BooleanField(null=True)
    site = models.CharField(max_length=40, null=True)
    solid_food_at = models.DateTimeField(null=True)
    sound = models.CharField(max_length=40, null=True)
    source = models.CharField(max_length=20, null=True)
    spo2_percent = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    stopped_at = models.DateTimeField(null=True)
    temp_c = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    text = models.CharField(max_length=1000, null=True)
    to = models.UUIDField(null=True)
    unit = models.CharField(max_length=20, null=True)
    vital_signs = models.PositiveSmallIntegerField(null=True)
    volume_ml = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    walking = models.PositiveSmallIntegerField(null=True)
    walks_as_before = models.BooleanField(null=True)
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1, null=True)

    class Meta:
        indexes = [models.Index(fields=["infusion", "id"], name="event_by_infusion")]

    def as_fact(self) -> events.Event:
        """The row as the pathway knows it."""
        kind = KINDS[self.kind]
        values = {field.name: getattr(self, field.name) for field in fields(kind) if field.name not in WHO_AND_WHEN}
        if self.to is not None:
            values["to"] = str(self.to)
        return kind(id=str(self.pk), at=self.happened_at, by=str(self.by), **values)
