from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway.findings import Finding, Level
from ebb.pathway.limits import judge_order
from ebb.pathway.orders import Order

BASES = ("dose_mg_per_kg", "rate_mg_per_kg_per_h")


def judged(programme: str = "A", kg: int = 80, minutes: int = 40, **told: Any) -> dict[str, Finding]:
    given: dict[str, Any] = {name: Decimal(told.pop(name)) for name in BASES if name in told}
    cap = told.pop("cap_mg_per_h", None)
    order = Order(programme=programme, duration_min=minutes, cap_mg_per_h=cap, **given)
    return {finding.id: finding for finding in judge_order(order, weight_kg=Decimal(kg), **told)}


def test_the_published_schemes_pass_without_a_word() -> None:
    assert not judged(dose_mg_per_kg="0.5", concentration_mg_per_ml=Decimal(1), first_visit=True)
    assert not judged("B", 70, 240, rate_mg_per_kg_per_h="0.35", cap_mg_per_h=Decimal(25), first_visit=True)
    assert not judged("B", 100, 240, rate_mg_per_kg_per_h="0.35", cap_mg_per_h=Decimal(25))


@pytest.mark.parametrize("cap", [None, Decimal(25)])
def test_five_typed_for_half_is_refused_as_an_error_even_under_a_cap(cap: Decimal | None) -> None:
    found = judged("B", 70, 240, rate_mg_per_kg_per_h="5", cap_mg_per_h=cap)

    assert found["L-rate-anaesthetic"].level is Level.STOP
    assert "L-rate-hard-high" not in found


def test_ten_times_the_usual_dose_is_refused() -> None:
    assert judged(dose_mg_per_kg="5.0")["L-rate-anaesthetic"].level is Level.STOP
    assert judged("B", 70, 240, rate_mg_per_kg_per_h="3.5")["L-rate-hard-high"].level is Level.STOP


@pytest.mark.parametrize(
    ("programme", "rate", "minutes", "fires"),
    [
        ("A", "0.24", 60, "L-rate-soft-low"),
        ("A", "0.25", 60, None),
        ("A", "0.80", 40, None),
        ("A", "0.81", 40, "L-rate-soft-high"),
        ("A", "1.00", 40, "L-rate-soft-high"),
        ("A", "1.01", 40, "L-rate-hard-high"),
        ("B", "0.09", 120, "L-rate-soft-low"),
        ("B", "0.10", 120, None),
        ("B", "0.60", 120, None),
        ("B", "0.61", 120, "L-rate-soft-high"),
        ("B", "1.01", 120, "L-rate-hard-high"),
    ],
)
def test_a_rate_limit_fires_beyond_its_value_and_not_at_it(
    programme: str, rate: str, minutes: int, fires: str | None
) -> None:
    found = judged(programme, 50, minutes, rate_mg_per_kg_per_h=rate)

    assert [name for name in found if name.startswith("L-rate")] == ([fires] if fires else [])


def test_of_two_soft_limits_on_a_rate_the_tighter_is_named() -> None:
    heavy = judged(kg=105, rate_mg_per_kg_per_h="0.85")
    lighter = judged(kg=95, rate_mg_per_kg_per_h="0.90")

    assert heavy["L-rate-absolute-soft-high"].text == "The rate of 89.25 mg/h is above the soft limit of 80 mg/h."
    assert "L-rate-soft-high" not in heavy
    assert lighter["L-rate-soft-high"].text == "The rate of 0.9 mg/kg/h is above the soft limit of 0.8 mg/kg/h."
    assert "L-rate-absolute-soft-high" not in lighter


def test_a_hard_limit_speaks_before_a_soft_one() -> None:
    found = judged(kg=120, dose_mg_per_kg="0.6")

    assert found["L-rate-absolute-hard-high"].level is Level.STOP
    assert "L-rate-soft-high" not in found


def test_an_anaesthesia_professional_raises_the_hard_rate_and_nothing_else() -> None:
    alone = judged(kg=45, minutes=30, rate_mg_per_kg_per_h="2.0")
    attended = judged(kg=45, minutes=30, rate_mg_per_kg_per_h="2.0", anaesthesia_attends=True)
    beyond = judged(kg=45, minutes=30, rate_mg_per_kg_per_h="2.1", anaesthesia_attends=True)

    assert "L-rate-hard-high" in alone
    assert attended["L-rate-soft-high"].level is Level.OVERRIDE
    assert "L-rate-hard-high" in beyond


@pytest.mark.parametrize(
    ("programme", "minutes", "fires"),
    [
        ("A", 29, "L-duration-hard-low"),
        ("A", 30, "L-duration-soft-low"),
        ("A", 40, None),
        ("A", 90, None),
        ("A", 91, "L-duration-hard-high"),
        ("B", 89, "L-duration-hard-low"),
        ("B", 119, "L-duration-soft-low"),
        ("B", 300, None),
        ("B", 301, "L-duration-hard-high"),
    ],
)
def test_a_programme_keeps_its_duration(programme: str, minutes: int, fires: str | None) -> None:
    found = judged(programme, 50, minutes, rate_mg_per_kg_per_h="0.3")

    assert [name for name in found if name.startswith("L-duration")] == ([fires] if fires else [])


@pytest.mark.parametrize(
    ("programme", "kg", "minutes", "rate", "cap", "fires"),
    [
        ("A", 80, 40, "0.75", "14.9", ["L-total-soft-low", "L-cap-soft-low"]),
        ("A", 80, 40, "0.75", "15", []),
        ("A", 80, 40, "0.75", "80", []),
        ("A", 80, 40, "0.75", "80.1", ["L-cap-soft-high"]),
        ("B", 70, 240, "0.35", "2.5", ["L-total-soft-low", "L-cap-soft-low"]),
        ("B", 80, 240, "0.35", "6.9", ["L-total-soft-low", "L-cap-soft-low"]),
        ("B", 80, 240, "0.35", "7", []),
        ("B", 70, 240, "0.35", "40", []),
        ("B", 70, 240, "0.35", "40.1", ["L-cap-soft-high"]),
    ],
)
def test_a_cap_or_a_total_far_from_the_usual_is_asked_about(
    programme: str, kg: int, minutes: int, rate: str, cap: str, fires: list[str]
) -> None:
    found = judged(programme, kg, minutes, rate_mg_per_kg_per_h=rate, cap_mg_per_h=Decimal(cap))

    assert list(found) == fires
    assert all(finding.level is Level.OVERRIDE for finding in found.values())
