"""How far the three logs go, or how far someone has read them."""

from typing import NamedTuple

from django.db import connection
from django.db.models import Model


class LogPosition(NamedTuple):
    """The number of the last row of each log: messages, charted events, steps of alarms."""

    message: int = 0
    event: int = 0
    alarm: int = 0

    def __str__(self) -> str:
        return f"{self.message}.{self.event}.{self.alarm}"

    @classmethod
    def parse(cls, text: str) -> "LogPosition | None":
        """The position a page sends back (`str` of one); None when the text is none of ours."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 19 for part in parts):
            return None
        return cls(*map(int, parts))


def end_of_logs(message: type[Model], event: type[Model], alarm: type[Model]) -> LogPosition:
    """Where the logs end now. One query.

    A page takes it before it reads its facts, so that what is written in between comes twice rather than never.
    """
    last = [f"(SELECT max(id) FROM {model._meta.db_table})" for model in (message, event, alarm)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(last)}")
        return LogPosition(*(number or 0 for number in cursor.fetchone()))
