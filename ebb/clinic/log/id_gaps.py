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


def open_writers(model: type[models.Model]) -> set[str]:
    """The transactions, other than our own, that have written to the table and not ended. One query."""
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [f'"{model._meta.db_table}"'])
        return {name for (name,) in cursor.fetchall()}


@dataclass
class IdGap:
    """A run of numbers of which some are missing, and since when.

    `writers` are the transactions that may still fill it; `filled` the numbers whose rows are there and were given.
    """

    model: type[models.Model]
    ids: range
    writers: set[str]
    filled: set[int] = field(default_factory=set)
    since: float = field(default_factory=monotonic)

    @classmethod
    def seen_now(cls, model: type[models.Model], ids: range) -> "IdGap":
        return cls(model, ids, open_writers(model))

    def may_be_filled(self) -> bool:
        """Whether one of the transactions that wrote when the gap was seen is still open. One query while so."""
        if self.writers:
            self.writers &= open_writers(self.model)
        return bool(self.writers)

    @property
    def age_seconds(self) -> float:
        return monotonic() - self.since
