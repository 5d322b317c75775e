"""The present numbers of a visit as a page shows them: each with its time, and grey when too old."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from ebb.clinic.infusion.monitor_messages import VitalReading
from ebb.pathway import events as e
from ebb.pathway.scales import SCALES
from ebb.pathway.vital_signs import CHARTED, CUFF, SHOWN, TILES, VITAL_SIGNS, AgeState, age_state

NO_TIME = timedelta(0)
# The cuff's own limit stands on 10 minutes; the schedule's longest interval is 15 [D] section 3.2.
CHARTED_MORE_S = 5 * 60
MONITOR = "monitor"


@dataclass(frozen=True, kw_only=True)
class Vital:
    """One column's present number. `value` None was never measured; `state` says whether it still speaks for now.

    `charted` was written down by a person; it is `typed` unless they took it over from the monitor.
    """

    column: str
    name: str
    unit: str
    value: Decimal | None
    at: datetime | None
    age: timedelta | None
    state: AgeState
    charted: bool
    typed: bool


@dataclass(frozen=True, kw_only=True)
class Tile:
    """`epoch` and `lasts_s` let the page's script grey the number by itself when nothing new comes."""

    columns: str
    name: str
    unit: str
    trace: str
    text: str
    stale: bool
    typed: bool
    epoch: float | None
    lasts_s: int
    age: str


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
                    found[column] = VitalReading(value, fact.at, typed=True, taken_over=fact.source == MONITOR)
    return found


def _newer(one: VitalReading | None, other: VitalReading | None) -> VitalReading | None:
    found = [reading for reading in (one, other) if reading is not None]
    return max(found, key=lambda reading: reading.at, default=None)


def _vital(column: str, reading: VitalReading | None, at: datetime, beat: timedelta) -> Vital:
    sign = VITAL_SIGNS[column]
    named = {"column": column, "name": gettext(sign.label), "unit": sign.unit}
    if reading is None:
        return Vital(**named, value=None, at=None, age=None, state="lost", charted=False, typed=False)
    every_s = CHARTED_MORE_S if reading.typed or column in CUFF else beat.total_seconds()
    state = age_state(at, reading.at, column, charted=reading.typed, interval_s=every_s)
    age = max(at - reading.at, NO_TIME)
    whose = {"charted": reading.typed, "typed": reading.typed and not reading.taken_over}
    return Vital(**named, value=reading.value, at=reading.at, age=age, state=state, **whose)


def tiles_of(vitals: Iterable[Vital]) -> list[Tile]:
    """The big numbers of a page: one vital sign each, but for the two of a blood pressure, which are read as one."""
    by_column = {vital.column: vital for vital in vitals}
    return [_tile(name, [by_column[column] for column in columns]) for name, columns in TILES.items()]


def _tile(name: str, parts: Sequence[Vital]) -> Tile:
    oldest = max(parts, key=lambda part: (part.age is None, part.age))
    known = all(part.value is not None for part in parts)
    return Tile(
        columns=" ".join(part.column for part in parts),
        name=gettext(name),
        unit=parts[0].unit,
        trace=name.lower(),
        text="/".join(f"{part.value:.0f}" for part in parts) if known else "–",
        stale=any(part.state != "fresh" for part in parts),
        typed=any(part.typed for part in parts),
        epoch=oldest.at.timestamp() if known else None,
        lasts_s=int(VITAL_SIGNS[oldest.column].age_limit(charted=oldest.charted).stale_s),
        age=_age(oldest.age) if known else "",
    )


def _age(age: timedelta) -> str:
    """45 s, 31 min: the same words as the page's script."""
    seconds = round(age.total_seconds())
    return f"{seconds} s" if seconds < 90 else f"{round(seconds / 60)} min"


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
