from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.refusals import Refused
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.record.verify import verify
from ebb.pathway.steps import GONE, State

Reach = Callable[[SimpleNamespace, datetime], object]


@pytest.mark.parametrize(
    ("reach", "leave", "state"),
    [
        (journey.expected, actions.did_not_come, State.DID_NOT_COME),
        (journey.expected, actions.cancel, State.CANCELLED),
        (journey.arrived, actions.cancel, State.CANCELLED),
        (journey.ready_to_start, actions.cancel, State.CANCELLED),
        (journey.arrived, actions.left_against_advice, State.LEFT_AGAINST_ADVICE),
        (journey.ready_to_start, actions.left_against_advice, State.LEFT_AGAINST_ADVICE),
        (journey.stopped, actions.left_against_advice, State.LEFT_AGAINST_ADVICE),
        (journey.arrived, actions.taken_by_ambulance, State.TAKEN_BY_AMBULANCE),
        (journey.running, actions.taken_by_ambulance, State.TAKEN_BY_AMBULANCE),
        (journey.stopped, actions.taken_by_ambulance, State.TAKEN_BY_AMBULANCE),
    ],
)
def test_every_exit_needs_no_gate(
    cast: SimpleNamespace, at: datetime, reach: Reach, leave: Callable[..., object], state: State
) -> None:
    infusion = reach(cast, at)
    reason = {} if leave is actions.did_not_come else {"reason": "had to"}

    leave(infusion, **reason, by=cast.nurse.pk, at=after(at, 1))

    left = journey.again(infusion)
    assert (left.state, left.chair) == (state.value, None)
    assert state in GONE
    assert verify().faults == []


@pytest.mark.parametrize("leave", [actions.cancel, actions.left_against_advice, actions.taken_by_ambulance])
def test_leaving_needs_a_reason(cast: SimpleNamespace, at: datetime, leave: Callable[..., object]) -> None:
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused, match="No reason"):
        leave(infusion, reason=" ", by=cast.nurse.pk, at=after(at, 1))


def test_a_running_infusion_is_stopped_before_anyone_leaves(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match="while the visit is running"):
        actions.left_against_advice(infusion, reason="wants to go", by=cast.nurse.pk, at=after(at, 1))


def test_an_emergency_is_recorded_at_once_and_the_ambulance_ends_the_drug(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    actions.call_emergency(infusion, by=cast.nurse.pk, at=after(at, 9), happened_at=after(at, 2), locked_tablet=True)
    actions.taken_by_ambulance(infusion, reason="chest pain", by=cast.nurse.pk, at=after(at, 12))

    assert journey.again(infusion).state == State.TAKEN_BY_AMBULANCE.value
