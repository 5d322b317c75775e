import numpy as np
import pytest

from ebb.pharmacology.transitions import Doublings, Pace, exponential

FLOW = np.array(
    [[[-0.5, 0.1, 0.0], [0.3, -0.1, 0.0], [0.2, 0.0, 0.0]], [[-0.9, 0.0, 0.0], [0.0, 0.0, 0.0], [0.9, 0.0, 0.0]]]
)
STEP = exponential(FLOW)
READS = np.array([[[1.0, 0.0, 0.0], [0.0, 2.0, 1.0]]] * 2)
STATE = np.array([[[3.0], [0.0], [0.0]], [[1.0], [1.0], [1.0]]])


@pytest.mark.parametrize("looks", [2, 3, 4, 7, 16, 31, 32, 100])
@pytest.mark.parametrize("longest", [2, 5, 64, 1000])
def test_it_sees_what_step_by_step_sees(looks: int, longest: int) -> None:
    seen = np.full((2, 2, looks + 2), np.nan)

    end = Pace(STEP, READS, longest).look(STATE, seen[:, :, 1:-1])

    state = STATE
    for look in range(looks):
        state = STEP @ state
        assert seen[:, :, look + 1] == pytest.approx((READS @ state)[:, :, 0], rel=1e-13)
    assert end == pytest.approx(state, rel=1e-13)
    assert np.isnan(seen[:, :, [0, -1]]).all()


@pytest.mark.parametrize("lengths", [0, 1, 2, 13, 1000])
def test_doubled_transitions_carry_over_any_number_of_lengths(lengths: int) -> None:
    carried = Doublings(STEP).carry(STATE, lengths)

    assert carried == pytest.approx(exponential(FLOW * lengths) @ STATE, rel=1e-12)
