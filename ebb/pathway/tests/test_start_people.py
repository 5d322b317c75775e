from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ebb.pathway import events as e
from ebb.pathway.start_chair import two_identifiers
from ebb.pathway.tests.chair import ARRIVAL, happened
from ebb.pathway.tests.test_start_gate import FACTS, READY, levels, without


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"has_capacity": None}, {"E35": "STOP unknown"}),
        ({"has_capacity": False}, {"E35": "STOP present"}),
        ({"consent_signed_version": "2"}, {"E35": "STOP present"}),
        ({"consent_signed_version": None}, {"E35": "STOP present"}),
        ({"consent_withdrawn_on": ARRIVAL.date()}, {"E35": "STOP present"}),
        ({"consent_signed_on": ARRIVAL.date() - timedelta(days=365)}, {}),
        ({"consent_signed_on": ARRIVAL.date() - timedelta(days=366)}, {"E35": "STOP present"}),
        ({"takes_insulin_or_sulfonylurea": True}, {"start.glucose": "HOLD present"}),
        ({"takes_insulin_or_sulfonylurea": True, "glucose_measured": True}, {}),
        ({"second_check_agreed": None}, {"start.second_check": "STOP unknown"}),
        ({"second_check_agreed": False}, {"start.second_check": "STOP present"}),
        ({"supervisor_on_site": None}, {"start.supervisor": "STOP unknown"}),
        ({"supervisor_on_site": False}, {"start.supervisor": "STOP present"}),
        (
            {"supervisor_on_site": False, "unconfirmed_supervisor": "Pia, Tue 24 Nov, 08:00"},
            {"start.supervisor_unconfirmed": "STOP present"},
        ),
        ({"patients_of_nurse": 2}, {"start.ratio": "HOLD present"}),
        ({"patients_of_nurse": 2, "first_infusion": None}, {"start.ratio": "HOLD present"}),
        ({"patients_of_nurse": 2, "first_infusion": False}, {}),
        ({"patients_of_nurse": 3, "first_infusion": False}, {"start.ratio": "HOLD present"}),
    ],
)
def test_what_is_known_of_people_and_papers_decides(told: dict[str, Any], expected: dict[str, str]) -> None:
    assert levels(replace(FACTS, **told)) == expected


@pytest.mark.parametrize(
    ("potential", "told", "expected"),
    [
        (True, None, {"E06": "HOLD present"}),
        (None, None, {"E06": "HOLD present"}),
        (True, {"result": "negative"}, {}),
        (True, {"result": "positive"}, {"E05": "STOP present"}),
        (False, {"result": "positive"}, {"E05": "STOP present"}),
        (True, {"result": "refused"}, {"E06": "OVERRIDE present"}),
        (True, {"result": "not_applicable"}, {"E06": "HOLD present"}),
        (True, {"result": "not_applicable", "reason": "hysterectomy"}, {}),
    ],
)
def test_a_possible_pregnancy_waits_for_its_test(
    potential: bool | None, told: dict[str, str] | None, expected: dict[str, str]
) -> None:
    tested = [] if told is None else [happened(e.PregnancyTested, 4, **told)]

    assert levels(replace(FACTS, childbearing_potential=potential), [*READY, *tested]) == expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"result": "negative"}, {}),
        ({"result": "refused"}, {"E05": "STOP present"}),
        ({"result": "not_applicable", "reason": "hysterectomy"}, {"E05": "STOP present"}),
    ],
)
def test_a_positive_test_is_answered_by_a_newer_one_alone(later: dict[str, str], expected: dict[str, str]) -> None:
    tested = [happened(e.PregnancyTested, 4, result="positive"), happened(e.PregnancyTested, 5, **later)]

    assert levels(FACTS, [*READY, *tested]) == expected


@pytest.mark.parametrize(("days", "expected"), [(30, {}), (31, {"start.weight": "HOLD present"})])
def test_a_weight_of_the_last_thirty_days_will_do(days: int, expected: dict[str, str]) -> None:
    facts = replace(FACTS, weight_measured_at=ARRIVAL + timedelta(minutes=20) - timedelta(days=days))

    assert levels(facts, without(e.WeightMeasured)) == expected


def test_neither_cannula_nor_cuff_may_sit_on_the_limb_to_be_spared() -> None:
    spared = replace(FACTS, avoid_limb="Left  Arm")
    told_by_the_nurse = happened(e.CannulaTried, 8, avoid_limb="right arm")

    assert levels(spared) == {"start.cannula": "STOP present"}
    assert levels(events=[*READY, told_by_the_nurse]) == {"start.cuff": "STOP present"}


def test_a_cannula_that_no_longer_runs_is_none() -> None:
    lost = happened(e.CannulaTried, 12, patent=False)
    second = happened(e.CannulaTried, 13, patent=True, limb="right arm", site="hand")

    assert levels(events=[*READY, lost]) == {"start.cannula": "STOP present"}
    assert levels(events=[*READY, lost, second]) == {}


def test_a_call_button_must_have_been_pressed() -> None:
    untested = happened(e.ComfortSet, 15, call_button_tested=False)

    assert levels(events=[*READY, untested]) == {"start.comfort": "STOP present"}


def test_the_time_out_belongs_to_the_container_that_hangs() -> None:
    made_anew = happened(e.ContainerPrepared, 16)

    assert levels(events=[*READY, made_anew]) == {"start.time_out": "STOP unknown"}
    assert levels(events=[*READY, made_anew, happened(e.TimeOutHeld, 17)]) == {}


@pytest.mark.parametrize("text", ["name, date of birth", "name and birth date", "name; file 12", "name\n1970-01-02"])
def test_two_identifiers_are_two_different_things(text: str) -> None:
    assert two_identifiers(text)


@pytest.mark.parametrize("text", ["", "name", "name, name", "name,", " , "])
def test_one_identifier_is_not_two(text: str) -> None:
    assert not two_identifiers(text)
