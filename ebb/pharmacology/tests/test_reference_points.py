"""Concentrations that at least three separately written programs agree on, for the numbers each model ships."""

import pytest

from ebb.pharmacology import MODELS, Participant, Regimen, simulate

SHORT = "infusion 52.5 mg/h 0-40 min"
SIX_DIGITS = {
    "domino_1984": (181.809, 209.584, 240.331, 55.1084, 35.8299, 17.3410),
    "clements_1981_250": (62.0324, 109.480, 177.313, 115.415, 58.8342, 34.5675),
    "kamp_2020": (154.532, 198.271, 253.052, 95.8600, 49.9062, 25.6208),
}
LOADED = "bolus 10 mg @0 min; infusion 12 mg/h 0-60 min"
LONG = "infusion 12 mg/h 0-240 min"
TEN_DIGITS = [
    ("kamp_2020", SHORT, 70, 40, {5: 109.3245803, 40: 253.0518348, 240: 25.62078678}),
    ("kamp_2020", "infusion 71.25 mg/h 0-40 min", 95, 52, {10: 161.5514811, 60: 100.0417319, 120: 53.00476706}),
    ("kamp_2020", LOADED, 80, 45, {1: 291.1218937, 30: 74.01777033, 61: 72.48288891, 180: 18.93266442}),
    ("domino_1984", SHORT, 70, 40, {5: 155.3369186, 40: 240.3308107, 240: 17.34096801}),
    ("domino_1984", LOADED, 80, 45, {1: 464.4597909, 60: 64.33226573, 61: 44.38435065, 180: 13.47648594}),
    ("domino_1984", LONG, 60, 30, {15: 52.83467035, 239: 103.7717596, 240: 103.8742563, 270: 46.28573883}),
    ("clements_1981_250", SHORT, 70, 40, {5: 33.19813572, 60: 115.4151743, 240: 34.56750744}),
    ("clements_1981_250", LOADED, 80, 45, {1: 70.67999903, 61: 64.38798517, 180: 23.80790317}),
]
EFFECT_SITE = [
    ("kamp_2020", SHORT, 70, 40, {5: 51.34111097, 40: 242.5850104, 240: 26.08836638}),
    ("kamp_2020", LOADED, 80, 45, {1: 67.40164527, 60: 77.95985089, 180: 19.36992038}),
    ("domino_1984", SHORT, 70, 40, {5: 91.12769785, 60: 62.65426463, 240: 17.79308488}),
    ("domino_1984", LOADED, 80, 45, {1: 209.5087149, 61: 61.09708919, 180: 13.82784766}),
    ("clements_1981_250", LOADED, 80, 45, {1: 15.03618443, 61: 65.00284391, 180: 24.23897146}),
]

FORTY_MIN, HEAVIER, LIGHTER = "infusion 71.25 mg/h 0-40 min", Participant(95, 52), Participant(60, 30)
S_KETAMINE = [
    ("fanta_2015_otto_2021", "ketamine", FORTY_MIN, HEAVIER, {40: 171.7991212, 120: 63.59118825, 240: 27.7936941}),
    (
        "fanta_2015_otto_2021",
        "norketamine",
        FORTY_MIN,
        HEAVIER,
        {40: 48.04317344, 60: 73.18962502, 240: 59.41083327},
    ),
    ("fanta_2015_otto_2021", "norketamine", LONG, LIGHTER, {15: 2.52333245, 120: 48.20468371, 240: 89.19212154}),
    ("simons_2022", "ketamine", FORTY_MIN, HEAVIER, {40: 304.5315852, 120: 40.90424914, 240: 21.37258516}),
    ("simons_2022", "ketamine", LONG, LIGHTER, {15: 56.11801208, 60: 84.32928944, 240: 119.6563898}),
    ("simons_2022", "norketamine", FORTY_MIN, HEAVIER, {40: 71.5251604, 60: 78.90651601, 240: 35.70561018}),
    (
        "simons_2022",
        "hydroxynorketamine",
        FORTY_MIN,
        HEAVIER,
        {40: 21.32333162, 120: 27.81344624, 240: 27.92630582},
    ),
    ("simons_2022", "hydroxynorketamine", LONG, LIGHTER, {60: 9.356251486, 240: 42.87261947}),
    ("perezruixo_2021", "ketamine", FORTY_MIN, HEAVIER, {40: 169.4297479, 120: 54.84318531, 240: 24.49026933}),
    ("perezruixo_2021", "norketamine", FORTY_MIN, HEAVIER, {40: 36.60147692, 60: 72.18658026, 240: 63.72426426}),
    ("perezruixo_2021", "norketamine", LONG, LIGHTER, {60: 13.43383333, 120: 38.0198182, 240: 75.69833682}),
]


def test_every_model_has_points_that_others_computed() -> None:
    assert {points[0] for points in (*TEN_DIGITS, *S_KETAMINE)} == set(MODELS)


@pytest.mark.parametrize("model", SIX_DIGITS)
def test_it_agrees_with_the_table_of_half_a_milligram_per_kg(model: str) -> None:
    result = simulate(MODELS[model], Regimen.parse(SHORT), Participant(70, 40), [10, 20, 40, 60, 120, 240])

    assert result.cp_ng_ml[0] == pytest.approx(SIX_DIGITS[model], rel=5e-6)


@pytest.mark.parametrize(("model", "regimen", "weight_kg", "age_y", "points"), TEN_DIGITS)
def test_plasma_agrees_to_the_last_printed_digit(
    model: str, regimen: str, weight_kg: float, age_y: float, points: dict[float, float]
) -> None:
    result = simulate(MODELS[model], Regimen.parse(regimen), Participant(weight_kg, age_y), list(points))

    assert result.cp_ng_ml[0] == pytest.approx(list(points.values()), rel=1e-9)


@pytest.mark.parametrize(("model", "regimen", "weight_kg", "age_y", "points"), EFFECT_SITE)
def test_the_effect_site_agrees_to_the_last_printed_digit(
    model: str, regimen: str, weight_kg: float, age_y: float, points: dict[float, float]
) -> None:
    patient = Participant(weight_kg, age_y)

    result = simulate(MODELS[model], Regimen.parse(regimen), patient, list(points), ke0_per_min=0.238)

    assert result.ce_ng_ml is not None
    assert result.ce_ng_ml[0] == pytest.approx(list(points.values()), rel=1e-9)


@pytest.mark.parametrize(("model", "analyte", "regimen", "patient", "points"), S_KETAMINE)
def test_s_ketamine_and_its_metabolites_agree_to_the_last_printed_digit(
    model: str, analyte: str, regimen: str, patient: Participant, points: dict[float, float]
) -> None:
    result = simulate(MODELS[model], Regimen.parse(regimen, drug="S"), patient, list(points))

    assert result.of(analyte)[0] == pytest.approx(list(points.values()), rel=1e-9)


def test_simons_predicts_the_end_of_20_mg_over_20_min() -> None:
    result = simulate(
        MODELS["simons_2022"], Regimen.parse("infusion 60 mg/h 0-20 min", drug="S"), Participant(73, 24), 20
    )

    assert result.cp_ng_ml[0, 0] == pytest.approx(259, abs=0.5)
