import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.pharmacology import MODELS, Participant, Regimen, simulate
from ebb.pharmacology.transitions import TransitionPowers, TransitionTable

lengths = st.one_of(
    st.floats(0, 6000),
    st.integers(0, 100_000).map(lambda seconds: seconds / 60),
    st.sampled_from([1e-12, 1e-6, 1 / 60 - 1e-12, 1 / 60 + 1e-12]),
)


def flow_of(model: str, weight_kg: float) -> np.ndarray:
    drug = MODELS[model].drug
    return simulate(MODELS[model], Regimen(drug=drug), Participant(weight_kg, 40), 0).system.flow_per_min


@settings(deadline=None)
@given(st.sampled_from(list(MODELS)), st.floats(30, 250), st.lists(lengths, min_size=1, max_size=4))
def test_both_ways_lead_to_the_same_place(model: str, weight_kg: float, minutes: list[float]) -> None:
    flow = flow_of(model, weight_kg)
    state = np.linspace(1.0, 2.0, flow.shape[1])[None, :, None]
    table, powers = TransitionTable(flow, np.array(minutes)), TransitionPowers(flow, np.array(minutes))

    for step in range(len(minutes)):
        assert powers.carry(state, step) == pytest.approx(table.carry(state, step), rel=1e-9)
        assert powers.over(step) == pytest.approx(table.over(step), rel=1e-13)
