"""Rows that change, compared with what is on record about them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db.models import Model

from ebb.clinic.record.faults import Fault
from ebb.clinic.record.models import Version
from ebb.clinic.record.versions import BEGUN, COVERED, VersionedTable, newest_versions

BLOCK = 500

Rebuilding = Callable[[list[Model]], Iterable[tuple[Model, str]]]
REBUILDING: dict[type[Model], Rebuilding] = {}
"""By model, what gives for some of its rows those whose columns differ from what facts make of them, and in what."""


def differing_copies() -> Iterator[Fault]:
    """Every row of every covered table that its newest version, or a fact it repeats, does not bear out."""
    for table in COVERED.values():
        yield from _differing(table)
        yield from _missing(table)


def _differing(table: VersionedTable) -> Iterator[Fault]:
    rebuilt = REBUILDING.get(table.model, _nothing)
    for rows in _blocks(table.model.objects.order_by("pk").iterator(BLOCK)):
        versions = newest_versions(table.name, [str(row.pk) for row in rows])
        for row in rows:
            if what := _difference(table.values(row), versions.get(str(row.pk), {})):
                yield _fault(table, row.pk, what)
        for row, column in rebuilt(rows):
            yield _fault(table, row.pk, f"{column} differs from what the facts make of it")


def _difference(values: dict, recorded: dict | None) -> str:
    if recorded == {}:
        return "no entry speaks of this row"
    if recorded is None:
        return "the row was removed and is there again"
    columns = sorted(name for name in values.keys() | recorded.keys() if values.get(name) != recorded.get(name))
    return f"{', '.join(columns)} changed without an entry" if columns else ""


def _missing(table: VersionedTable) -> Iterator[Fault]:
    """Rows of which versions speak, and which are gone without an entry that removed them."""
    recorded = Version.objects.filter(table=table.name).exclude(row=BEGUN)
    for keys in _blocks(recorded.order_by("row").values_list("row", flat=True).distinct().iterator(BLOCK)):
        standing = {str(key) for key in table.model.objects.filter(pk__in=keys).values_list("pk", flat=True)}
        for key, values in newest_versions(table.name, set(keys) - standing).items():
            if values is not None:
                yield _fault(table, key, "the row is gone without an entry")


def _fault(table: VersionedTable, row: object, what: str) -> Fault:
    return Fault(what, table=table.name, row=str(row))


def _blocks(rows: Iterable) -> Iterator[list]:
    rows = iter(rows)
    while block := list(islice(rows, BLOCK)):
        yield block


def _nothing(rows: list[Model]) -> Iterable[tuple[Model, str]]:
    return ()
