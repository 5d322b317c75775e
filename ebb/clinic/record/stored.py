"""Rows as the database stores them, so that a value spelled another way is not taken for the one recorded.

A query compares stored text: a UUID in capitals or a moment with an offset is another value to it, while both digest
alike once they were read. PostgreSQL stores one spelling of each value; SQLite stores what it was given.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from decimal import Decimal
from typing import Any

from django.db import connection, models

from ebb.clinic.record.blocks import BLOCK
from ebb.clinic.record.digest import Plain

Spelling = Callable[[object], Plain]

UUID_TEXT = re.compile(r"[0-9a-f]{32}").fullmatch
MOMENT_TEXT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.(?!000000)\d{6})?").fullmatch
DAY_TEXT = re.compile(r"\d{4}-\d\d-\d\d").fullmatch


class Misspelt(ValueError):
    """A stored value is not spelled as Ebb writes it."""


class StoredTable:
    """One table, read past its model: its rows as plain values by column."""

    def __init__(self, model: type[models.Model], columns: Iterable[models.Field] | None = None) -> None:
        self.model = model
        self.name = model._meta.db_table
        self._key = model._meta.pk
        columns = list(columns or model._meta.concrete_fields)
        spellings = SPELLINGS[connection.vendor]
        self._spell = [(column.attname, spellings[_kind(column)](column)) for column in columns]
        quote = connection.ops.quote_name
        self._key_column = quote(self._key.column)
        # As an expression, no driver converts a value by the column's declared type.
        stored = "+{}" if connection.vendor == "sqlite" else "{}"
        selected = ", ".join(stored.format(quote(column.column)) for column in [self._key, *columns])
        self._select = f"SELECT {selected} FROM {quote(self.name)}"

    def by_key(self, keys: Iterable[object]) -> dict[str, tuple]:
        """The stored rows with these keys, by key as text. Raises DatabaseError where one cannot be read."""
        wanted = {self._key.get_db_prep_value(key, connection): str(key) for key in keys}
        if not wanted:
            return {}
        marks = ", ".join(["%s"] * len(wanted))
        rows = _rows(f"{self._select} WHERE {self._key_column} IN ({marks})", list(wanted), connection.cursor)
        return {wanted[row[0]]: row[1:] for row in rows}

    def ordered_by(self, *columns: str) -> Iterator[tuple]:
        """All stored rows in the order of these columns, a block at a time."""
        order = ", ".join(map(connection.ops.quote_name, columns))
        return (row[1:] for row in _rows(f"{self._select} ORDER BY {order}", [], connection.chunked_cursor))

    def plain(self, row: tuple) -> dict[str, Plain]:
        """The values of a stored row by column, as `digest` writes them. Raises Misspelt, naming the column."""
        values: dict[str, Plain] = {}
        for (name, spell), stored in zip(self._spell, row, strict=True):
            if stored is not None:
                try:
                    values[name] = spell(stored)
                except (ValueError, TypeError, ArithmeticError, AttributeError, RecursionError) as error:
                    raise Misspelt(f"{name} is not spelled as Ebb writes it") from error
        return values


def _rows(query: str, values: list[object], opened: Callable[[], Any]) -> Iterator[tuple]:
    with opened() as cursor:
        cursor.execute(query, values)
        while block := cursor.fetchmany(BLOCK):
            yield from block


def _kind(column: models.Field) -> type[models.Field]:
    """The kind of field that a column stores; of a foreign key, that of the key it points to."""
    while isinstance(column, models.ForeignKey):
        column = column.target_field
    return next(kind for kind in SPELLINGS["sqlite"] if isinstance(column, kind))


def _as_it_is(kind: type) -> Callable[[models.Field], Spelling]:
    """A value of exactly this type."""

    def spell(stored: object) -> Plain:
        if type(stored) is not kind:
            raise Misspelt
        return stored

    return lambda column: spell


def _text_like(pattern: Callable[[str], object], plain: Callable[[str], str]) -> Callable[[models.Field], Spelling]:
    """A text that fits a pattern, made into its plain spelling."""

    def spell(stored: str) -> Plain:
        if not pattern(stored):
            raise Misspelt
        return plain(stored)

    return lambda column: spell


def _sqlite_bool(stored: object) -> Plain:
    if type(stored) is not int or stored not in (0, 1):
        raise Misspelt
    return stored == 1


def _sqlite_float(stored: object) -> Plain:
    if type(stored) is not float:
        raise Misspelt
    return repr(stored)


def _sqlite_decimal(column: models.DecimalField) -> Spelling:
    finest = -column.decimal_places

    def spell(stored: object) -> Plain:
        if type(stored) is int:
            return str(stored)
        if type(stored) is not float:
            raise Misspelt
        value = Decimal(repr(stored)).normalize()
        if value.as_tuple().exponent < finest:
            raise Misspelt
        return f"{value:f}"

    return spell


def _sqlite_json(stored: str) -> Plain:
    value = json.loads(stored)
    if json.dumps(value) != stored:
        raise Misspelt
    return value


def _hyphenated(text: str) -> str:
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _iso_moment(text: str) -> str:
    return f"{text[:10]}T{text[11:]}{'' if len(text) > 19 else '.000000'}+00:00"


_EXACT = {
    models.IntegerField: _as_it_is(int),
    models.CharField: _as_it_is(str),
    models.TextField: _as_it_is(str),
}
SPELLINGS: dict[str, dict[type[models.Field], Callable[..., Spelling]]] = {
    "sqlite": {
        models.BooleanField: lambda column: _sqlite_bool,
        models.DateTimeField: _text_like(MOMENT_TEXT, _iso_moment),
        models.DateField: _text_like(DAY_TEXT, str),
        models.DecimalField: _sqlite_decimal,
        models.FloatField: lambda column: _sqlite_float,
        models.UUIDField: _text_like(UUID_TEXT, _hyphenated),
        models.JSONField: lambda column: _sqlite_json,
        **_EXACT,
    },
    "postgresql": {
        models.BooleanField: _as_it_is(bool),
        models.DateTimeField: lambda column: lambda stored: stored.astimezone(UTC).isoformat(timespec="microseconds"),
        models.DateField: lambda column: str,
        models.DecimalField: lambda column: lambda stored: f"{stored.normalize():f}",
        models.FloatField: lambda column: repr,
        models.UUIDField: lambda column: str,
        models.JSONField: lambda column: json.loads,
        **_EXACT,
    },
}
"""By database and kind of field: from a column to what makes a plain value of a stored one, or raises."""
