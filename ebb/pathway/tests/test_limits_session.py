from decimal import Decimal

import pytest

from ebb.pathway.findings import Finding, Level
from ebb.pathway.limits import judge_bolus, judge_concentration, judge_order, judge_rate, judge_total
from ebb.pathway.orders import Order
from ebb.pathway.programmes import EXTENDED, SHORT

HALF = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40)


def ids(found: list[Finding]) -> list[str]:
    return [finding.id for finding in found]


@pytest.mark.parametrize(
    ("total", "kg", "fires"),
    [
        ("40", 80, []),
        ("40.01", 80, ["L-total-soft-high"]),
        ("50", 120, []),
        ("50.01", 120, ["L-total-absolute-soft-high"]),
        ("80", 80, ["L-total-soft-high"]),
        ("80.01", 80, ["L-total-hard-high"]),
        ("100.01", 120, ["L-total-absolute-hard-high"]),
    ],
)
def test_a_session_total_stops_at_the_tighter_of_two(total: str, kg: int, fires: list[str]) -> None:
    assert ids(judge_total(SHORT, total_mg=Decimal(total), weight_kg=Decimal(kg))) == fires


def test_a_bolus_has_its_own_limit_and_counts_in_the_total() -> None:
    def bolus(mg: str, minutes: int = 10, session: str = "0", physician: bool = True) -> list[str]:
        return ids(
            judge_bolus(
                SHORT,
                dose_mg=Decimal(mg),
                duration_min=minutes,
                weight_kg=Decimal(80),
                session_mg=Decimal(session),
                by_physician=physician,
            )
        )

    assert bolus("28") == []
    assert bolus("28.01") == ["L-bolus-hard-high"]
    assert bolus("10", minutes=9) == ["L-bolus-time-hard-low"]
    assert bolus("10", session="40") == ["L-total-soft-high"]
    assert bolus("10", session="71") == ["L-total-hard-high"]
    assert bolus("10", physician=False) == ["L-bolus-physician"]


def test_a_pump_rate_is_judged_by_what_it_gives_the_patient() -> None:
    sixty = judge_rate(SHORT, rate_ml_per_h=Decimal(60), concentration_mg_per_ml=Decimal(1), weight_kg=Decimal(80))
    of_another_bag = judge_rate(
        SHORT, rate_ml_per_h=Decimal(60), concentration_mg_per_ml=Decimal(10), weight_kg=Decimal(80)
    )

    assert sixty == []
    assert ids(of_another_bag) == ["L-rate-anaesthetic"]


def test_going_down_is_remarked_on_and_never_blocked() -> None:
    found = judge_rate(
        SHORT,
        rate_ml_per_h=Decimal(10),
        concentration_mg_per_ml=Decimal(1),
        weight_kg=Decimal(80),
        present_mg_per_h=Decimal(60),
    )

    assert [(finding.id, finding.level) for finding in found] == [("L-rate-soft-low", Level.CAUTION)]


def test_a_first_visit_starts_gently() -> None:
    strong = Order(programme="A", dose_mg_per_kg=Decimal("0.51"), duration_min=60)
    gentle = Order(programme="A", dose_mg_per_kg=Decimal("0.29"), duration_min=60)

    assert "L-start-soft-high" in ids(judge_order(strong, weight_kg=Decimal(60), first_visit=True))
    assert "L-start-soft-low" in ids(judge_order(gentle, weight_kg=Decimal(60), first_visit=True))
    assert "L-start-soft-high" not in ids(judge_order(strong, weight_kg=Decimal(60)))


def test_the_next_visit_goes_up_by_a_tenth_at_most() -> None:
    tenth = Order(programme="A", dose_mg_per_kg=Decimal("0.6"), duration_min=60)
    more = Order(programme="A", dose_mg_per_kg=Decimal("0.61"), duration_min=60)
    less = Order(programme="A", dose_mg_per_kg=Decimal("0.3"), duration_min=60)

    assert "L-increase-soft-high" not in ids(judge_order(tenth, weight_kg=Decimal(60), last=HALF))
    assert "L-increase-soft-high" in ids(judge_order(more, weight_kg=Decimal(60), last=HALF))
    assert ids(judge_order(less, weight_kg=Decimal(60), last=HALF)) == []


def test_only_diluted_solutions_of_the_programme_may_run() -> None:
    assert judge_concentration(SHORT, Decimal("2.000")) == []
    assert ids(judge_concentration(SHORT, Decimal(100))) == ["L-concentration-undiluted"]
    assert ids(judge_concentration(SHORT, Decimal(50))) == ["L-concentration-refused"]
    assert ids(judge_concentration(SHORT, Decimal("1.1533"))) == ["L-concentration-refused"]
    assert ids(judge_concentration(SHORT, Decimal(10))) == ["L-concentration-syringe"]
    assert judge_concentration(SHORT, Decimal(10), syringe_pump=True) == []
    assert ids(judge_concentration(EXTENDED, Decimal(10), syringe_pump=True)) == ["L-concentration-refused"]


def test_s_ketamine_is_never_converted_in_silence() -> None:
    order = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40, enantiomer="S(+)")

    assert ids(judge_order(order, weight_kg=Decimal(80))) == ["L-enantiomer"]
