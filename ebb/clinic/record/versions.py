"""Rows that change are facts too: each version of them is appended, and the row itself is a copy of the newest.

Every model is append-only, or `versioned`, or `unversioned` with the reason why nothing hangs on its rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from ebb.clinic.record.actions import seal_batch
from ebb.clinic.record.blocks import in_blocks
from ebb.clinic.record.digest import Plain, digest_of, plain_values
from ebb.clinic.record.models import SYSTEM, Version

BEGUN = ""
"""Stands for a row in the first version of a table."""

Kind = TypeVar("Kind", bound=type[models.Model])


@dataclass(frozen=True)
class VersionedTable:
    """Which columns of a changing table its versions hold.

    `secret` columns stand there by their SHA-256. `passed_over` gives for each column left out the reason: it means
    nothing, or something else checks it.
    """

    model: type[models.Model]
    secret: frozenset[str]
    passed_over: dict[str, str]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> list[models.Field]:
        return [column for column in self.model._meta.concrete_fields if column.attname not in self.passed_over]

    def values(self, row: models.Model) -> dict[str, Plain]:
        """What a version of this row holds."""
        return self.held(plain_values(row, self.columns))

    def held(self, values: dict[str, Plain]) -> dict[str, Plain]:
        """These values with the secret ones by their digest."""
        return {name: digest_of(value) if name in self.secret else value for name, value in values.items()}


COVERED: dict[type[models.Model], VersionedTable] = {}
UNVERSIONED: dict[type[models.Model], str] = {}


def versioned(*, secret: Iterable[str] = (), passed_over: dict[str, str] | None = None) -> Callable[[Kind], Kind]:
    """Let the record hold each version of this model's rows: whoever saves one hands `version_of(row)` to its entry."""

    def cover(model: Kind) -> Kind:
        COVERED[model] = VersionedTable(model, frozenset(secret), passed_over or {})
        return model

    return cover


def unversioned(reason: str) -> Callable[[Kind], Kind]:
    """Leave this model's rows out of the record, for this reason."""

    def leave_out(model: Kind) -> Kind:
        UNVERSIONED[model] = reason
        return model

    return leave_out


def version_of(row: models.Model) -> Version:
    """The version that a saved row is now, written as a fact for an entry to rest on."""
    return Version.objects.create(**_place(row), values=COVERED[type(row)].values(row))


def removal_of(row: models.Model) -> Version:
    """The fact that a row is no longer; to be called before it is deleted."""
    return Version.objects.create(**_place(row), values=None)


def has_changed(row: models.Model) -> bool:
    """Whether a saved row differs from its newest version. One query."""
    newest = Version.objects.filter(**_place(row)).order_by("-id").first()
    return newest is None or newest.values != COVERED[type(row)].values(row)


def begin() -> None:
    """Take down all rows of each covered table that no version speaks of yet, once for each table and for ever."""
    begun = set(Version.objects.filter(row=BEGUN).values_list("table", flat=True))
    for table in COVERED.values():
        if table.name not in begun:
            _begin(table)


@transaction.atomic
def _begin(table: VersionedTable) -> None:
    first = [Version(table=table.name, row=BEGUN, values={})]
    rows = (Version(**_place(row), values=table.values(row)) for row in table.model.objects.order_by("pk").iterator())
    for block in in_blocks(chain(first, rows)):
        made = Version.objects.bulk_create(block)
        seal_batch(chain=SYSTEM, verb="versions begun", rows=made, by=SYSTEM, at=timezone.now())


def newest_versions(table: str, rows: Iterable[str]) -> dict[str, dict[str, Plain] | None]:
    """The newest version of each of these rows that has one, by its key. One query."""
    found = Version.objects.filter(table=table, row__in=list(rows)).order_by("id")
    return dict(found.values_list("row", "values"))


def _place(row: models.Model) -> dict[str, str]:
    return {"table": row._meta.db_table, "row": str(row.pk)}
