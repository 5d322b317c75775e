"""No default limit sits inside the patient's own value at rest, and none goes beyond its floor or its ceiling."""

from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway.alarms import AlarmLimit, Priority, limits_for
from ebb.pathway.alarms.limits import on_side
from ebb.pathway.alarms.personal import OWN_LIMITS, OwnLimit, bounds_findings, own_limits, proposed_bounds
from ebb.pathway.observations import Baseline
from ebb.pathway.vital_signs import VITAL_SIGNS

USUAL = {"hr_per_min": 72, "spo2_percent": 98, "rr_per_min": 14, "nibp_sys_mmhg": 128, "nibp_dia_mmhg": 78}
PROPOSED = {
    "hr_low_per_min": 50, "hr_high_per_min": 120, "spo2_low_percent": 92, "sys_low_mmhg": 96, "sys_high_mmhg": 165,
    "dia_high_mmhg": 100, "rr_low_per_min": 10, "rr_high_per_min": 30,
}  # fmt: skip


def at_rest(**changed: float) -> Baseline:
    values: dict[str, Any] = {name: Decimal(str(value)) for name, value in (USUAL | changed).items()}
    return Baseline(**values)


def bound(limits: tuple[AlarmLimit, ...], parameter: str, side: str, priority: Priority) -> float:
    return next(limit.bound for limit in on_side(limits, parameter, side) if limit.priority is priority)


def test_an_ordinary_patient_is_offered_the_defaults() -> None:
    assert proposed_bounds(at_rest()) == PROPOSED
    assert own_limits(at_rest()) == limits_for(at_rest())
    assert own_limits() == limits_for()


@pytest.mark.parametrize(
    ("resting", "name", "proposed"),
    [
        ({"hr_per_min": 47}, "hr_low_per_min", 42),
        ({"hr_per_min": 55}, "hr_low_per_min", 50),
        ({"hr_per_min": 54}, "hr_low_per_min", 49),
        ({"hr_per_min": 42}, "hr_low_per_min", 40),
        ({"hr_per_min": 118}, "hr_high_per_min", 123),
        ({"hr_per_min": 139}, "hr_high_per_min", 140),
        ({"spo2_percent": 91}, "spo2_low_percent", 89),
        ({"spo2_percent": 89}, "spo2_low_percent", 88),
        ({"rr_per_min": 10}, "rr_low_per_min", 8),
        ({"rr_per_min": 29}, "rr_high_per_min", 31),
        ({"rr_per_min": 34}, "rr_high_per_min", 35),
        ({"nibp_sys_mmhg": 158}, "sys_high_mmhg", 165),
        ({"nibp_sys_mmhg": 162}, "sys_high_mmhg", 167),
        ({"nibp_sys_mmhg": 179}, "sys_high_mmhg", 180),
        ({"nibp_sys_mmhg": 96}, "sys_low_mmhg", 90),
        ({"nibp_sys_mmhg": 125}, "sys_low_mmhg", 94),
        ({"nibp_dia_mmhg": 97}, "dia_high_mmhg", 102),
    ],
)
def test_a_limit_moves_out_of_the_value_at_rest_and_no_further_than_the_floor_or_the_ceiling(
    resting: dict[str, float], name: str, proposed: int
) -> None:
    assert proposed_bounds(at_rest(**resting))[name] == proposed


def test_the_low_alarm_moves_too_and_the_high_one_never() -> None:
    limits = own_limits(at_rest(nibp_sys_mmhg=158, spo2_percent=91))

    for line in ("nibp", "abp"):
        assert bound(limits, f"{line}_sys_mmhg", "high", Priority.LOW) == 163
        assert bound(limits, f"{line}_sys_mmhg", "high", Priority.HIGH) == 180
    assert bound(limits, "spo2_percent", "low", Priority.LOW) == 89
    assert bound(limits, "spo2_percent", "low", Priority.HIGH) == 88


@pytest.mark.parametrize("own", OWN_LIMITS, ids=lambda own: own.name)
def test_the_furthest_is_where_high_alarms_begin(own: OwnLimit) -> None:
    high = [
        limit.bound
        for limit in on_side(limits_for(), own.parameter, own.side)
        if limit.priority is Priority.HIGH and not limit.with_symptoms
    ]

    assert own.furthest == own.clamped(own.furthest)
    assert not high or own.furthest == (max(high) if own.side == "low" else min(high))
    assert own.name in PROPOSED
    assert own.parameter in VITAL_SIGNS


def test_what_is_signed_takes_the_place_of_the_medium_limit_on_cuff_and_line() -> None:
    limits = own_limits(at_rest(), proposed_bounds(at_rest()) | {"sys_high_mmhg": Decimal(150)})

    for parameter in ("nibp_sys_mmhg", "abp_sys_mmhg"):
        assert bound(limits, parameter, "high", Priority.MEDIUM) == 150
        assert bound(limits, parameter, "high", Priority.HIGH) == 180


@pytest.mark.parametrize(
    ("name", "signed", "wrong"),
    [
        ("hr_low_per_min", 40, None), ("hr_low_per_min", 39, "limits.too_far"),
        ("hr_low_per_min", 67, None), ("hr_low_per_min", 68, "limits.inside"),
        ("sys_high_mmhg", 180, None), ("sys_high_mmhg", 181, "limits.too_far"),
        ("sys_high_mmhg", 133, None), ("sys_high_mmhg", 132, "limits.inside"),
        ("spo2_low_percent", 96, None), ("spo2_low_percent", 97, "limits.inside"),
        ("rr_high_per_min", 35, None), ("rr_high_per_min", 36, "limits.too_far"),
    ],
)  # fmt: skip
def test_limits_are_signed_between_the_value_at_rest_and_the_furthest(
    name: str, signed: int, wrong: str | None
) -> None:
    found = bounds_findings(proposed_bounds(at_rest()) | {name: Decimal(signed)}, at_rest())

    assert [finding.id for finding in found] == ([wrong] if wrong else [])
    assert all(f"{signed}" in finding.text and finding.remedy for finding in found)


@pytest.mark.parametrize("resting", [{}, {"hr_per_min": 41}, {"nibp_sys_mmhg": 86}, {"nibp_sys_mmhg": 178}])
def test_what_is_proposed_may_always_be_signed(resting: dict[str, float]) -> None:
    baseline = at_rest(**resting)

    assert bounds_findings(proposed_bounds(baseline), baseline) == []
    assert bounds_findings(proposed_bounds(Baseline()), Baseline()) == []
