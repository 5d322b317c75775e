"""What is known of a patient before anything is planned, what they agreed to, and what was concluded."""

from django.db import models
from django.db.models import Q

from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Patient, User
from ebb.clinic.record.models import AppendOnly

Value = bool | float | str | None


class HistoryItemQuerySet(models.QuerySet):
    def current(self) -> "HistoryItemQuerySet":
        """Those that nobody withdrew, in the order they were written."""
        return self.filter(withdraws=None, withdrawn_by=None).order_by("pk")


class HistoryItem(AppendOnly):
    """One item of a patient's history. A later row withdraws it: `withdraws` points back and `reason` says why."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="%(class)s_lines")
    text = models.CharField(max_length=200)
    withdraws = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="withdrawn_by")
    reason = models.CharField(max_length=200, blank=True)
    by = models.UUIDField()
    written_at = models.DateTimeField()

    objects = HistoryItemQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Condition(HistoryItem):
    """A diagnosis. `evidence` is its key in `evidence.EVIDENCE` where it is what the infusions are for, else empty."""

    evidence = models.CharField(max_length=30, blank=True)
    since_on = models.DateField(null=True)


class PastTreatment(HistoryItem):
    """What was tried before, in which of the five groups, and how it ended (clinical reference 1.1)."""

    class Group(models.TextChoices):
        SIMPLE = "NSAID or paracetamol"
        ANTIDEPRESSANT = "antidepressant class drug"
        GABAPENTINOID = "gabapentinoid"
        PHYSICAL = "physical therapy, 6 weeks or more"
        INTERVENTIONAL = "interventional or psychological treatment"
        OTHER = "other"

    class Outcome(models.TextChoices):
        ADEQUATE = "adequate trial, not enough relief"
        NOT_TOLERATED = "stopped for intolerance"
        HELPS = "helps"
        TOO_SHORT = "too short or too low to tell"

    group = models.CharField(max_length=50, choices=Group.choices)
    outcome = models.CharField(max_length=40, choices=Outcome.choices)


class Medicine(HistoryItem):
    """A medicine as somebody wrote it. What is in it the pathway works out each time it is read."""


class Allergy(HistoryItem):
    reaction = models.CharField(max_length=200, blank=True)


class TreatmentGoal(HistoryItem):
    """What the patient wants to be able to do again, in their words."""

    class Meta:
        db_table = "assessment_hope"  # as it stands in every digest of such a row
        verbose_name = "hope"  # and in the verbs of the record


class MedicineRead(AppendOnly):
    """A clinician read a medicine the pathway could not match, and found it harmless here."""

    medicine = models.OneToOneField(Medicine, on_delete=models.PROTECT, related_name="read")
    reason = models.CharField(max_length=200)
    by = models.UUIDField()
    written_at = models.DateTimeField()


class ListReviewed(AppendOnly):
    """A list was reviewed with the patient to its end; an empty list means none only after this."""

    class Subject(models.TextChoices):
        MEDICINES = "medicines"
        ALLERGIES = "allergies"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    by = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "assessment_gonethrough"  # as it stands in every digest of such a row
        indexes = [models.Index(fields=["patient", "subject"], name="gone_through_by_patient")]


class Answer(AppendOnly):
    """The answer to one fact of `pathway.candidacy`; the newest counts. With no column filled it is not known."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="answers")
    fact = models.CharField(max_length=50)
    yes = models.BooleanField(null=True)
    number = models.FloatField(null=True)
    word = models.CharField(max_length=60, null=True)
    by = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "fact", "-id"], name="answer_by_fact")]
        constraints = [
            models.CheckConstraint(
                name="one_answer_at_most",
                condition=Q(yes__isnull=True, number__isnull=True)
                | Q(yes__isnull=True, word__isnull=True)
                | Q(number__isnull=True, word__isnull=True),
            )
        ]

    @property
    def value(self) -> Value:
        return next((value for value in (self.yes, self.number, self.word) if value is not None), None)


class Consent(AppendOnly):
    """A patient signed one version of the consent text, in the presence of a witness."""

    written_in = "signed_at"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=160)
    signed_at = models.DateTimeField()
    witness = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["patient", "-signed_at"], name="consent_by_patient")]


class ConsentWithdrawal(AppendOnly):
    """The patient took a consent back. What was signed stays readable; only a new signature stands again.

    `told_by` said it to `by`, at `told_at`.
    """

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    told_by = models.CharField(max_length=120)
    words = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.UUIDField()


class Conclusion(AppendOnly):
    """What a prescriber concluded from the findings of that moment, which are kept here word for word."""

    class Verdict(models.TextChoices):
        ELIGIBLE = "eligible"
        DEFERRED = "deferred"
        DECLINED = "declined"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="conclusions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=500, blank=True)
    findings = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "-id"], name="conclusion_by_patient")]


class StandingOverride(AppendOnly):
    """A finding that a physician let stand. It holds for one plan, and only while the finding says the same."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="overrides")
    finding = models.CharField(max_length=40)
    said = models.TextField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "finding"], name="one_override_a_finding"),
            models.CheckConstraint(name="override_has_a_reason", condition=~Q(reason="")),
        ]
