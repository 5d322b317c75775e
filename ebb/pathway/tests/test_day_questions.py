"""What is asked anew at every visit: clinical reference 1.3."""

from collections.abc import Mapping

import pytest

from ebb.pathway.candidacy import PLANNING, assess
from ebb.pathway.day_questions import DAY_QUESTIONS, day_facts, day_findings
from ebb.pathway.tests.test_candidacy import WELL

NO: dict[str, bool | None] = {question.name: False for question in DAY_QUESTIONS}


def found(answers: Mapping[str, bool | None], *, last_doses: str = "none", reviewed: bool = False) -> dict[str, str]:
    """What stands by today's answers, with what they add to candidacy."""
    findings = day_findings(answers, last_doses, medicines_reviewed_today=reviewed)
    findings += assess(day_facts(WELL, answers), PLANNING).findings
    return {finding.id: f"{finding.level} {finding.state}" for finding in findings}


def test_all_asked_and_nothing_new_leaves_nothing_open() -> None:
    assert found(NO) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acute_respiratory_infection", {"E34": "HOLD present"}), ("fever_today", {"E34": "HOLD present"}),
        ("vomiting_today", {"E34": "HOLD present"}), ("unwell_since_last_visit", {"E34": "HOLD present"}),
        ("intoxicated_today", {"E18": "STOP present"}), ("alcohol_today", {"E18": "STOP present"}),
        ("street_drugs_since_yesterday", {"E18": "STOP present"}),
        ("ketamine_elsewhere", {"E38": "OVERRIDE present"}), ("bladder_symptoms", {"E25": "OVERRIDE present"}),
        ("thoughts_of_death", {"E28": "HOLD present"}), ("medicine_changed", {"day.medicine": "HOLD present"}),
        ("stimulant_today", {"I08": "OVERRIDE present"}), ("fell_since_last_visit", {"day.fall": "CAUTION present"}),
    ],
)  # fmt: skip
def test_each_yes_speaks_at_its_level(name: str, expected: dict[str, str]) -> None:
    assert found(NO | {name: True}) == expected


@pytest.mark.parametrize("name", list(NO))
def test_a_question_not_asked_is_never_a_no(name: str) -> None:
    assert found(NO | {name: None}) == {"day.asked": "HOLD unknown"}


def test_the_last_doses_are_asked_too() -> None:
    assert found(NO, last_doses=" ") == {"day.asked": "HOLD unknown"}


def test_a_changed_medicine_waits_for_the_list_of_today() -> None:
    assert found(NO | {"medicine_changed": True}, reviewed=True) == {}
