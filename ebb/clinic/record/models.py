"""The record: facts that are only ever added, and the chained entries that speak of them."""

from uuid import UUID

from django.db import models

SYSTEM = UUID("00000000-0000-4000-8000-0000000000eb")
"""The actor of what the clinic's own processes write: seals, anchors, alarms raised. Its chain is the clinic's own."""


class AppendOnly(models.Model):
    """A fact. The database refuses to change or remove its rows (see `triggers`).

    `sealed_in_batches` marks the facts that come too fast for an entry each: they are sealed by device and minute.
    `written_in` names the column that says when a row was written, empty where none does.
    Later columns are added nullable, for `digest` passes over what is null.
    """

    sealed_in_batches = False
    written_in = "written_at"

    class Meta:
        abstract = True


class Chain(models.Model):
    """The head of one chain: a patient's file, or a site for what concerns no patient. A copy, checked by `verify`."""

    id = models.UUIDField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")


class Entry(AppendOnly):
    """Who did what to which file, when it happened and when it was written, and the digests of what it rests on."""

    chain = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    actor = models.UUIDField()
    verb = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    facts = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="one_entry_a_place")]
        indexes = [models.Index(fields=["chain", "verb", "actor", "-written_at"], name="entry_by_verb")]


class Anchor(AppendOnly):
    """A signed sum over all heads and counts.

    `heads` holds those of the chains that got entries since the anchor before, which ended with entry `last_entry`;
    where that one does not say, it holds all. `invented`: what it is the first to hold is a demonstration's past,
    written as of then.
    """

    written_in = "made_at"

    made_at = models.DateTimeField()
    heads = models.JSONField(default=dict)
    chains = models.PositiveBigIntegerField()
    entries = models.PositiveBigIntegerField()
    last_entry = models.BigIntegerField(null=True)
    invented = models.BooleanField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)


class Version(AppendOnly):
    """What a row of a changing table held from then on, by column as `digest` writes it; None when it was removed."""

    written_in = ""

    table = models.CharField(max_length=60)
    row = models.CharField(max_length=36)
    values = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table", "row", "-id"], name="version_by_row")]
