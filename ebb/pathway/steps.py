"""What may happen next: one table from state and event to state. What is not in the table is refused."""

from enum import StrEnum

from ebb.pathway import events as e


class State(StrEnum):
    """Where one visit for an infusion stands."""

    EXPECTED = "expected"
    CHECKED_IN = "checked in"
    PREPARED = "prepared"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    RECOVERING = "recovering"
    WAITING_FOR_ESCORT = "waiting for escort"
    DISCHARGED = "discharged"
    CANCELLED = "cancelled"
    DID_NOT_COME = "did not come"
    LEFT_AGAINST_ADVICE = "left against advice"
    TAKEN_BY_AMBULANCE = "taken by ambulance"


S = State

GONE = frozenset({S.DISCHARGED, S.CANCELLED, S.DID_NOT_COME, S.LEFT_AGAINST_ADVICE, S.TAKEN_BY_AMBULANCE})
GIVING = frozenset({S.RUNNING, S.PAUSED})
BEFORE_START = frozenset({S.CHECKED_IN, S.PREPARED})
AFTER_END = frozenset({S.ENDED, S.RECOVERING, S.WAITING_FOR_ESCORT})
PRESENT = BEFORE_START | GIVING | AFTER_END

MOVES: dict[tuple[State, type[e.Event]], State] = {
    (S.EXPECTED, e.CheckedIn): S.CHECKED_IN,
    (S.EXPECTED, e.DidNotCome): S.DID_NOT_COME,
    (S.EXPECTED, e.Cancelled): S.CANCELLED,
    (S.CHECKED_IN, e.Prepared): S.PREPARED,
    (S.CHECKED_IN, e.Cancelled): S.CANCELLED,
    (S.PREPARED, e.Cancelled): S.CANCELLED,
    (S.PREPARED, e.InfusionStarted): S.RUNNING,
    (S.RUNNING, e.Paused): S.PAUSED,
    (S.RUNNING, e.PumpFoundStopped): S.PAUSED,
    (S.PAUSED, e.Resumed): S.RUNNING,
    (S.RUNNING, e.Stopped): S.ENDED,
    (S.PAUSED, e.Stopped): S.ENDED,
    (S.ENDED, e.RecoveryBegun): S.RECOVERING,
    (S.RECOVERING, e.WaitingForEscort): S.WAITING_FOR_ESCORT,
    (S.RECOVERING, e.Discharged): S.DISCHARGED,
    (S.WAITING_FOR_ESCORT, e.Discharged): S.DISCHARGED,
}
MOVES |= {(state, e.LeftAgainstAdvice): S.LEFT_AGAINST_ADVICE for state in BEFORE_START | AFTER_END}
MOVES |= {(state, e.TakenByAmbulance): S.TAKEN_BY_AMBULANCE for state in PRESENT}

PREPARING = (
    e.WeightMeasured, e.IntakeStated, e.EscortNamed, e.PregnancyTested, e.CuffPlaced, e.ComfortSet, e.MonitorsOn,
    e.RescueKitChecked, e.TimeOutHeld, e.FindingOverridden,
)  # fmt: skip
AT_THE_PUMP = (e.PumpAlarmed, e.PumpVolumeRead)
ANY_TIME = (
    e.Superseded, e.Noted, e.VitalsCharted, e.Scored, e.AdjunctGiven, e.EmergencyCalled, e.ConfirmedAtPump,
    e.HandoverOffered, e.HandoverAccepted, e.OffMonitor, e.BackOnMonitor, e.CannulaTried,
    e.ConsentWithdrawn, e.SymptomsReported, e.SymptomsGone, e.IvSiteChecked,
)  # fmt: skip
# A record is completed after the fact: these may be written when the patient is gone, and open no visit again.
WRITTEN_AFTER = (e.Noted, e.Superseded, e.ConfirmedAtPump)

STAYS: dict[type[e.Event], frozenset[State]] = {}
STAYS |= dict.fromkeys(ANY_TIME, PRESENT)
STAYS |= dict.fromkeys(WRITTEN_AFTER, PRESENT | GONE)
STAYS |= dict.fromkeys(PREPARING, BEFORE_START)
STAYS |= dict.fromkeys(AT_THE_PUMP, GIVING | {S.ENDED})
STAYS |= {
    e.ContainerPrepared: BEFORE_START | GIVING,
    e.CheckEntered: BEFORE_START | GIVING,
    e.LabelChecked: BEFORE_START | GIVING,
    e.RateChanged: frozenset({S.RUNNING}),
    e.LimitsSigned: GIVING | AFTER_END,
    e.ContainerChanged: GIVING,
    e.BolusGiven: frozenset({S.RUNNING}),
    e.AldreteScored: AFTER_END,
    e.PadssScored: AFTER_END,
    e.ReadinessChecked: AFTER_END,
    e.EscortNamed: PRESENT,
}


class OutOfOrder(Exception):
    """The event has no place in the present state; nothing was changed."""

    def __init__(self, state: State, event: type[e.Event]) -> None:
        super().__init__(f"{event.__name__} cannot be recorded while the visit is {state.value}.")
        self.state = state
        self.event = event


def after(state: State, event: e.Event) -> State:
    """The state that follows; OutOfOrder when the table has no such step."""
    moved = MOVES.get((state, type(event)))
    if moved is not None:
        return moved
    if state in STAYS.get(type(event), frozenset()):
        return state
    raise OutOfOrder(state, type(event))


def may_follow(state: State, event: type[e.Event]) -> bool:
    """Whether the table has a step for this kind of event; its guards are asked separately."""
    return (state, event) in MOVES or state in STAYS.get(event, frozenset())
