"""What the invented staff do next at a chair: a pure function of what stands in the record, and of the time.

The minutes are chosen for showing [D]: near a ward's own, with a while at each step for a visitor to try it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from ebb.pathway import events as e
from ebb.pathway.at_the_pump import AT_THE_PUMP, paused_since, unconfirmed
from ebb.pathway.discharge_items import OBSERVE_FIRST_MIN, OBSERVE_MIN
from ebb.pathway.flow import Pump
from ebb.pathway.observations import EARLY_MIN, ObservationItem
from ebb.pathway.schedule import Due
from ebb.pathway.steps import AFTER_END, BEFORE_START, GIVING, State
from ebb.pathway.visit_facts import VisitFacts

STOP_BEFORE = timedelta(seconds=1)
"""The staff look once a second: the stop falls into the last second before the ordered amount is in."""
FOUND_LATE = timedelta(seconds=10)
"""Past the end by more than this, nobody looked: the pump is found stopped at its own limit of volume."""
WAIT = timedelta(minutes=20)
"""So long a chair waits at a step for a visitor to try; longer where no other chair stands there, up to LONGEST."""
LONGEST = timedelta(minutes=60)
CONFIRM_AFTER = timedelta(seconds=30)
CONFIRM_PAUSE_AFTER = timedelta(minutes=10)
RECOVERY_AFTER = timedelta(minutes=2)
RAISE_AFTER = timedelta(minutes=35)
RESUME_AFTER, PAUSED_TOO_LONG = timedelta(minutes=20), timedelta(minutes=25)
MOST_PAUSES = 2
HOME_AFTER = timedelta(minutes=1)
CHECK_HOME_AGAIN = timedelta(minutes=6)
DISCHARGE_AFTER = timedelta(minutes=2)
AGAINST_AFTER = timedelta(minutes=15)
GIVE_UP = {BEFORE_START: timedelta(hours=4), GIVING: timedelta(hours=6), AFTER_END: timedelta(hours=4)}
"""So long after arrival, start and stop a visit that does not go on is ended."""


class Task(StrEnum):
    """One thing to do at the chair, in the ward's words."""

    REVIEW_DAY = "ask the day's questions"
    WEIGH = "weigh"
    STATE_INTAKE = "ask about the last meal"
    NAME_ESCORT = "name the escort"
    TEST_PREGNANCY = "pregnancy test"
    MONITORS_ON = "put monitors on"
    PLACE_CUFF = "place the cuff"
    PLACE_CANNULA = "place a cannula"
    SET_COMFORT = "set light, sound and blanket"
    CHECK_RESCUE_KIT = "check the rescue kit"
    OBSERVE = "observe what is due"
    DRAW_UP = "draw up a container"
    CHECK = "check it blind"
    SECOND_CHECK = "second person's blind check"
    READ_LABEL = "mix it and read the label"
    TIME_OUT = "time-out"
    DECLARE_PREPARED = "declare prepared"
    START = "start"
    RAISE = "raise to the ordered rate"
    PAUSE = "pause for a high pressure"
    RESUME = "resume slower"
    CONFIRM = "confirm at the pump"
    FIND_STOPPED = "find the pump stopped"
    STOP = "stop at the ordered amount"
    STOP_EARLY = "stop before the ordered amount"
    READ_VOLUME = "read the pump's volume"
    BEGIN_RECOVERY = "begin recovery"
    FIND_WELL = "go through the way home"
    DISCHARGE = "discharge"
    DISCHARGE_AGAINST = "discharge against an item"
    CANCEL = "cancel"
    LEAVE = "leave against advice"


ARRIVAL: tuple[tuple[float, Task, type[e.Event]], ...] = (
    (3, Task.WEIGH, e.WeightMeasured),
    (4, Task.STATE_INTAKE, e.IntakeStated),
    (5, Task.NAME_ESCORT, e.EscortNamed),
    (7, Task.MONITORS_ON, e.MonitorsOn),
    (8, Task.PLACE_CUFF, e.CuffPlaced),
    (11, Task.PLACE_CANNULA, e.CannulaTried),
    (13, Task.SET_COMFORT, e.ComfortSet),
    (14, Task.CHECK_RESCUE_KIT, e.RescueKitChecked),
)
"""Minutes from check-in, and the entry by which it is done."""
PREPARATION_TAKES = timedelta(minutes=2)
"""Between one step of preparing the container and the next."""


@dataclass(frozen=True, kw_only=True)
class AtChair:
    """One visit as the staff see it.

    `ends_at` is when the ordered amount is in at the present rate, `ordered_ml_per_h` the rate of the order; `due` what
    is to be observed; `pressure_alarm` the priority of an alarm of a high pressure that stands, empty for none;
    `elsewhere` the states in which another chair stands.
    """

    facts: VisitFacts
    programme: str
    first_visit: bool
    day_reviewed: bool
    may_conceive: bool
    ordered_ml_per_h: Decimal
    ends_at: datetime | None = None
    due: Sequence[Due] = ()
    pressure_alarm: str = ""
    elsewhere: Collection[State] = ()


def next_task(chair: AtChair, at: datetime) -> Task | None:
    """What is to be done at `at`; None while there is nothing."""
    state = chair.facts.state
    if state in BEFORE_START:
        return _before_start(chair, at)
    if state in GIVING:
        return _giving(chair, at)
    return _after_end(chair, at) if state in AFTER_END else None


def _before_start(chair: AtChair, at: datetime) -> Task | None:
    facts = chair.facts
    arrived_at = facts.latest_at(e.CheckedIn)
    if at - arrived_at > GIVE_UP[BEFORE_START] or facts.latest(e.ConsentWithdrawn):
        return Task.CANCEL
    if not chair.day_reviewed:
        return Task.REVIEW_DAY
    if chair.may_conceive and not facts.latest(e.PregnancyTested):
        return Task.TEST_PREGNANCY
    for minute, task, kind in ARRIVAL:
        if not facts.latest(kind):
            return task if at - arrived_at >= timedelta(minutes=minute) else None
    if _is_due(chair, at):
        return Task.OBSERVE
    return _start(chair, at) if facts.state is State.PREPARED else _prepare(chair, at)


def _prepare(chair: AtChair, at: datetime) -> Task | None:
    facts = chair.facts
    made = facts.latest(e.ContainerPrepared)
    if made is None:
        return Task.DRAW_UP if _waited(chair, facts.latest_at(e.RescueKitChecked), at) else None
    since = facts.since(made.at)
    last = since.latest(e.ContainerPrepared, e.CheckEntered, e.LabelChecked, e.TimeOutHeld)
    if at - last.at < PREPARATION_TAKES:
        return None
    people = {check.by for check in since.all_of(e.CheckEntered)}
    if made.by not in people:
        return Task.CHECK
    if len(people) < 2:
        return Task.SECOND_CHECK
    if not since.latest(e.LabelChecked):
        return Task.READ_LABEL
    return Task.DECLARE_PREPARED if since.latest(e.TimeOutHeld) else Task.TIME_OUT


def _start(chair: AtChair, at: datetime) -> Task | None:
    return Task.START if _waited(chair, chair.facts.latest_at(e.Prepared), at) else None


def _waited(chair: AtChair, since: datetime, at: datetime) -> bool:
    """Whether the chair stood at this step long enough; a step that no other chair shows is left later."""
    return at - since >= (WAIT if chair.facts.state in chair.elsewhere else LONGEST)


def _giving(chair: AtChair, at: datetime) -> Task | None:
    facts = chair.facts
    if chair.ends_at and at > chair.ends_at + FOUND_LATE:
        return Task.FIND_STOPPED
    if chair.ends_at and at >= chair.ends_at - STOP_BEFORE:
        return Task.STOP
    if isinstance(facts.latest(*AT_THE_PUMP), e.PumpFoundStopped):
        return Task.STOP
    if at - facts.latest_at(e.InfusionStarted) > GIVE_UP[GIVING] or facts.latest(e.ConsentWithdrawn):
        return Task.STOP_EARLY
    running = facts.state is State.RUNNING
    if running and chair.pressure_alarm == "high":
        return Task.PAUSE if len(facts.all_of(e.Paused)) < MOST_PAUSES else Task.STOP_EARLY
    waits_for_pump = unconfirmed(facts)
    if waits_for_pump:
        after = CONFIRM_AFTER if running else CONFIRM_PAUSE_AFTER
        if at - waits_for_pump.at >= after:
            return Task.CONFIRM
    if _is_due(chair, at):
        return Task.OBSERVE
    return _while_running(chair, at) if running else _while_paused(chair, at)


def _while_running(chair: AtChair, at: datetime) -> Task | None:
    facts = chair.facts
    pump: Pump = facts.pump_at(at)
    steady_since = facts.latest_at(e.InfusionStarted, e.RateChanged)
    lower = pump.rate_ml_per_h < chair.ordered_ml_per_h and not facts.latest(e.Paused)
    return Task.RAISE if lower and at - steady_since >= RAISE_AFTER else None


def _while_paused(chair: AtChair, at: datetime) -> Task | None:
    since = paused_since(chair.facts)
    if at - since >= PAUSED_TOO_LONG:
        return Task.STOP_EARLY
    return Task.RESUME if at - since >= RESUME_AFTER and chair.pressure_alarm in ("", "low") else None


def _after_end(chair: AtChair, at: datetime) -> Task | None:
    facts = chair.facts
    stopped_at = facts.latest_at(e.Stopped)
    if at - stopped_at > GIVE_UP[AFTER_END]:
        return Task.LEAVE
    if unconfirmed(facts) and at - stopped_at >= CONFIRM_AFTER:
        return Task.CONFIRM
    if facts.state is State.ENDED:
        if at - stopped_at < RECOVERY_AFTER:
            return None
        return Task.BEGIN_RECOVERY if facts.since(stopped_at).latest(e.PumpVolumeRead) else Task.READ_VOLUME
    return _way_home(chair, stopped_at, at)


def _way_home(chair: AtChair, stopped_at: datetime, at: datetime) -> Task | None:
    observed_min = OBSERVE_FIRST_MIN if chair.first_visit else OBSERVE_MIN[chair.programme]
    ready_at = stopped_at + timedelta(minutes=observed_min) + HOME_AFTER
    seen = chair.facts.since(ready_at).all_of(e.ReadinessChecked)
    if not seen and not _waited(chair, ready_at, at):
        return Task.OBSERVE if _is_due(chair, at) else None
    if not seen or at - seen[-1].at >= CHECK_HOME_AGAIN:
        return Task.FIND_WELL
    if at - seen[-1].at < DISCHARGE_AFTER:
        return None
    return Task.DISCHARGE if at - seen[0].at < AGAINST_AFTER else Task.DISCHARGE_AGAINST


def _is_due(chair: AtChair, at: datetime) -> bool:
    return any(one.due_at <= at for one in chair.due)


def to_observe(due: Iterable[Due], at: datetime) -> set[ObservationItem]:
    """What is observed in one go: all that is due, and what would be within the minute."""
    return {one.item for one in due if one.due_at <= at + timedelta(minutes=EARLY_MIN)}
