"""The present numbers of a visit as a page shows them: each with its time, and grey when too old."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ebb.clinic.infusion.monitor_messages import CHARTED, CUFF, SHOWN, VitalReading
from ebb.pathway import events as e
from ebb.pathway.scales import SCALES
from ebb.pathway.vital_signs import AgeState, age_state

NO_TIME = timedelta(0)
# The cuff's own limit stands on 10 minutes; the schedule's longest interval is 15 [D] section 3.2.
CHARTED_MORE_S = 5 * 60


@dataclass(frozen=True, kw_only=True)
class Vital:
    """One column's present number. `value` None was never measured; `state` says whether it still speaks for now."""

    column: str
    name: str
    unit: str
    value: Decimal | None
    at: datetime | None
    age: timedelta | None
    state: AgeState
    typed: bool


@dataclass(frozen=True, kw_only=True)
class LastScore:
    """The last answer on a scale. `score` None with `not_asked` is an answer of its own."""

    scale: str
    title: str
    score: int | None
    not_asked: bool
    distress: bool
    anchor: str
    priority: str
    at: datetime


def vitals_of(
    facts: Iterable[e.Event], monitor: Mapping[str, VitalReading], at: datetime, *, beat: timedelta = NO_TIME
) -> list[Vital]:
    """Each column's newest number, typed or from the monitor, whichever was taken later.

    `beat` is how far apart the monitor's messages usually come.
    """
    typed = _typed(facts)
    return [_vital(column, _newer(monitor.get(column), typed.get(column)), at, beat) for column in SHOWN]


def _typed(facts: Iterable[e.Event]) -> dict[str, VitalReading]:
    found = {}
    for fact in facts:
        if isinstance(fact, e.VitalsCharted):
            for column in CHARTED:
                if (value := getattr(fact, column)) is not None:
                    found[column] = VitalReading(value, fact.at, typed=True)
    return found


def _newer(one: VitalReading | None, other: VitalReading | None) -> VitalReading | None:
    found = [reading for reading in (one, other) if reading is not None]
    return max(found, key=lambda reading: reading.at, default=None)


def _vital(column: str, reading: VitalReading | None, at: datetime, beat: timedelta) -> Vital:
    name, unit = SHOWN[column]
    named = {"column": column, "name": name, "unit": unit}
    if reading is None:
        return Vital(**named, value=None, at=None, age=None, state="lost", typed=False)
    charted = reading.typed or column in CUFF
    every_s = CHARTED_MORE_S if charted else beat.total_seconds()
    state = age_state(at, reading.at, column, charted=reading.typed, interval_s=every_s)
    age = max(at - reading.at, NO_TIME)
    return Vital(**named, value=reading.value, at=reading.at, age=age, state=state, typed=reading.typed)


def scores_of(facts: Iterable[e.Event]) -> dict[str, LastScore]:
    """The last answer on each scale that was scored."""
    found = {}
    for fact in facts:
        if isinstance(fact, e.Scored):
            scale = SCALES[fact.scale]
            found[fact.scale] = LastScore(
                scale=fact.scale,
                title=scale.title,
                score=fact.score,
                not_asked=fact.not_asked,
                distress=fact.distress,
                anchor="" if fact.score is None else scale.anchor(fact.score),
                priority=scale.priority(fact.score, distress=fact.distress),
                at=fact.at,
            )
    return found
