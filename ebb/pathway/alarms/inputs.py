"""What goes into the alarm machine and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from ebb.pathway.scales import SCALES

Kind = Literal["clinical", "technical"]
Change = Literal["raised", "escalated", "acknowledged", "cleared"]
Cause = Literal["low", "high", "repeat low", "repeat high", "no signal", "no data", "two sources"]


class Priority(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return list(Priority).index(self)


def rank(priority: Priority | None) -> int:
    """How urgent, with nothing at all below everything."""
    return -1 if priority is None else priority.rank


@dataclass(frozen=True)
class Sample:
    """Numbers of one moment by column name. None was said to be not measured; an absent column is no news.

    A `typed` number, or a score as `scored` gives it, is somebody's finding: it counts at once, and nobody misses the
    next one as one misses a signal.
    """

    at: datetime
    values: Mapping[str, float | None]
    typed: bool = False


def scored(at: datetime, scale: str, score: int | None, *, distress: bool = False) -> Sample:
    """A score for the machine. What a scale marks only with distress (dissociation is the drug) is 0 without it."""
    quiet = SCALES[scale].only_with_distress and not distress and score is not None
    return Sample(at, {scale: 0 if quiet else score}, typed=True)


@dataclass(frozen=True)
class TimePassed:
    """Time passed and nothing came."""

    at: datetime


@dataclass(frozen=True)
class Acknowledged:
    """Someone took note of the alarms of one parameter."""

    at: datetime
    parameter: str


@dataclass(frozen=True)
class Symptoms:
    """Chest pain, breathlessness, severe headache or the like began, or are gone again."""

    at: datetime
    present: bool


@dataclass(frozen=True)
class Withdrawn:
    """Somebody's finding was a mistake: the last number of each of these parameters never was."""

    at: datetime
    parameters: tuple[str, ...]


AlarmInput = Sample | TimePassed | Acknowledged | Symptoms | Withdrawn


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One step of one alarm. `parameter`, `kind` and `cause` together say which alarm it is.

    `repeat low` and `repeat high` ask for a second cuff reading; `no signal` is one parameter lost, `no data` a silent
    monitor; `two sources` that cuff and arterial line disagree, `other_value` being the line's. `withdrawn` says of an
    alarm that it cleared because its number was taken back, `measure_again` that a first reading raised it which would
    be worse if a second one confirms it.
    """

    at: datetime
    parameter: str
    kind: Kind
    cause: Cause
    priority: Priority
    state: Change
    value: float | None = None
    other_value: float | None = None
    withdrawn: bool = False
    measure_again: bool = False
