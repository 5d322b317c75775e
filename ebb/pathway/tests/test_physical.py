from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway.amounts import pump_difference
from ebb.pathway.events import InfusionStarted, PumpVolumeRead
from ebb.pathway.findings import Level, blocking
from ebb.pathway.physical import balance, judge_pump, judge_waste
from ebb.pathway.tests.chair import happened


def judged(waste: str | None, **told: Any) -> list[str]:
    ordinary: dict[str, Any] = {
        "drawn_mg": Decimal(50),
        "given_mg": Decimal(40),
        "concentration_mg_per_ml": Decimal(1),
        "actor": "nurse-1",
        "witness": "nurse-2",
    }
    found = judge_waste(waste_mg=None if waste is None else Decimal(waste), **{**ordinary, **told})
    return [finding.id for finding in found]


def test_four_missing_milligrams_are_a_gap_and_one_is_not() -> None:
    assert judged("6") == ["K-short"]
    assert judged("9") == []


@pytest.mark.parametrize(("waste", "finds"), [("7.5", []), ("7.49", ["K-short"]), ("12.5", []), ("12.51", ["K-over"])])
def test_the_tolerance_is_five_percent_of_what_was_drawn(waste: str, finds: list[str]) -> None:
    assert judged(waste) == finds


def test_a_millilitre_is_the_least_tolerance() -> None:
    small = {"drawn_mg": Decimal(10), "given_mg": Decimal(8), "concentration_mg_per_ml": Decimal(1)}

    assert judged("1", **small) == []
    assert judged("0.9", **small) == ["K-short"]


def test_an_early_stop_is_no_gap() -> None:
    assert judged("45", given_mg=Decimal(5)) == []


def test_waste_that_was_not_measured_is_not_zero() -> None:
    assert judged(None) == ["K-waste-unmeasured"]
    assert judged("0", given_mg=Decimal(50)) == []


def test_nobody_witnesses_their_own_waste() -> None:
    assert judged("9", witness="nurse-1") == ["K-witness"]
    assert judged("9", witness="") == ["K-witness"]


def test_the_gap_says_its_numbers_and_keeps_its_sign() -> None:
    [finding] = judge_waste(
        drawn_mg=Decimal(50),
        given_mg=Decimal(40),
        waste_mg=Decimal(6),
        concentration_mg_per_ml=Decimal(1),
        actor="nurse-1",
        witness="nurse-2",
    )
    over = balance(drawn_mg=Decimal(50), given_mg=Decimal(40), waste_mg=Decimal(14), concentration_mg_per_ml=Decimal(1))

    assert finding.text == "50 mg drawn, 40 mg given, 6 mg wasted: 4 mg missing, 2.5 mg allowed."
    assert finding.level is Level.HOLD
    assert over.gap_mg == -4


def test_the_pumps_difference_is_remarked_on_and_blocks_nothing() -> None:
    start = happened(InfusionStarted, 0)
    near = pump_difference([start, happened(PumpVolumeRead, 30, volume_ml=Decimal(31))])
    far = pump_difference([start, happened(PumpVolumeRead, 30, volume_ml=Decimal(35))])

    assert near is not None
    assert far is not None
    assert judge_pump(near) == []
    assert judge_pump(far)[0].text == "The pump shows 35 mL from bag 1; its rates come to 30 mL."
    assert blocking(judge_pump(far)) == []
