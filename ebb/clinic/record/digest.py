"""The digest of a fact: the same for the same content, on both databases, before and after it was read back."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import models

CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)

Plain = str | int | bool | list | dict


def digest(row: models.Model) -> str:
    """SHA-256 over table, columns and values of a row, as 64 hex digits. Null columns are passed over."""
    return digest_of([row._meta.db_table, plain_values(row, row._meta.concrete_fields)])


def plain_values(row: models.Model, columns: Iterable[models.Field]) -> dict[str, Plain]:
    """The values of these columns in their canonical spelling. Null columns are passed over."""
    values = ((column, getattr(row, column.attname)) for column in columns)
    return {column.attname: _plain(column.to_python(value)) for column, value in values if value is not None}


def digest_of(content: Plain) -> str:
    """SHA-256 over plain content in one canonical spelling."""
    return hashlib.sha256(CANONICAL.encode(content).encode()).hexdigest()


def digest_of_batch(digests: Iterable[str]) -> str:
    """One digest over those of several rows in their order."""
    return digest_of(list(digests))


def _plain(value: object) -> Plain:
    match value:
        case bool() | int() | list() | dict():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | UUID():
            return str(value)
        case Decimal():
            return f"{value.normalize():f}"
        case float():
            return repr(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return str(value)
