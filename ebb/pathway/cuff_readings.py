"""What a cuff measured, and what is only its last measurement sent again.

A monitor shows its last cuff pressure for minutes and sends it with every message. Live alarms, pages, `ebb alarms` and
a replay all ask here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ebb.pathway.vital_signs import CUFF

CUFF_TAKES = timedelta(seconds=30)  # [D] no cuff measures twice within

CuffNumbers = tuple[float | None, ...]


@dataclass(frozen=True)
class CuffReading:
    """The last measurement: its numbers in the order of CUFF, and its own time, or else when it first came.

    `is_new` says that the last message brought it; `away_since` from when on messages have come without it.
    """

    numbers: CuffNumbers = ()
    at: datetime | None = None
    is_new: bool = False
    away_since: datetime | None = None


def after_message(
    last: CuffReading, numbers: Sequence[float | None], at: datetime, own_time: datetime | None = None
) -> CuffReading:
    """The last measurement once a message of `at` showed these numbers; `own_time` is theirs, where it is another.

    Equal numbers without a time of their own are the same measurement however long they are sent, unless they had gone
    and come back.
    """
    if all(number is None for number in numbers):
        return replace(last, is_new=False, away_since=last.away_since or at)
    away = last.away_since is not None and at - last.away_since >= CUFF_TAKES
    is_same = own_time == last.at if own_time else not away
    if is_same and _agree(numbers, last.numbers):
        return replace(last, is_new=False, away_since=None)
    return CuffReading(tuple(numbers), own_time or at, is_new=True)


def cuff_numbers(values: Mapping[str, float | None]) -> CuffNumbers:
    """What a set of columns says of the cuff."""
    return tuple(values.get(column) for column in CUFF)


def without_cuff(values: Mapping[str, float | None]) -> dict[str, float | None]:
    """The columns of a set but those of the cuff."""
    return {column: value for column, value in values.items() if column not in CUFF}


def _agree(numbers: Sequence[float | None], last: CuffNumbers) -> bool:
    """Whether they are equal where both have a number: one in doubt may be missing."""
    both = [(one, other) for one, other in zip(numbers, last, strict=False) if one is not None and other is not None]
    return bool(both) and all(one == other for one, other in both)
