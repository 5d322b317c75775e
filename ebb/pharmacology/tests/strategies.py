"""What hypothesis may think up: people, times and regimens within what the room accepts."""

from hypothesis import strategies as st

from ebb.pharmacology import MODELS, BolusDose, ConstantInfusion, Dose, DoseRate, Participant, Regimen, TimePoint

models = st.sampled_from(list(MODELS.values()))
racemic_models = st.sampled_from([model for model in MODELS.values() if model.drug == "racemic"])
patients = st.builds(Participant, weight_kg=st.floats(30, 250), age_y=st.floats(18, 90))

_minutes = st.one_of(st.integers(0, 360).map(float), st.floats(0, 360), st.floats(0, 6000))
instants = st.builds(TimePoint, _minutes, st.just("min"))
boluses = st.builds(BolusDose, st.builds(Dose, st.floats(0.001, 0.4), st.just("mg/kg")), instants)
rates = st.one_of(
    st.builds(DoseRate, st.floats(0.001, 0.6), st.just("mg/kg/h")),
    st.builds(DoseRate, st.floats(0.01, 18.0), st.just("mg/h")),
    st.builds(DoseRate, st.floats(0.01, 10.0), st.just("ug/kg/min")),
)


@st.composite
def infusions(draw: st.DrawFn) -> ConstantInfusion:
    start = draw(_minutes)
    return ConstantInfusion(draw(rates), TimePoint(start, "min"), TimePoint(start + draw(st.floats(0.01, 6000)), "min"))


regimens = st.lists(st.one_of(boluses, infusions()), min_size=1, max_size=6).map(lambda lines: Regimen(tuple(lines)))
times = st.lists(st.one_of(_minutes, st.floats(0, 12000)), min_size=1, max_size=40).map(sorted)
