import pytest

from ebb.pathway import events as e
from ebb.pathway.steps import (
    GIVING,
    GONE,
    MOVES,
    PRESENT,
    STAYS,
    WRITTEN_AFTER,
    OutOfOrder,
    State,
    after,
    may_follow,
)
from ebb.pathway.tests.chair import happened
from ebb.pathway.visit_facts import VisitFacts

KINDS = sorted(e.Event.__subclasses__(), key=lambda kind: kind.__name__)
EXITS = """
checked in, prepared, ended, recovering, waiting for escort -> left against advice
checked in, prepared, running, paused, ended, recovering, waiting for escort -> taken by ambulance
"""
WAY = """
expected CheckedIn -> checked in
expected DidNotCome -> did not come
expected Cancelled -> cancelled
checked in Prepared -> prepared
checked in Cancelled -> cancelled
prepared Cancelled -> cancelled
prepared InfusionStarted -> running
running Paused -> paused
running PumpFoundStopped -> paused
paused Resumed -> running
running Stopped -> ended
paused Stopped -> ended
ended RecoveryBegun -> recovering
recovering WaitingForEscort -> waiting for escort
recovering Discharged -> discharged
waiting for escort Discharged -> discharged
"""
TO_THE_CHAIR = [happened(e.CheckedIn, 0), happened(e.Prepared, 30), happened(e.InfusionStarted, 31)]


def test_the_table_holds_these_moves_and_no_other() -> None:
    moves = {f"{start} {kind.__name__} -> {then}" for (start, kind), then in MOVES.items()}

    exits = dict(zip((e.LeftAgainstAdvice, e.TakenByAmbulance), EXITS.split("\n")[1:3], strict=True))
    expected = set(WAY.strip().split("\n"))
    for kind, line in exits.items():
        starts, then = line.split(" -> ")
        expected |= {f"{start} {kind.__name__} -> {then}" for start in starts.split(", ")}
    assert moves == expected


@pytest.mark.parametrize(("state", "kind"), sorted(MOVES, key=str))
def test_every_move_of_the_table_is_made(state: State, kind: type[e.Event]) -> None:
    assert after(state, happened(kind, 1)) is MOVES[state, kind]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_in_the_table_is_refused(state: State, kind: type[e.Event]) -> None:
    moves, stays = (state, kind) in MOVES, state in STAYS.get(kind, frozenset())

    if moves or stays:
        assert may_follow(state, kind)
        assert after(state, happened(kind, 1)) is (MOVES[state, kind] if moves else state)
    else:
        assert not may_follow(state, kind)
        with pytest.raises(OutOfOrder, match=f"{kind.__name__} cannot be recorded while the visit is {state.value}"):
            after(state, happened(kind, 1))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_has_a_place(kind: type[e.Event]) -> None:
    assert any(may_follow(state, kind) for state in State)


@pytest.mark.parametrize("state", [state for state in State if state not in GONE])
def test_no_state_is_a_dead_end(state: State) -> None:
    reached, border = {state}, [state]

    while border:
        here = border.pop()
        for target in {then for (start, _), then in MOVES.items() if start is here} - reached:
            reached.add(target)
            border.append(target)

    assert reached & GONE


@pytest.mark.parametrize("state", sorted(GONE))
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in WRITTEN_AFTER])
def test_nothing_happens_at_the_chair_once_the_patient_is_gone(state: State, kind: type[e.Event]) -> None:
    assert not may_follow(state, kind)


@pytest.mark.parametrize("state", sorted(GONE))
@pytest.mark.parametrize("kind", [e.Noted, e.Superseded, e.ConfirmedAtPump])
def test_the_record_is_completed_after_the_end_and_the_visit_stays_over(state: State, kind: type[e.Event]) -> None:
    assert after(state, happened(kind, 1)) is state


@pytest.mark.parametrize("state", sorted(PRESENT))
@pytest.mark.parametrize(
    "kind", [e.TakenByAmbulance, e.EmergencyCalled, e.AdjunctGiven, e.Noted, e.Superseded, e.ConsentWithdrawn]
)
def test_help_is_never_out_of_order(state: State, kind: type[e.Event]) -> None:
    assert may_follow(state, kind)


@pytest.mark.parametrize("state", sorted(GIVING))
def test_the_infusion_can_always_be_stopped(state: State) -> None:
    assert after(state, happened(e.Stopped, 1)) is State.ENDED


def test_it_refuses_a_second_start() -> None:
    state = VisitFacts.of(TO_THE_CHAIR).state

    with pytest.raises(OutOfOrder) as refused:
        after(state, happened(e.InfusionStarted, 40))

    assert (refused.value.state, refused.value.event) == (State.RUNNING, e.InfusionStarted)


def test_it_refuses_a_stop_twice() -> None:
    with pytest.raises(OutOfOrder, match="while the visit is ended"):
        _ = VisitFacts.of([*TO_THE_CHAIR, happened(e.Stopped, 60), happened(e.Stopped, 61)]).state


def test_a_visit_runs_from_the_door_to_the_way_home() -> None:
    rest = [e.Paused, e.Resumed, e.Stopped, e.RecoveryBegun, e.AldreteScored, e.WaitingForEscort, e.Discharged]

    state = VisitFacts.of(TO_THE_CHAIR + [happened(kind, 40 + step) for step, kind in enumerate(rest)]).state

    assert state is State.DISCHARGED


def test_an_unwritten_visit_is_expected() -> None:
    assert VisitFacts.of([]).state is State.EXPECTED
