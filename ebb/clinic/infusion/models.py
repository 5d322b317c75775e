"""One visit for an infusion and everything that happened in it."""

from dataclasses import fields
from functools import cached_property
from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce

from ebb.clinic.assessment.models import Consent, ListReviewed
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Chair, Patient, Site, User
from ebb.clinic.plan.models import Order
from ebb.clinic.record.models import AppendOnly
from ebb.clinic.record.versions import versioned
from ebb.pathway import events
from ebb.pathway.day_questions import DAY_QUESTIONS
from ebb.pathway.steps import GIVING, GONE, PRESENT, State

SEATED = sorted(state.value for state in PRESENT - {State.WAITING_FOR_ESCORT})
AMOUNTS = (
    "concentration_mg_per_ml", "dia_high_mmhg", "diluent_ml", "dose", "dose_mg", "drawn_ml", "duration_min",
    "hr_high_per_min", "hr_low_per_min", "hr_per_min", "nibp_dia_mmhg", "nibp_sys_mmhg", "rate_ml_per_h",
    "rr_high_per_min", "rr_low_per_min", "rr_per_min", "spo2_low_percent", "spo2_percent", "sys_high_mmhg",
    "sys_low_mmhg", "temp_c", "vial_mg_per_ml", "volume_ml", "weight_kg",
)  # fmt: skip
KINDS: dict[str, type[events.Event]] = {kind.__name__: kind for kind in events.Event.__subclasses__()}
WHO_AND_WHEN = {field.name for field in fields(events.Event)}
VALUE_FIELDS = {
    name: [field.name for field in fields(kind) if field.name not in WHO_AND_WHEN] for name, kind in KINDS.items()
}


def amount(digits: int, decimals: int) -> models.DecimalField:
    """A physical number; never below zero."""
    return models.DecimalField(max_digits=digits, decimal_places=decimals, null=True, validators=[MinValueValidator(0)])


class InfusionQuerySet(models.QuerySet):
    def present(self) -> "InfusionQuerySet":
        """Those whose patient is in the house."""
        return self.filter(state__in=[state.value for state in PRESENT])

    def seated(self) -> "InfusionQuerySet":
        """Those whose patient sits in a chair; one who waits for the escort has left it."""
        return self.filter(state__in=SEATED)

    def giving(self) -> "InfusionQuerySet":
        """Those whose pump runs or is paused."""
        return self.filter(state__in=[state.value for state in GIVING])

    def ahead(self) -> "InfusionQuerySet":
        return self.filter(state=State.EXPECTED.value)

    def over(self) -> "InfusionQuerySet":
        return self.filter(state__in=[state.value for state in GONE])

    def with_related(self) -> "InfusionQuerySet":
        """Each with its patient, site, order, chair and nurse."""
        return self.select_related("patient", "site", "order__plan", "chair", "nurse")


class InfusionManager(models.Manager.from_queryset(InfusionQuerySet)):
    def with_context(self) -> InfusionQuerySet:
        """Each with what is related to it, and what a start asks of other visits and of the file.

        `site_gives`: some infusion of the site runs or is paused; `seen_before`: the patient was started at another
        visit; `others_of_nurse`: the nurse's other patients who get drug, `new_to_nurse`: one of them gets it for the
        first time; `weighed_before_at`: at the last other visit that weighed; the consent is the one signed last.
        """
        return self._in_context.all()

    @cached_property
    def _in_context(self) -> InfusionQuerySet:
        """Built once a process: putting it together takes longer than asking it."""
        started = Event.objects.filter(kind=events.InfusionStarted.__name__)
        elsewhere = started.filter(infusion__patient=OuterRef("patient")).exclude(infusion=OuterRef("pk"))
        others = Infusion.objects.giving().filter(nurse=OuterRef("nurse")).exclude(pk=OuterRef("pk"))
        counted = others.order_by().values("nurse").annotate(number=Count("pk")).values("number")
        mistakes = Event.objects.filter(kind=events.Superseded.__name__, infusion=OuterRef("infusion"))
        weights = Event.objects.filter(kind=events.WeightMeasured.__name__, infusion__patient=OuterRef("patient"))
        weighed = (
            weights.exclude(infusion=OuterRef("pk"))
            .filter(~Exists(mistakes.filter(event_id=Cast(OuterRef("pk"), CharField()))))
            .order_by("-pk")
        )
        in_force = ConsentText.objects.order_by("-released_at", "-id")
        reviewed = ListReviewed.objects.filter(patient=OuterRef("patient")).order_by("-pk").values("written_at")
        consents = Consent.objects.filter(patient=OuterRef("patient")).order_by("-signed_at", "-pk")
        return self.with_related().annotate(
            site_gives=Exists(Infusion.objects.giving().filter(site=OuterRef("site"))),
            seen_before=Exists(elsewhere),
            others_of_nurse=Coalesce(Subquery(counted), 0),
            new_to_nurse=Exists(others.filter(~Exists(elsewhere))),
            weighed_before_at=Subquery(weighed.values("happened_at")[:1]),
            weighed_before_kg=Subquery(weighed.values("weight_kg")[:1]),
            consent_current_version=Cast(Subquery(in_force.values("version")[:1]), CharField()),
            consent_signed_version=Cast(Subquery(consents.values("text__version")[:1]), CharField()),
            consent_signed_at=Subquery(consents.values("signed_at")[:1]),
            medicines_reviewed_at=Subquery(reviewed.filter(subject=ListReviewed.Subject.MEDICINES)[:1]),
            allergies_reviewed_at=Subquery(reviewed.filter(subject=ListReviewed.Subject.ALLERGIES)[:1]),
            consent_withdrawn_at=Subquery(consents.values("withdrawal__told_at")[:1]),
        )


@versioned(passed_over=dict.fromkeys(["state", "chair_id", "nurse_id"], "rebuilt from the events, see `copies`"))
class Infusion(models.Model):
    """A visit, expected or under way. State, chair and nurse are copies of what the events say, kept for the board.

    `messages_after` is the last message of any monitor before check-in: the visit's own numbers come after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="infusions")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="infusions")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="infusions")
    expected_at = models.DateTimeField()
    state = models.CharField(max_length=24, choices=[(s.value, s.value) for s in State], default=State.EXPECTED.value)
    chair = models.ForeignKey(Chair, null=True, on_delete=models.PROTECT, related_name="infusions")
    nurse = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    messages_after = models.BigIntegerField(default=0)

    objects = InfusionManager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "state", "expected_at"], name="infusion_by_state"),
            models.Index(fields=["patient", "expected_at"], name="infusion_by_patient"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["chair"],
                condition=Q(state__in=SEATED),
                name="one_infusion_a_chair",
            )
        ]

    def latest_review(self) -> "DayReview | None":
        """What was asked again today. One query."""
        return self.reviews.order_by("-id").first()


class Event(AppendOnly):
    """A fact of `pathway.events`: `kind` names its class, and each of its fields stands in the column of that name.

    Beyond the fact, a row tells why it was written late, whether a ward tablet took it before anyone said who they are
    (`locked_tablet`), and for a note the entry it is about (`event_id`).
    """

    infusion = models.ForeignKey(Infusion, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=24, choices=[(kind, kind) for kind in sorted(KINDS)])
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.UUIDField()
    locked_tablet = models.BooleanField(null=True)
    late_reason = models.CharField(max_length=200, null=True)

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
    concentration_mg_per_ml = amount(8, 3)
    connected = models.BooleanField(null=True)
    consciousness = models.PositiveSmallIntegerField(null=True)
    container = models.CharField(max_length=40, null=True)
    dia_high_mmhg = amount(5, 1)
    diluent_ml = amount(8, 3)
    distress = models.BooleanField(null=True)
    dose = amount(8, 3)
    dose_mg = amount(8, 3)
    driving_understood = models.BooleanField(null=True)
    drawn_ml = amount(8, 3)
    drug = models.CharField(max_length=80, null=True)
    duration_min = amount(6, 2)
    escort_identified = models.BooleanField(null=True)
    event_id = models.CharField(max_length=20, null=True)
    finding = models.CharField(max_length=40, null=True)
    gauge = models.PositiveSmallIntegerField(null=True)
    hr_high_per_min = amount(5, 1)
    hr_low_per_min = amount(5, 1)
    hr_per_min = amount(5, 1)
    identifiers = models.CharField(max_length=120, null=True)
    light = models.CharField(max_length=40, null=True)
    light_meal = models.BooleanField(null=True)
    limb = models.CharField(max_length=20, null=True)
    lot = models.CharField(max_length=40, null=True)
    name = models.CharField(max_length=120, null=True)
    nausea = models.PositiveSmallIntegerField(null=True)
    nibp_dia_mmhg = amount(5, 1)
    nibp_sys_mmhg = amount(5, 1)
    not_asked = models.BooleanField(null=True)
    oriented = models.BooleanField(null=True)
    oxygen = models.PositiveSmallIntegerField(null=True)
    pain = models.PositiveSmallIntegerField(null=True)
    patent = models.BooleanField(null=True)
    patient_agrees = models.BooleanField(null=True)
    phone = models.CharField(max_length=40, null=True)
    rate_ml_per_h = amount(8, 3)
    reason = models.CharField(max_length=1000, null=True)
    respiration = models.PositiveSmallIntegerField(null=True)
    result = models.CharField(max_length=20, null=True)
    route = models.CharField(max_length=20, null=True)
    rr_high_per_min = amount(5, 1)
    rr_low_per_min = amount(5, 1)
    rr_per_min = amount(5, 1)
    scale = models.CharField(max_length=20, null=True)
    score = models.PositiveSmallIntegerField(null=True)
    sips_tolerated = models.BooleanField(null=True)
    site = models.CharField(max_length=40, null=True)
    solid_food_at = models.DateTimeField(null=True)
    sound = models.CharField(max_length=40, null=True)
    source = models.CharField(max_length=20, null=True)
    spo2_low_percent = amount(5, 1)
    spo2_percent = amount(5, 1)
    stopped_at = models.DateTimeField(null=True)
    sys_high_mmhg = amount(5, 1)
    sys_low_mmhg = amount(5, 1)
    temp_c = amount(4, 1)
    text = models.CharField(max_length=1000, null=True)
    to = models.UUIDField(null=True)
    unit = models.CharField(max_length=20, null=True)
    vial_mg_per_ml = amount(8, 3)
    vital_signs = models.PositiveSmallIntegerField(null=True)
    volume_ml = amount(8, 3)
    walking = models.PositiveSmallIntegerField(null=True)
    walks_as_before = models.BooleanField(null=True)
    weight_kg = amount(5, 1)

    class Meta:
        indexes = [models.Index(fields=["infusion", "id"], name="event_by_infusion")]
        constraints = [
            models.CheckConstraint(
                name="no_negative_amount",
                condition=Q(*[Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}) for name in AMOUNTS]),
            )
        ]

    def as_fact(self) -> events.Event:
        """The row as the pathway knows it."""
        values = {name: getattr(self, name) for name in VALUE_FIELDS[self.kind]}
        if self.to is not None:
            values["to"] = str(self.to)
        return KINDS[self.kind](id=str(self.pk), at=self.happened_at, by=str(self.by), **values)


class DayReview(AppendOnly):
    """What was asked and looked up again on the day, before the start. None was not asked, which is never a yes.

    `usually_low` names the columns a clinician found to be usually low without symptoms, joined by commas;
    `activity_before` is what the patient can move before the infusion, as Aldrete's first item scores it. The questions
    of every visit stand in columns by their name in `pathway.day_questions`.
    """

    infusion = models.ForeignKey(Infusion, on_delete=models.PROTECT, related_name="reviews")
    has_capacity = models.BooleanField(null=True)
    childbearing_potential = models.BooleanField(null=True)
    takes_insulin_or_sulfonylurea = models.BooleanField(null=True)
    glucose_mg_per_dl = models.PositiveSmallIntegerField(null=True)
    avoid_limb = models.CharField(max_length=20, blank=True)
    usually_low = models.CharField(max_length=80, blank=True)
    activity_before = models.PositiveSmallIntegerField(null=True)
    usual_oxygen = models.BooleanField(null=True)
    acute_respiratory_infection = models.BooleanField(null=True)
    fever_today = models.BooleanField(null=True)
    vomiting_today = models.BooleanField(null=True)
    unwell_since_last_visit = models.BooleanField(null=True)
    intoxicated_today = models.BooleanField(null=True)
    alcohol_today = models.BooleanField(null=True)
    street_drugs_since_yesterday = models.BooleanField(null=True)
    ketamine_elsewhere = models.BooleanField(null=True)
    bladder_symptoms = models.BooleanField(null=True)
    thoughts_of_death = models.BooleanField(null=True)
    medicine_changed = models.BooleanField(null=True)
    stimulant_today = models.BooleanField(null=True)
    fell_since_last_visit = models.BooleanField(null=True)
    last_doses = models.CharField(max_length=200, null=True)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.UUIDField()

    def answers(self) -> dict[str, bool | None]:
        """The answers to the questions of every visit, by their names."""
        return {question.name: getattr(self, question.name) for question in DAY_QUESTIONS}
