from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ebb.pathway.candidacy import PLANNING, RULES, Facts, assess, example, from_json, only, rules
from ebb.pathway.findings import Level

WELL = from_json(example())
CAUTIONS_ONLY = {"bipolar_disorder", "ptsd", "bad_dissociative_reaction_before", "breastfeeding", "home_oxygen",
                 "obstructive_sleep_apnoea", "predicted_hard_airway", "height_cm", "weight_kg",
                 "low_seizure_threshold", "regular_alcohol"}  # fmt: skip
LABORATORY = ["child_pugh", "alt_x_uln", "ast_x_uln", "alp_x_uln", "ggt_x_uln", "bilirubin_x_uln"]
# Facts that matter only once another one calls for them; the last two are asked for at the chair (`day_questions`).
CALLED_FOR = {"medicines_reviewed", "pregnancy_test_today", "pre_eclampsia_or_eclampsia", "suicide_safety_screen",
              *LABORATORY, "opioid_mme_per_day", "other_ketamine_days_ago", "last_meal",
              "street_drugs_since_yesterday", "unwell_since_last_visit"}  # fmt: skip


def levels(**changed: Any) -> dict[str, str]:
    found = assess(replace(WELL, **changed)).findings
    return {finding.id: f"{finding.level} {finding.state}" for finding in found}


def test_a_patient_in_whom_nothing_was_found_is_eligible() -> None:
    assert assess(WELL).verdict == "eligible"
    assert assess(WELL).findings == ()


def test_knowing_nothing_is_incomplete_and_every_rule_says_so() -> None:
    found = assess(Facts())

    assert found.verdict == "incomplete"
    assert {finding.state for finding in found.findings} == {"unknown"}
    assert {finding.id for finding in found.findings} == {rule.id for rule in RULES}


@pytest.mark.parametrize("name", sorted(set(example()) - CAUTIONS_ONLY - CALLED_FOR))
def test_a_fact_left_out_is_never_taken_for_no(name: str) -> None:
    lean = replace(WELL, **dict.fromkeys(LABORATORY), other_ketamine_days_ago=None)

    found = assess(replace(lean, **{name: None}))

    assert assess(lean).verdict == "eligible"
    assert found.verdict == "incomplete"
    assert {finding.state for finding in found.findings} == {"unknown"}


@pytest.mark.parametrize("name", sorted(CAUTIONS_ONLY))
def test_a_fact_that_only_cautions_is_named_but_does_not_block(name: str) -> None:
    found = assess(replace(WELL, **{name: None}))

    assert found.verdict == "eligible"
    assert [(finding.level, finding.state) for finding in found.findings] == [(Level.CAUTION, "unknown")]


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"asa_class": 4}, "blocked"),
        ({"asa_class": 4, "porphyria": None}, "blocked"),
        ({"asa_class": 3}, "to_sign"),
        ({"asa_class": 3, "porphyria": None}, "incomplete"),
        ({"fever_today": True}, "incomplete"),
        ({"ptsd": True}, "eligible"),
    ],
)
def test_the_verdict_follows_the_most_forceful_finding(changed: dict[str, Any], verdict: str) -> None:
    assert assess(replace(WELL, **changed)).verdict == verdict


def test_what_is_known_stands_before_what_is_not() -> None:
    found = assess(replace(WELL, allergies=None, asa_class=4, porphyria=True))

    assert [finding.id for finding in found.findings] == ["E33", "E01", "E22"]


def test_the_rules_of_the_day_can_be_left_for_the_day() -> None:
    at_planning = replace(WELL, escort_confirmed=None, hours_since_clear_fluid=None, alcohol_today=None)

    assert assess(at_planning).verdict == "incomplete"
    assert assess(at_planning, PLANNING).verdict == "eligible"


def test_some_rules_can_be_asked_alone() -> None:
    found = assess(Facts(), only("E01", "E26"))

    assert [finding.id for finding in found.findings] == ["E01", "E26"]


def test_every_rule_of_the_table_stands_once_with_source_and_mark() -> None:
    numbers = [int(rule.id[1:]) for rule in RULES]

    # E31 says that ASA I and II go on: it never makes a finding.
    assert numbers == [number for number in range(1, 39) if number != 31]
    assert all(rule.source and rule.mark in {"S", "M", "D"} for rule in RULES)


def test_each_rule_has_a_test_that_makes_it_speak() -> None:
    written = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_candidacy_*.py"))

    assert [rule.id for rule in RULES if f'"{rule.id}"' not in written] == []


def test_each_file_of_rules_is_read() -> None:
    files = {file.stem for file in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}

    assert files == {group.__name__.rsplit(".", 1)[1] for group in rules.GROUPS}


def test_every_sentence_can_be_filled() -> None:
    for rule in RULES:
        for case in rule.cases:
            places = dict.fromkeys(case.when.fields, "-") | {"found": "-"}
            assert case.reason.format_map(places)
            assert case.clears_when.format_map(places)
