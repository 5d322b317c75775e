"""Numbers that are missing in a table of facts, and whether they may still appear.

PostgreSQL hands out a row's number before it commits, so a row can become visible after one with a higher number.
Whoever took a missing number holds a lock on the table until the transaction ends; when nobody of those who held one
is left and the number is still missing, it was rolled back and never comes. SQLite has one writer at a time, so there
numbers appear in their order.
"""

from dataclasses import dataclass, field
from time import monotonic

from django.db import connection, models

WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND relation = %s::regclass AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def writers(model: type[models.Model]) -> set[str]:
    """The transactions, other than our own, that have written to the table and not ended. One query."""
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [f'"{model._meta.db_table}"'])
        return {name for (name,) in cursor.fetchall()}


@dataclass
class Hole:
    """A run of numbers of which some are missing, who may still fill them, and since when they are missed.

    `filled` are those of the run whose rows are there and were given.
    """

    model: type[models.Model]
    ids: range
    holders: set[str]
    filled: set[int] = field(default_factory=set)
    since: float = field(default_factory=monotonic)

    @classmethod
    def found(cls, model: type[models.Model], ids: range) -> "Hole":
        return cls(model, ids, writers(model))

    def may_be_filled(self) -> bool:
        """Whether one of those who held the table when the hole was found still does. One query while so."""
        if self.holders:
            self.holders &= writers(self.model)
        return bool(self.holders)

    @property
    def age_seconds(self) -> float:
        return monotonic() - self.since
