from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway import events as e
from ebb.pathway.discharge_gate import Gate, gate, still_open
from ebb.pathway.observations import Baseline
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

START = Baseline(
    nibp_sys_mmhg=Decimal(130),
    nibp_dia_mmhg=Decimal(80),
    hr_per_min=Decimal(72),
    rr_per_min=Decimal(14),
    spo2_percent=Decimal(98),
    pain=7,
)
VITALS = {
    "nibp_sys_mmhg": Decimal(134), "nibp_dia_mmhg": Decimal(82), "spo2_percent": Decimal(97), "hr_per_min": Decimal(70),
    "rr_per_min": Decimal(14),
}  # fmt: skip
HOME = [
    happened(e.Stopped, 100),
    happened(e.VitalsCharted, 160, **VITALS),
    happened(e.AldreteScored, 160),
    happened(e.PadssScored, 160),
    happened(e.Scored, 160, scale="sedation", score=0),
    happened(e.Scored, 160, scale="dissociation", score=0),
    happened(e.Scored, 160, scale="nausea", score=1),
    happened(e.Scored, 160, scale="pain", score=3),
    happened(e.ReadinessChecked, 160),
]


def judged(*more: e.Event, at: float = 161, baseline: Baseline = START, **told: Any) -> Gate:
    asked: dict[str, Any] = {"programme": "A", "first_visit": False} | told
    return gate(VisitFacts.of([*HOME, *more]), (), baseline, minute(at), **asked)


def open_ids(found: Gate) -> dict[str, str]:
    return {finding.id: finding.state for finding in found.open_findings}


def test_a_recovered_patient_passes_every_item() -> None:
    found = judged()

    assert open_ids(found) == {}
    assert (found.passed_count, found.total) == (19, 19)
    assert not still_open(found)


def test_nothing_recorded_is_nothing_passed() -> None:
    found = gate(VisitFacts.of([]), (), Baseline(), minute(0), programme="A", first_visit=None)

    assert {item.passed for item in found.items if not item.waits and item.id != "home.alarms"} == {None}
    assert still_open(found)


def test_aldrete_ten_with_dissociation_two_blocks_the_way_home() -> None:
    found = judged(happened(e.Scored, 161, scale="dissociation", score=2))

    assert open_ids(found) == {"home.dissociation": "present"}
    assert [item.detail for item in found.items if item.id == "home.aldrete"] == ["10 of 10, 9 needed"]
    assert still_open(found)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (happened(e.AldreteScored, 161, oxygen=0), "home.aldrete"),
        (happened(e.PadssScored, 161, nausea=0), "home.padss"),
        (happened(e.ReadinessChecked, 161, oriented=False), "home.oriented"),
        (happened(e.ReadinessChecked, 161, patient_agrees=False), "home.dissociation"),
        (happened(e.ReadinessChecked, 161, walks_as_before=False), "home.walking"),
        (happened(e.ReadinessChecked, 161, sips_tolerated=False), "home.nausea"),
        (happened(e.ReadinessChecked, 161, cannula_out=False), "home.cannula"),
        (happened(e.ReadinessChecked, 161, escort_identified=False), "home.escort"),
        (happened(e.ReadinessChecked, 161, advice_given=False), "home.advice"),
        (happened(e.ReadinessChecked, 161, driving_understood=False), "home.driving"),
        (happened(e.Scored, 161, scale="nausea", score=4), "home.nausea"),
        (happened(e.VitalsCharted, 161, **VITALS | {"spo2_percent": Decimal(95)}), "home.oxygen"),
        (happened(e.VitalsCharted, 161, **VITALS | {"nibp_sys_mmhg": Decimal(157)}), "home.pressure"),
        (happened(e.VitalsCharted, 161, **VITALS | {"nibp_sys_mmhg": Decimal(103)}), "home.pressure"),
        (happened(e.Scored, 161, scale="sedation", score=1), "home.sedation"),
        (happened(e.AldreteScored, 161, consciousness=1), "home.sedation"),
        (happened(e.VitalsCharted, 161, **VITALS | {"hr_per_min": Decimal(49)}), "home.heart_rate"),
        (happened(e.VitalsCharted, 161, **VITALS | {"hr_per_min": Decimal(111)}), "home.heart_rate"),
        (happened(e.VitalsCharted, 161, **VITALS | {"rr_per_min": Decimal(9)}), "home.breathing"),
        (happened(e.VitalsCharted, 161, **VITALS | {"rr_per_min": Decimal(25)}), "home.breathing"),
    ],
)  # fmt: skip
def test_each_item_blocks_by_itself(more: e.Event, expected: str) -> None:
    assert open_ids(judged(more)) == {expected: "present"}


@pytest.mark.parametrize(
    ("minutes", "told", "passed"),
    [
        (129, {}, False), (130, {}, True),
        (159, {"first_visit": True}, False), (160, {"first_visit": True}, True), (159, {"first_visit": None}, False),
        (159, {"programme": "B"}, False), (160, {"programme": "B"}, True),
    ],
)  # fmt: skip
def test_the_observation_time_depends_on_programme_and_visit(minutes: int, told: dict[str, Any], passed: bool) -> None:
    (item,) = [item for item in judged(at=minutes, **told).items if item.id == "home.observed"]

    assert item.passed is passed


@pytest.mark.parametrize(
    ("taken", "at", "said"),
    [
        (90, 105, "no pressure since the infusion ended"),
        (101, 117, "no pressure in the last 15 minutes"),
    ],
)
def test_a_missing_pressure_is_told_as_it_is(taken: float, at: float, said: str) -> None:
    visit = [happened(e.Stopped, 100), happened(e.VitalsCharted, taken, **VITALS)]

    found = gate(VisitFacts.of(visit), (), START, minute(at), programme="A", first_visit=False)

    assert [item.detail for item in found.items if item.id == "home.pressure"] == [said]


def test_the_monitors_numbers_come_before_charted_ones() -> None:
    facts = VisitFacts.of(HOME)
    low = happened(e.VitalsCharted, 165, spo2_percent=Decimal(92))

    found = gate(facts, [low], START, minute(166), programme="A", first_visit=False)

    assert open_ids(found) == {"home.oxygen": "present"}


def test_a_prescriber_may_discharge_against_named_items_with_a_reason() -> None:
    found = judged(happened(e.Scored, 161, scale="nausea", score=4), happened(e.AldreteScored, 161, activity=0))
    both = ["home.nausea", "home.aldrete"]

    assert not still_open(found, against=both, reason="lives with a nurse", by_prescriber=True)
    assert still_open(found, against=both, reason=" ", by_prescriber=True)
    assert still_open(found, against=both, reason="lives with a nurse")
    left = still_open(found, against=["home.nausea"], reason="usual for her", by_prescriber=True)
    assert [finding.id for finding in left] == ["home.aldrete"]
