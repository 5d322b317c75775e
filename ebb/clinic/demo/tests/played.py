"""A chair played in memory, minute by minute: what the staff would do becomes the events their actions would write."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from ebb.clinic.demo.staff_tasks import AtChair, Task, next_task, to_observe
from ebb.clinic.demo.staff_visits import order_in_at
from ebb.pathway import events as e
from ebb.pathway.amounts import given
from ebb.pathway.observations import ObservationItem
from ebb.pathway.schedule import Due, upcoming
from ebb.pathway.steps import GONE, State
from ebb.pathway.tests.chair import ENOUGH
from ebb.pathway.visit_facts import VisitFacts

ORDER_MG = {"A": Decimal(40), "B": Decimal(150)}
WRITES: dict[Task, type[e.Event]] = {
    Task.WEIGH: e.WeightMeasured,
    Task.STATE_INTAKE: e.IntakeStated,
    Task.NAME_ESCORT: e.EscortNamed,
    Task.TEST_PREGNANCY: e.PregnancyTested,
    Task.MONITORS_ON: e.MonitorsOn,
    Task.PLACE_CUFF: e.CuffPlaced,
    Task.PLACE_CANNULA: e.CannulaTried,
    Task.SET_COMFORT: e.ComfortSet,
    Task.CHECK_RESCUE_KIT: e.RescueKitChecked,
    Task.DRAW_UP: e.ContainerPrepared,
    Task.CHECK: e.CheckEntered,
    Task.SECOND_CHECK: e.CheckEntered,
    Task.READ_LABEL: e.LabelChecked,
    Task.TIME_OUT: e.TimeOutHeld,
    Task.DECLARE_PREPARED: e.Prepared,
    Task.START: e.InfusionStarted,
    Task.PAUSE: e.Paused,
    Task.RESUME: e.Resumed,
    Task.CONFIRM: e.ConfirmedAtPump,
    Task.FIND_STOPPED: e.PumpFoundStopped,
    Task.STOP: e.Stopped,
    Task.STOP_EARLY: e.Stopped,
    Task.READ_VOLUME: e.PumpVolumeRead,
    Task.BEGIN_RECOVERY: e.RecoveryBegun,
    Task.FIND_WELL: e.ReadinessChecked,
    Task.DISCHARGE: e.Discharged,
    Task.DISCHARGE_AGAINST: e.Discharged,
    Task.CANCEL: e.Cancelled,
    Task.LEAVE: e.LeftAgainstAdvice,
}
SCORED = {
    ObservationItem.SEDATION: ("sedation", "dissociation"),
    ObservationItem.PAIN: ("pain",),
    ObservationItem.NAUSEA: ("nausea",),
}
VITALS = {
    "hr_per_min": Decimal(70), "spo2_percent": Decimal(97), "rr_per_min": Decimal(14),
    "nibp_sys_mmhg": Decimal(120), "nibp_dia_mmhg": Decimal(70),
}  # fmt: skip


@dataclass
class PlayedChair:
    """One chair, its patient and what the staff did, each with its time."""

    programme: str = "A"
    first_visit: bool = False
    facts: VisitFacts = field(default_factory=lambda: VisitFacts(()))
    reviewed: bool = False
    pressure_alarm: str = ""
    elsewhere: tuple[State, ...] = ()
    did: list[tuple[datetime, Task]] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=count)

    def seat(self, at: datetime) -> None:
        self.facts, self.reviewed = VisitFacts(()), False
        self.write(e.CheckedIn, at)

    def write(self, kind: type[e.Event], at: datetime, **values: object) -> None:
        named = {"id": str(next(self.ids)), "by": "nurse-1", **ENOUGH.get(kind, {}), **values}
        self.facts = VisitFacts.of([*self.facts.events, kind(at=at, **named)])

    def seen(self, at: datetime) -> AtChair:
        return AtChair(
            facts=self.facts, programme=self.programme, first_visit=self.first_visit, day_reviewed=self.reviewed,
            may_conceive=True, ordered_ml_per_h=Decimal(60), ends_at=self.ends_at(at), due=self.due(at),
            pressure_alarm=self.pressure_alarm, elsewhere=self.elsewhere,
        )  # fmt: skip

    def due(self, at: datetime) -> list[Due]:
        fresh = VisitFacts(self.facts.events)
        return upcoming(fresh, self.programme, at, connected=False, first_visit=self.first_visit)

    def ends_at(self, at: datetime) -> datetime | None:
        return order_in_at(VisitFacts(self.facts.events), ORDER_MG[self.programme], at)

    def given_mg(self, at: datetime) -> Decimal:
        return given(VisitFacts(self.facts.events), at).total_mg

    def turn(self, at: datetime) -> Task | None:
        """Let the staff look once."""
        due = self.due(at)
        task = next_task(self.seen(at), at)
        if task is None:
            return None
        self.did.append((at, task))
        if task is Task.REVIEW_DAY:
            self.reviewed = True
        elif task is Task.OBSERVE:
            self._observe({*to_observe(due, at)}, at)
        elif task is Task.FIND_STOPPED:
            self.write(e.PumpFoundStopped, at, stopped_at=self.ends_at(at))
        elif task is Task.CONFIRM:
            self.write(e.ConfirmedAtPump, at, event_id=self.facts.latest(e.Paused, e.Resumed, e.Stopped).id)
        else:
            self.write(WRITES[task], at, **({"by": "nurse-2"} if task is Task.SECOND_CHECK else {}))
        return task

    def _observe(self, items: set[ObservationItem], at: datetime) -> None:
        for item in items & SCORED.keys():
            for scale in SCORED[item]:
                self.write(e.Scored, at, scale=scale, score=0)
        if ObservationItem.IV_SITE in items:
            self.write(e.IvSiteChecked, at)
        if items - {*SCORED, ObservationItem.IV_SITE}:
            self.write(e.VitalsCharted, at, **VITALS)

    def play(self, since: datetime, until: datetime, *, every: timedelta = timedelta(minutes=1)) -> Iterator[datetime]:
        """Let the staff look every so often, and in the second before an infusion ends, as their loop does."""
        at = since
        while at < until:
            while self.turn(at):
                pass
            yield at
            if self.facts.state in GONE:
                self.seat(at + timedelta(minutes=10))
                at += timedelta(minutes=10)
                continue
            ends_at = self.ends_at(at)
            at = min([at + every, *([ends_at - timedelta(seconds=0.5)] if ends_at else [])])

    def visits(self) -> Counter[Task]:
        return Counter(task for _, task in self.did)
