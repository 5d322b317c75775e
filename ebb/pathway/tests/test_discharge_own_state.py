"""The way home is judged against the patient's own state: who came in a wheelchair or with pain 7 can go home so."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ebb.pathway import events as e
from ebb.pathway.tests.chair import happened
from ebb.pathway.tests.test_discharge_gate import START, VITALS, judged, open_ids


def test_a_wheelchair_user_passes_in_the_wheelchair() -> None:
    seated = replace(START, aldrete_activity=1)
    scores = [happened(e.AldreteScored, 161, activity=1, respiration=1), happened(e.PadssScored, 161, walking=0)]

    assert open_ids(judged(*scores, baseline=seated)) == {}
    assert open_ids(judged(*scores)) == {"home.aldrete": "present"}


def test_pain_as_strong_as_before_does_not_keep_the_patient() -> None:
    scored = happened(e.PadssScored, 161, pain=0)

    assert open_ids(judged(scored, happened(e.Scored, 161, scale="pain", score=7))) == {}
    assert open_ids(judged(scored, happened(e.Scored, 161, scale="pain", score=8))) == {"home.padss": "present"}


def test_oxygen_at_home_counts_as_the_patients_own_state() -> None:
    on_oxygen = replace(START, spo2_percent=Decimal(92), usual_oxygen=True)
    scored = happened(e.AldreteScored, 161, oxygen=1, activity=1)
    vitals = happened(e.VitalsCharted, 161, **VITALS | {"spo2_percent": Decimal(92)})

    assert open_ids(judged(scored, vitals, baseline=on_oxygen)) == {}
    assert open_ids(judged(scored, vitals, baseline=replace(on_oxygen, usual_oxygen=False))) == {
        "home.aldrete": "present"
    }


def test_a_pressure_no_higher_than_at_the_start_passes_however_high_that_was() -> None:
    high = replace(START, nibp_sys_mmhg=Decimal(168), nibp_dia_mmhg=Decimal(92))
    vitals = happened(e.VitalsCharted, 161, **VITALS | {"nibp_sys_mmhg": Decimal(166), "nibp_dia_mmhg": Decimal(92)})

    assert open_ids(judged(vitals, baseline=high)) == {}
    assert open_ids(judged(vitals)) == {"home.pressure": "present"}


def test_a_heart_that_beat_so_slowly_at_the_start_keeps_nobody() -> None:
    slow = replace(START, hr_per_min=Decimal(46), rr_per_min=Decimal(26))
    at_46 = happened(e.VitalsCharted, 161, **VITALS | {"hr_per_min": Decimal(46), "rr_per_min": Decimal(26)})
    at_45 = happened(e.VitalsCharted, 161, **VITALS | {"hr_per_min": Decimal(45), "rr_per_min": Decimal(27)})

    assert open_ids(judged(at_46, baseline=slow)) == {}
    assert open_ids(judged(at_46)) == {"home.heart_rate": "present", "home.breathing": "present"}
    assert open_ids(judged(at_45, baseline=slow)) == {"home.heart_rate": "present", "home.breathing": "present"}


@pytest.mark.parametrize(
    ("start", "now", "passed"),
    [(91, 90, True), (91, 89, False), (98, 96, True), (98, 95, False)],
)
def test_oxygen_has_a_floor_under_the_own_start(start: int, now: int, passed: bool) -> None:
    found = judged(
        happened(e.VitalsCharted, 161, **VITALS | {"spo2_percent": Decimal(now)}),
        baseline=replace(START, spo2_percent=Decimal(start)),
    )

    assert ("home.oxygen" in open_ids(found)) is not passed


@pytest.mark.parametrize(("now", "passed"), [(90, True), (89, False)])
def test_pressure_has_a_floor_under_the_own_start(now: int, passed: bool) -> None:
    low = replace(START, nibp_sys_mmhg=Decimal(92), nibp_dia_mmhg=Decimal(60))
    numbers = VITALS | {"nibp_sys_mmhg": Decimal(now), "nibp_dia_mmhg": Decimal(58)}

    found = judged(happened(e.VitalsCharted, 161, **numbers), baseline=low)

    assert ("home.pressure" in open_ids(found)) is not passed


def test_what_was_scored_during_the_infusion_does_not_count() -> None:
    stopped_later = happened(e.Stopped, 161, id="later")

    assert open_ids(judged(stopped_later))["home.aldrete"] == "unknown"
    assert open_ids(judged(stopped_later))["home.pressure"] == "unknown"
