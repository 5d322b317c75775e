"""Who works here, where, with which credentials; and who is cared for."""

from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from ebb.clinic.record.models import SYSTEM, AppendOnly
from ebb.clinic.record.versions import versioned


@versioned()
class Site(models.Model):
    """One house of the clinic. Its id is also the chain for what concerns no patient.

    `time_zone` is an IANA name. None in a clinic opened before it was asked for: then
    EBB_TIME_ZONE stands in, and pages say so. `pass_alarms_on_after_s` is how long a high alarm may wait for an answer
    before it goes on to the next people; None is what `pathway.alarms.passing_on` says.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=200, blank=True)
    emergency_phone = models.CharField(max_length=40, blank=True)
    time_zone = models.CharField(max_length=64, null=True, blank=True)
    pass_alarms_on_after_s = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Where its days begin and by which its clocks go."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    def day_of(self, at: datetime) -> date:
        """The day that `at` falls on here."""
        return at.astimezone(self.zone).date()


@versioned()
class Chair(models.Model):
    """A place where infusions are given. `bed` is what its monitor calls itself; empty without a connected monitor."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="chairs")
    name = models.CharField(max_length=40)
    bed = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="one_chair_a_name"),
            models.UniqueConstraint(fields=["bed"], condition=~Q(bed=""), name="one_chair_a_bed"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def connected(self) -> bool:
        """Whether a monitor is bound to it; without one the nurse types the values."""
        return bool(self.bed)


class Role(models.TextChoices):
    FRONT_DESK = "front desk"
    NURSE = "nurse"
    PRESCRIBER = "prescriber"
    CUSTODIAN = "custodian"
    MANAGER = "manager"
    AUDITOR = "auditor"
    PATIENT = "patient"
    ADMINISTRATOR = "administrator"


STAFF = frozenset(Role) - {Role.PATIENT}
CLINICAL = frozenset({Role.NURSE, Role.PRESCRIBER})


@versioned(secret=["password"], passed_over={"last_login": "a sign-in changes nothing that was recorded"})
class User(AbstractUser):
    """Someone who signs in. What they may do follows from their memberships and credentials, never from flags here."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=120)
    first_name = last_name = None

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def patients(self, site: Site) -> models.QuerySet["Patient"]:
        """The patients this person may look up: every page about a patient begins here."""
        return Patient.objects.filter(site=site)


class Dated(models.QuerySet):
    def on(self, day: date) -> models.QuerySet:
        """Those in force that day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


@versioned()
class Membership(models.Model):
    """A role of one person at one site, from a day and perhaps until another. The days are the site's own."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "site", "role"], condition=Q(until_on__isnull=True), name="one_open_membership_a_role"
            )
        ]

    def is_in_force(self, at: datetime) -> bool:
        day = self.site.day_of(at)
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class Credential(AppendOnly):
    """A dated fact about a person. Rules test these, not roles: a physician is one because a credential says so."""

    class Kind(models.TextChoices):
        PHYSICIAN = "physician"
        ANAESTHESIA_TRAINED = "anaesthesia-trained"
        ACLS = "ACLS"
        SEDATION_TRAINED = "sedation-trained"
        REGISTERED_NURSE = "registered nurse"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()

    objects = Dated.as_manager()


class Presence(AppendOnly):
    """Someone came on site, said that they are still here, or left; it stands until the next one of theirs."""

    written_in = ""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    here = models.BooleanField()
    happened_at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        db_table = "infusion_presence"
        indexes = [
            models.Index(fields=["site", "happened_at"], name="presence_by_site"),
            models.Index(fields=["site", "person", "-happened_at"], name="presence_by_person"),
        ]


@versioned(secret=["hash"], passed_over={"failures": "wrong tries since the last right one"})
class Pin(models.Model):
    """A short number that opens a locked tablet for its owner; never enough to sign."""

    user = models.OneToOneField(User, on_delete=models.CASCADE)
    hash = models.CharField(max_length=128)
    failures = models.PositiveSmallIntegerField(default=0)


class TabletQuerySet(models.QuerySet):
    def trusted(self) -> "TabletQuerySet":
        """Those nobody revoked."""
        return self.filter(revoked_at__isnull=True)


@versioned(passed_over={"locked_at": "whether it lies locked now; what it records names it all the same"})
class Tablet(models.Model):
    """A device that an administrator trusts on a ward. Its cookie holds the token, the database only its digest.

    Its id is the actor of what was recorded on it at once before anyone said who they are.

    The lock stands here and not in the session, where two requests at once would overwrite each other's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    token_digest = models.CharField(max_length=64, unique=True)
    trusted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = TabletQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Sex(models.TextChoices):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@versioned(
    passed_over={
        "given_lower": "the database makes it of the given name",
        "family_lower": "the database makes it of the family name",
    }
)
class Patient(models.Model):
    """A person in care; the id names the file and its chain. Name and birthday are copies of the latest Demographics.

    `practice` patients are invented, for learning; every page that shows one says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="patients")
    number = models.CharField(max_length=20)
    practice = models.BooleanField(default=False)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    born_on = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices)
    given_lower = models.GeneratedField(
        expression=Lower("given_name"), output_field=models.CharField(max_length=80), db_persist=True
    )
    family_lower = models.GeneratedField(
        expression=Lower("family_name"), output_field=models.CharField(max_length=80), db_persist=True
    )
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="patient")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "number"], name="one_patient_a_number")]
        indexes = [
            models.Index(fields=["site", "family_lower", "given_lower"], name="patient_by_name"),
            models.Index(fields=["site", "given_lower"], name="patient_by_given"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def age_on(self, day: date) -> int:
        """Whole years lived on that day."""
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (0 if had_birthday else 1)


class Demographics(AppendOnly):
    """What was written about who a patient is; the newest counts, the older ones stay readable."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="demographics")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    born_on = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    reason = models.CharField(max_length=200, blank=True)
    by = models.UUIDField()
    written_at = models.DateTimeField()


def actor_name(actor: UUID) -> str:
    """The name behind an actor's id: a person's, or the ward tablet's on which something was recorded at once."""
    if actor == SYSTEM:
        return "Ebb"
    return str(User.objects.filter(pk=actor).first() or Tablet.objects.filter(pk=actor).first() or "unknown")
