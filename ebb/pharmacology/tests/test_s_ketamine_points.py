"""S-ketamine and its metabolites at points that three separately written programs agree on."""

import pytest

from ebb.pharmacology import MODELS, Patient, Regimen, simulate

SHORT, HEAVIER = "infusion 71.25 mg/h 0-40 min", Patient(95, 52)
LONG, LIGHTER = "infusion 12 mg/h 0-240 min", Patient(60, 30)
POINTS = [
    ("fanta_2015_otto_2021", "ketamine", SHORT, HEAVIER, {40: 171.7991212, 120: 63.59118825, 240: 27.7936941}),
    ("fanta_2015_otto_2021", "norketamine", SHORT, HEAVIER, {40: 48.04317344, 60: 73.18962502, 240: 59.41083327}),
    ("fanta_2015_otto_2021", "norketamine", LONG, LIGHTER, {15: 2.52333245, 120: 48.20468371, 240: 89.19212154}),
    ("simons_2022", "ketamine", SHORT, HEAVIER, {40: 304.5315852, 120: 40.90424914, 240: 21.37258516}),
    ("simons_2022", "ketamine", LONG, LIGHTER, {15: 56.11801208, 60: 84.32928944, 240: 119.6563898}),
    ("simons_2022", "norketamine", SHORT, HEAVIER, {40: 71.5251604, 60: 78.90651601, 240: 35.70561018}),
    ("simons_2022", "hydroxynorketamine", SHORT, HEAVIER, {40: 21.32333162, 120: 27.81344624, 240: 27.92630582}),
    ("simons_2022", "hydroxynorketamine", LONG, LIGHTER, {60: 9.356251486, 240: 42.87261947}),
    ("perezruixo_2021", "ketamine", SHORT, HEAVIER, {40: 169.4297479, 120: 54.84318531, 240: 24.49026933}),
    ("perezruixo_2021", "norketamine", SHORT, HEAVIER, {40: 36.60147692, 60: 72.18658026, 240: 63.72426426}),
    ("perezruixo_2021", "norketamine", LONG, LIGHTER, {60: 13.43383333, 120: 38.0198182, 240: 75.69833682}),
]


@pytest.mark.parametrize(("model", "analyte", "regimen", "patient", "points"), POINTS)
def test_it_agrees_to_the_last_printed_digit(
    model: str, analyte: str, regimen: str, patient: Patient, points: dict[float, float]
) -> None:
    result = simulate(MODELS[model], Regimen.parse(regimen, drug="S"), patient, list(points))

    assert result.of(analyte)[0] == pytest.approx(list(points.values()), rel=1e-9)


def test_simons_predicts_the_end_of_20_mg_over_20_min() -> None:
    result = simulate(MODELS["simons_2022"], Regimen.parse("infusion 60 mg/h 0-20 min", drug="S"), Patient(73, 24), 20)

    assert result.cp_ng_ml[0, 0] == pytest.approx(259, abs=0.5)
