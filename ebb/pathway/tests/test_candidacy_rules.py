"""Each rule of the table: the fact that makes it speak, and the level it speaks at."""

from dataclasses import replace
from typing import Any

import pytest

from ebb.pathway.candidacy import assess, stops_by_itself
from ebb.pathway.tests.test_candidacy import WELL, levels


@pytest.mark.parametrize(
    ("rule", "level", "facts"),
    [
        ("E01", "STOP", ["ketamine"]), ("E01", "STOP", ["S-Ketamine (rash)"]), ("E01", "STOP", ["ketamin"]),
        ("E01", "STOP", ["Ketalarr"]), ("E01", "STOP", ["benzethonium chloride"]),
    ],
)  # fmt: skip
def test_an_allergy_to_ketamine_stops_however_it_is_written(rule: str, level: str, facts: list[str]) -> None:
    assert levels(allergies=tuple(facts)) == {rule: f"{level} present"}


def test_other_allergies_do_not_and_vague_ones_are_asked_about() -> None:
    assert levels(allergies=("penicillin", "ketorolac", "ketoprofen", "latex")) == {}
    assert levels(allergies=("reaction to an anaesthetic",)) == {"E01": "STOP unknown"}


@pytest.mark.parametrize(
    ("rule", "level", "names"),
    [
        ("E02", "STOP", ["aortic_dissection_or_aneurysm", "intracranial_aneurysm_or_avm", "unstable_angina",
                         "recent_stroke_or_intracranial_bleed", "recent_cerebral_trauma",
                         "recent_myocardial_infarction", "severe_coronary_or_myocardial_disease",
                         "decompensated_heart_failure"]),
        ("E03", "STOP", ["poorly_controlled_cardiovascular_disease"]),
        ("E04", "OVERRIDE", ["stable_ischaemic_disease", "arrhythmia", "valve_disease", "pacemaker"]),
        ("E08", "CAUTION", ["breastfeeding"]),
        ("E09", "STOP", ["active_psychosis", "active_mania", "delirium"]),
        ("E10", "OVERRIDE", ["schizophrenia_spectrum_history"]),
        ("E11", "CAUTION", ["bipolar_disorder", "ptsd", "bad_dissociative_reaction_before"]),
        ("E15", "STOP", ["raised_intracranial_pressure", "intracranial_mass", "hydrocephalus"]),
        ("E16", "STOP", ["open_globe", "acute_angle_closure"]),
        ("E16", "OVERRIDE", ["treated_chronic_glaucoma"]),
        ("E17", "OVERRIDE", ["active_substance_use_disorder"]),
        ("E18", "STOP", ["intoxicated_today", "alcohol_today"]),
        ("E19", "OVERRIDE", ["past_ketamine_or_pcp_misuse"]),
        ("E21", "STOP", ["phaeochromocytoma", "severe_tachyarrhythmia"]),
        ("E22", "OVERRIDE", ["porphyria"]),
        ("E23", "CAUTION", ["low_seizure_threshold"]),
        ("E24", "CAUTION", ["obstructive_sleep_apnoea", "home_oxygen", "predicted_hard_airway"]),
        ("E25", "OVERRIDE", ["current_cystitis", "unexplained_urinary_symptoms"]),
        ("E34", "HOLD", ["acute_respiratory_infection", "fever_today", "vomiting_today"]),
    ],
)  # fmt: skip
def test_each_condition_speaks_at_its_level(rule: str, level: str, names: list[str]) -> None:
    for name in names:
        assert levels(**{name: True}) == {rule: f"{level} present"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"resting_sys_mmhg": 181}, {"E03": "STOP present"}), ({"resting_sys_mmhg": 180}, {}),
        ({"resting_dia_mmhg": 101}, {"E03": "STOP present"}), ({"resting_dia_mmhg": 100}, {}),
        ({"age_years": 17.9}, {"E29": "STOP present"}), ({"age_years": 18}, {}),
        ({"age_years": 65}, {"E30": "CAUTION present"}), ({"age_years": 64}, {}),
        ({"asa_class": 1}, {}), ({"asa_class": 3}, {"E32": "OVERRIDE present"}),
        ({"asa_class": 4}, {"E33": "STOP present"}), ({"asa_class": 5}, {"E33": "STOP present"}),
        ({"weight_kg": 115.6}, {"E24": "CAUTION present"}), ({"weight_kg": 115.5}, {}),
        ({"epilepsy": "controlled"}, {"E23": "CAUTION present"}),
        ({"epilepsy": "uncontrolled"}, {"E23": "OVERRIDE present"}),
        ({"hyperthyroidism": "uncontrolled"}, {"E20": "STOP present"}), ({"hyperthyroidism": "controlled"}, {}),
        ({"has_capacity": False}, {"E35": "STOP present"}),
        ({"consent_signed_version": "0"}, {"E35": "STOP present"}),
        ({"consent_signed_version": ""}, {"E35": "STOP present"}),
        ({"consent_signed_version": "", "consent_current_version": None}, {"E35": "STOP present"}),
        ({"escort_confirmed": False}, {"E36": "STOP present"}),
        ({"hours_since_clear_fluid": 1.9}, {"E37": "HOLD present"}),
        ({"hours_since_solid_food": 7.9}, {"E37": "HOLD present"}),
        ({"hours_since_solid_food": 7.9, "last_meal": "light"}, {}),
        ({"hours_since_solid_food": 7.9, "last_meal": None}, {"E37": "HOLD unknown"}),
        ({"hours_since_solid_food": 5.9, "last_meal": None}, {"E37": "HOLD present"}),
        ({"other_ketamine": True, "other_ketamine_days_ago": 7}, {"E38": "OVERRIDE present"}),
        ({"other_ketamine": True, "other_ketamine_days_ago": 8}, {}),
        ({"other_ketamine": True, "other_ketamine_days_ago": None}, {"E38": "OVERRIDE unknown"}),
        ({"medicines": ("esketamine nasal spray",)}, {"E38": "OVERRIDE present"}),
    ],
)  # fmt: skip
def test_each_number_and_choice_speaks_at_its_level(facts: dict[str, Any], expected: dict[str, str]) -> None:
    assert levels(**facts) == expected


@pytest.mark.parametrize(
    ("potential", "test", "expected"),
    [
        (True, "negative", {}), (True, "positive", {"E05": "STOP present"}),
        (False, "positive", {"E05": "STOP present"}), (None, "negative", {}),
        (True, "not done", {"E06": "HOLD present"}), (True, "refused", {"E06": "OVERRIDE present"}),
        (True, None, {"E06": "HOLD unknown"}),
        (None, "not done", {"E05": "STOP unknown", "E06": "HOLD unknown"}),
    ],
)  # fmt: skip
def test_a_possible_pregnancy_needs_its_test(
    potential: bool | None, test: str | None, expected: dict[str, str]
) -> None:
    assert levels(childbearing_potential=potential, pregnancy_test_today=test) == expected


def test_a_consent_that_nobody_signed_is_said_to_be_none() -> None:
    (finding,) = assess(replace(WELL, consent_signed_version="", consent_current_version="1")).findings

    assert finding.text == "No valid consent: capacity yes; version signed: none; current version: 1."


def test_pre_eclampsia_stops() -> None:
    facts = {"childbearing_potential": True, "pregnancy_test_today": "negative"}

    assert levels(**facts, pre_eclampsia_or_eclampsia=True) == {"E07": "STOP present"}
    assert levels(childbearing_potential=False, pre_eclampsia_or_eclampsia=True) == {"E07": "STOP present"}


@pytest.mark.parametrize(
    ("fact", "value", "stops"),
    [
        ("pregnancy_test_today", "positive", True), ("pregnancy_test_today", "negative", False),
        ("has_capacity", False, True), ("has_capacity", True, False), ("porphyria", True, False),
        ("alt_x_uln", 3.0, True), ("alt_x_uln", 2.9, False), ("asa_class", 4, True), ("asa_class", 3, False),
        ("child_pugh", "C", True), ("hyperthyroidism", "uncontrolled", True), ("hyperthyroidism", None, False),
    ],
)  # fmt: skip
def test_a_fact_that_stops_by_itself_is_known_as_one(fact: str, value: Any, stops: bool) -> None:
    assert stops_by_itself(fact, value) is stops


@pytest.mark.parametrize(
    ("item9", "concern", "screen", "expected"),
    [
        (1, False, "not done", {"E28": "HOLD present"}), (1, False, None, {"E28": "HOLD present"}),
        (3, False, "low", {}), (1, False, "moderate", {"E28": "OVERRIDE present"}),
        (0, True, "high", {"E28": "STOP present"}), (0, True, "not done", {"E28": "HOLD present"}),
        (0, False, None, {}), (None, False, None, {"E28": "OVERRIDE unknown"}),
    ],
)  # fmt: skip
def test_what_the_safety_screen_found_decides_and_not_the_answer_alone(
    item9: int | None, concern: bool, screen: str | None, expected: dict[str, str]
) -> None:
    facts = {"phq9_item9": item9, "clinician_suicide_concern": concern, "suicide_safety_screen": screen}

    assert levels(**facts) == expected
