from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway.day_gate import judge_baseline
from ebb.pathway.events import Event, Scored, Superseded, VitalsCharted
from ebb.pathway.findings import Finding
from ebb.pathway.tests.chair import happened
from ebb.pathway.visit_facts import VisitFacts

WELL = {
    "nibp_sys_mmhg": "128",
    "nibp_dia_mmhg": "78",
    "hr_per_min": "72",
    "rr_per_min": "14",
    "spo2_percent": "97",
    "temp_c": "36.8",
}
ALERT = happened(Scored, 0, scale="sedation", score=0)


def taken(minutes: float, **values: str) -> VitalsCharted:
    numbers = {name: Decimal(value) for name, value in (WELL | values).items()}
    return happened(VitalsCharted, minutes, **numbers)  # type: ignore[no-any-return]


def levels(*events: Event, **told: Any) -> dict[str, str]:
    return {finding.id: finding.level.value for finding in judge_baseline(VisitFacts.of(events), **told)}


def only(*events: Event) -> Finding:
    (finding,) = judge_baseline(VisitFacts.of(events))
    return finding


def test_resting_values_inside_the_limits_pass() -> None:
    assert levels(taken(0), ALERT) == {}


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("nibp_sys_mmhg", "149", None), ("nibp_sys_mmhg", "150", "HOLD"), ("nibp_sys_mmhg", "179", "HOLD"),
        ("nibp_sys_mmhg", "180", "STOP"), ("nibp_sys_mmhg", "90", None), ("nibp_sys_mmhg", "89", "STOP"),
        ("nibp_dia_mmhg", "94", None), ("nibp_dia_mmhg", "95", "HOLD"), ("nibp_dia_mmhg", "110", "STOP"),
        ("hr_per_min", "100", None), ("hr_per_min", "101", "HOLD"), ("hr_per_min", "120", "HOLD"),
        ("hr_per_min", "121", "STOP"), ("hr_per_min", "50", None), ("hr_per_min", "49", "HOLD"),
        ("hr_per_min", "45", "HOLD"), ("hr_per_min", "44", "STOP"),
        ("rr_per_min", "20", None), ("rr_per_min", "21", "HOLD"), ("rr_per_min", "30", "STOP"),
        ("rr_per_min", "10", None), ("rr_per_min", "9", "STOP"),
        ("spo2_percent", "94", None), ("spo2_percent", "93", "HOLD"), ("spo2_percent", "90", "HOLD"),
        ("spo2_percent", "89", "STOP"),
        ("temp_c", "37.9", None), ("temp_c", "38.0", "HOLD"), ("temp_c", "38.5", "STOP"),
    ],
)  # fmt: skip
def test_each_limit_begins_where_the_table_says(column: str, value: str, expected: str | None) -> None:
    assert list(levels(taken(0, **{column: value}), ALERT).values()) == ([expected] if expected else [])


def test_a_usual_low_value_without_symptoms_is_a_physicians_decision() -> None:
    low = taken(0, nibp_sys_mmhg="87", hr_per_min="42")
    lower = taken(0, nibp_sys_mmhg="84", hr_per_min="39")
    usual = ["nibp_sys_mmhg", "hr_per_min"]

    assert levels(low, ALERT) == {"day.systolic": "STOP", "day.heart_rate": "STOP"}
    assert levels(low, ALERT, usual=usual) == {"day.systolic": "OVERRIDE", "day.heart_rate": "OVERRIDE"}
    assert levels(lower, ALERT, usual=usual) == {"day.systolic": "STOP", "day.heart_rate": "STOP"}


def test_a_wait_that_does_not_clear_after_two_repeats_needs_a_physician() -> None:
    high = [taken(minutes, nibp_sys_mmhg="158") for minutes in (0, 10, 22)]

    found = [only(ALERT, *high[: count + 1]) for count in range(3)]

    assert [finding.level for finding in found] == ["HOLD", "HOLD", "OVERRIDE"]
    assert found[0].text == "Systolic pressure is 158 mmHg, at or above 150 mmHg."
    assert "2 of 2 repeats left" in found[0].remedy
    assert "1 of 2 repeats left" in found[1].remedy


def test_a_repeat_without_rest_does_not_count() -> None:
    hasty = [taken(minutes, nibp_sys_mmhg="158") for minutes in (0, 2, 4, 6)]

    assert levels(ALERT, *hasty) == {"day.systolic": "HOLD"}


def test_a_reading_that_passes_clears_the_wait_and_begins_afresh() -> None:
    settled = [taken(0, hr_per_min="110"), taken(10, hr_per_min="110"), taken(20, hr_per_min="96")]

    assert levels(ALERT, *settled) == {}
    assert levels(ALERT, *settled, taken(30, hr_per_min="110")) == {"day.heart_rate": "HOLD"}


def test_a_value_never_measured_is_unknown_and_holds() -> None:
    untaken = happened(VitalsCharted, 0, nibp_sys_mmhg=Decimal(120))

    found = judge_baseline(VisitFacts.of([untaken, ALERT]))

    assert {finding.id for finding in found} == {
        "day.diastolic", "day.heart_rate", "day.breathing", "day.oxygen", "day.temperature",
    }  # fmt: skip
    assert {(finding.level.value, finding.state) for finding in found} == {("HOLD", "unknown")}


def test_a_superseded_reading_does_not_count() -> None:
    typo = taken(0, nibp_sys_mmhg="199")

    assert levels(ALERT, taken(-5), typo, happened(Superseded, 1, event_id=typo.id)) == {}


def test_any_drowsiness_before_the_start_stops_and_silence_holds() -> None:
    drowsy = only(taken(0), happened(Scored, 0, scale="sedation", score=1))
    unasked = only(taken(0), happened(Scored, 0, scale="sedation", score=None, not_asked=True))

    assert (drowsy.level, drowsy.state) == ("STOP", "present")
    assert (unasked.level, unasked.state) == ("HOLD", "unknown")
