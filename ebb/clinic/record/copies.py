"""Rows that change, compared with what is on record about them."""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Model

from ebb.clinic.record.blocks import BLOCK, in_blocks
from ebb.clinic.record.faults import Fault
from ebb.clinic.record.models import Version
from ebb.clinic.record.stored import Misspelt, StoredTable
from ebb.clinic.record.versions import BEGUN, COVERED, VersionedTable, newest_versions

Rebuilding = Callable[[list[Model]], Iterable[tuple[Model, str]]]
REBUILDING: dict[type[Model], Rebuilding] = {}
"""By model, what gives for some of its rows those whose columns differ from what facts make of them, and in what."""


def differing_copies() -> Iterator[Fault]:
    """Every row of every covered table that its newest version, or a fact it repeats, does not bear out."""
    for table in COVERED.values():
        yield from _differing(table)
        yield from _missing(table)


def _differing(table: VersionedTable) -> Iterator[Fault]:
    stored = StoredTable(table.model, table.columns)
    for keys in in_blocks(table.model.objects.order_by("pk").values_list("pk", flat=True).iterator(BLOCK)):
        rows, versions = stored.by_key(keys), newest_versions(table.name, map(str, keys))
        for key in map(str, keys):
            if what := _difference(table, stored, rows.get(key), versions.get(key, {})):
                yield _fault(table, key, what)
        yield from _not_rebuilt(table, keys)


def _not_rebuilt(table: VersionedTable, keys: list) -> Iterator[Fault]:
    rebuild = REBUILDING.get(table.model)
    if rebuild is None:
        return
    try:
        for row, column in rebuild(list(table.model.objects.filter(pk__in=keys))):
            yield _fault(table, row.pk, f"{column} differs from what the facts make of it")
    except (TypeError, ValueError, ArithmeticError):
        yield _fault(table, f"{keys[0]}..{keys[-1]}", "the facts cannot be read to make the copies again")


def _difference(table: VersionedTable, stored: StoredTable, row: tuple | None, recorded: dict | None) -> str:
    if recorded == {}:
        return "no entry speaks of this row"
    if recorded is None:
        return "the row was removed and is there again"
    if row is None:
        return "its key is not spelled as Ebb writes it"
    try:
        values = table.held(stored.plain(row))
    except Misspelt as misspelt:
        return str(misspelt)
    columns = sorted(name for name in values.keys() | recorded.keys() if values.get(name) != recorded.get(name))
    return f"{', '.join(columns)} changed without an entry" if columns else ""


def _missing(table: VersionedTable) -> Iterator[Fault]:
    """Rows of which versions speak, and which are gone without an entry that removed them."""
    recorded = Version.objects.filter(table=table.name).exclude(row=BEGUN)
    for keys in in_blocks(recorded.order_by("row").values_list("row", flat=True).distinct().iterator(BLOCK)):
        standing = {str(key) for key in table.model.objects.filter(pk__in=keys).values_list("pk", flat=True)}
        for key, values in newest_versions(table.name, set(keys) - standing).items():
            if values is not None:
                yield _fault(table, key, "the row is gone without an entry")


def _fault(table: VersionedTable, row: object, what: str) -> Fault:
    return Fault(what, table=table.name, row=str(row))
