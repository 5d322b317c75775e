"""Rows as the alarm machine takes them: what monitors sent and what people charted."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.vitals.models import Message
from ebb.devices.not_measured import reports_apnoea
from ebb.pathway import events as e
from ebb.pathway.alarms import Sample, scored
from ebb.pathway.alarms.limits import APNOEA
from ebb.pathway.cuff_readings import CuffReading, after_message, cuff_numbers, without_cuff
from ebb.pathway.scales import SCALES
from ebb.pathway.vital_signs import CHARTED

BREATH = ("rr_per_min", "etco2_mmhg")
ALARM_OVER = "MDC_ATTR_EVENT_PHASE end"


def says_apnoea(message: Message) -> bool:
    """Whether the monitor says in its own words that the patient does not breathe."""
    texts = message.texts.splitlines()
    return ALARM_OVER not in texts and any(map(reports_apnoea, texts))


class SampleReader:
    """Turns one chair's messages into samples. Remembers the last cuff reading and how often the monitor sends."""

    def __init__(self) -> None:
        self._cuff = CuffReading()
        self._gaps_s: deque[float] = deque(maxlen=30)
        self._last_at: datetime | None = None

    @property
    def interval_s(self) -> float:
        """Seconds between messages, as they usually come: between 1 and 60."""
        return min(60.0, max(1.0, median(self._gaps_s))) if self._gaps_s else 1.0

    def sample(self, message: Message) -> Sample:
        """What this message shows now. A column whose sensor is off or in doubt is None; a repeated cuff is absent."""
        at, apnoea = message.received_at, says_apnoea(message)
        if message.kind == Message.Kind.ALERT:
            return Sample(at, {APNOEA: 1} if apnoea else {}, typed=True)
        if self._last_at is not None:
            self._gaps_s.append((at - self._last_at).total_seconds())
        self._last_at = at
        values: dict[str, float | None] = {**message.counted}
        values |= dict.fromkeys([*message.probe_off.split(), *message.doubtful.split()])
        self._cuff = after_message(self._cuff, cuff_numbers(values), message.taken_at or at, message.nibp_taken_at)
        if not self._cuff.is_new:
            values = without_cuff(values)
        if apnoea or any(values.get(column) for column in BREATH):
            values[APNOEA] = float(apnoea)
        return Sample(at, values)


@dataclass(frozen=True)
class SupersededEntry:
    """A charted value that was marked as a mistake at `at`; `stands` are the last values of its columns without it."""

    at: datetime
    was: Sample
    stands: list[Sample]


def superseded_entry(row: Event, visit: Visit) -> SupersededEntry | None:
    """The value that this row marks as a mistake, if alarms had it; None for any other row."""
    was = next((charted(fact) for fact in visit.written if fact.id == row.event_id), None)
    if row.kind != e.Superseded.__name__ or was is None:
        return None
    last: dict[str, Sample] = {}
    for sample in filter(None, map(charted, visit.facts.until(row.written_at))):
        last |= {column: Sample(sample.at, {column: value}, typed=True) for column, value in sample.values.items()}
    return SupersededEntry(row.written_at, was, [last[column] for column in was.values if column in last])


def charted(fact: e.Event) -> Sample | None:
    """What somebody typed or scored, if it counts for alarms."""
    match fact:
        case e.VitalsCharted(source="typed"):
            values = {column: float(value) for column in CHARTED if (value := getattr(fact, column)) is not None}
            return Sample(fact.at, values, typed=True) if values else None
        case e.Scored(scale=scale) if SCALES[scale].alarms and not fact.not_asked:
            return scored(fact.at, scale, fact.score, distress=fact.distress)
    return None
