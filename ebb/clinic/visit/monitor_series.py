"""What the monitor's messages of a visit come to, folded message by message.

An hour at one a second is 3,600 rows. They are facts and never change, so each process folds a row once and keeps
what came of it; a fresh fold gives the same (see the test).
"""

from bisect import insort
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from threading import Lock
from uuid import UUID

from ebb.clinic.infusion.monitor_messages import MonitorNumbers, VitalReading, samples
from ebb.clinic.infusion.visit import Visit
from ebb.pathway.cuff_readings import CuffReading, after_message, cuff_numbers
from ebb.pathway.vital_signs import CONTINUOUS, CUFF, TRACED

BUCKET_S = 10
SILENT_AFTER = timedelta(seconds=CONTINUOUS.stale_s)
BEATS = 100
LINE_EVERY = timedelta(minutes=1)
MOST_SERIES = 32

Point = tuple[datetime, float | None]


@dataclass(frozen=True)
class MonitorGap:
    """A stretch without any message; `end` None while it lasts."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class PressureReading:
    """One blood pressure, at the time it was taken; `line` is an arterial one."""

    at: datetime
    sys: float
    dia: float
    line: bool = False


@dataclass
class MonitorSeries:
    """The folded messages up to `last_id`. `points` keep the lowest and highest of each ten seconds."""

    last_id: int = 0
    last_at: datetime | None = None
    latest: dict[str, VitalReading] = field(default_factory=dict)
    minutes: dict[tuple[datetime, str], datetime] = field(default_factory=dict)
    points: dict[str, list[Point]] = field(default_factory=lambda: {column: [] for column in TRACED})
    cuff: CuffReading = field(default_factory=CuffReading)
    pressures: list[PressureReading] = field(default_factory=list)
    gaps: list[MonitorGap] = field(default_factory=list)
    steps: deque[float] = field(default_factory=lambda: deque(maxlen=BEATS))
    bucket: dict[str, list[Point]] = field(default_factory=dict)

    @property
    def beat(self) -> timedelta:
        """How far apart messages usually come; nothing while there are fewer than two."""
        return timedelta(seconds=median(self.steps)) if self.steps else timedelta(0)

    def seen(self) -> list[tuple[datetime, str]]:
        """Which column was measured when, once a minute: the schedule thinks in minutes."""
        return [(at, column) for (_, column), at in self.minutes.items()]

    def gaps_until(self, at: datetime, *, seated: bool) -> list[MonitorGap]:
        """Where the stream was silent for longer than its own beat explains.

        `seated` says that more was to come, so that the silence up to `at` counts too.
        """
        if seated and self.last_at and at - self.last_at > SILENT_AFTER + self.beat:
            return [*self.gaps, MonitorGap(self.last_at, None)]
        return list(self.gaps)

    def trace(self, column: str) -> list[Point]:
        return [*self.points[column], *_ends(self.bucket.get(column, []))]

    def copy(self) -> "MonitorSeries":
        """The same, for a reader who must not see it grow."""
        return replace(
            self,
            latest=dict(self.latest),
            minutes=dict(self.minutes),
            points={column: self.trace(column) for column in TRACED},
            bucket={},
            pressures=list(self.pressures),
            gaps=list(self.gaps),
            steps=self.steps.copy(),
        )

    def take(self, found: Iterable[MonitorNumbers]) -> None:
        for sample in found:
            if sample.late_at is not None:
                self._place(sample.late_at, sample)
                self.last_id = sample.id
                continue
            self._step(sample)
            self._measure(sample)
            self._trace(sample)
            self.last_id, self.last_at = sample.id, sample.received_at

    def _step(self, sample: MonitorNumbers) -> None:
        if self.last_at is None:
            return
        step = sample.received_at - self.last_at
        if self.steps and step > SILENT_AFTER + self.beat:
            self.gaps.append(MonitorGap(self.last_at, sample.received_at))
        self.steps.append(step.total_seconds())

    def _place(self, at: datetime, sample: MonitorNumbers) -> None:
        """Numbers that came late go where they belong on the axis; they are never the latest."""
        for column in TRACED:
            if (value := sample.values[column]) is not None:
                insort(self.points[column], (at, value), key=lambda point: point[0])

    def _measure(self, sample: MonitorNumbers) -> None:
        for column, value in sample.values.items():
            if value is not None and column not in CUFF:
                self._see(column, value, sample.received_at, sample.received_at)
        self._press(sample)

    def _see(self, column: str, value: float, at: datetime, received_at: datetime) -> None:
        self.latest[column] = VitalReading(Decimal(str(value)), at)
        self.minutes[received_at.replace(second=0, microsecond=0), column] = at

    def _press(self, sample: MonitorNumbers) -> None:
        self.cuff = after_message(self.cuff, cuff_numbers(sample.values), sample.taken_at, sample.cuff_own_time)
        if self.cuff.is_new:
            at = min(self.cuff.at, sample.received_at)
            for column, value in zip(CUFF, self.cuff.numbers, strict=True):
                if value is not None:
                    self._see(column, value, at, sample.received_at)
            sys, dia = sample.values["nibp_sys_mmhg"], sample.values["nibp_dia_mmhg"]
            if sys is not None and dia is not None:
                self.pressures.append(PressureReading(at, sys, dia))
        sys, dia = sample.values["abp_sys_mmhg"], sample.values["abp_dia_mmhg"]
        if sys is not None and dia is not None:
            last = next((one for one in reversed(self.pressures) if one.line), None)
            if last is None or sample.received_at - last.at >= LINE_EVERY:
                self.pressures.append(PressureReading(sample.received_at, sys, dia, line=True))

    def _trace(self, sample: MonitorNumbers) -> None:
        for column in TRACED:
            bucket = self.bucket.setdefault(column, [])
            if bucket and _number(bucket[0][0]) != _number(sample.received_at):
                self.points[column] += _ends(bucket)
                bucket.clear()
            bucket.append((sample.received_at, sample.values[column]))


def _number(at: datetime) -> int:
    return int(at.timestamp()) // BUCKET_S


def _ends(bucket: list[Point]) -> list[Point]:
    """The lowest and highest in the order they came; one None where nothing was measured."""
    measured = [point for point in bucket if point[1] is not None]
    if not measured:
        return bucket[:1]
    return sorted({min(measured, key=lambda point: point[1]), max(measured, key=lambda point: point[1])})


class MonitorSeriesCache:
    """The series this process has folded, the latest used first to stay. Its threads take turns."""

    def __init__(self) -> None:
        self._series: OrderedDict[UUID, MonitorSeries] = OrderedDict()
        self._lock = Lock()

    def of(self, visit: Visit) -> MonitorSeries:
        """The visit's series as it is now. One query, for what has come since it was last asked for."""
        return self.of_all([visit])[visit]

    def of_all(self, visits: Iterable[Visit]) -> dict[Visit, MonitorSeries]:
        """The series of several visits. One query for all."""
        with self._lock:
            known = {visit: self._series.pop(visit.infusion.pk, None) or MonitorSeries() for visit in visits}
            new = samples({visit: series.last_id for visit, series in known.items()})
            for visit, series in known.items():
                series.take(new[visit])
                self._series[visit.infusion.pk] = series
            while len(self._series) > max(MOST_SERIES, len(known)):
                self._series.popitem(last=False)
            return {visit: series.copy() for visit, series in known.items()}


series_cache = MonitorSeriesCache()
