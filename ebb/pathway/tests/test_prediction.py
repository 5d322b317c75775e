from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway import events as e
from ebb.pathway.prediction import MOST_STEPS, Curve, expect, foreseen, predicted
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts
from ebb.pharmacology import (
    Participant,
    Regimen,
    domino_1984,
    fanta_2015_otto_2021,
    kamp_2020,
    simons_2022,
    simulate,
)

START = happened(e.InfusionStarted, 0)


def curves(events: list[e.Event], at: float, **told: Any) -> list[Curve[datetime]]:
    asked = {"from_": minute(0), "to": minute(120), "weight_kg": Decimal(80), "age_y": 40.0, "ordered_mg": Decimal(40)}
    return predicted(VisitFacts.of(events), at=minute(at), **{"models": [kamp_2020], **asked, **told})


def value(curve: Curve[datetime], moment: datetime) -> float:
    return dict(curve.points)[moment]


def expected(regimen: str, at_min: float) -> float:
    result = simulate(kamp_2020, Regimen.parse(regimen), Participant(weight_kg=80, age_y=40), [at_min])
    return float(result.cp_ng_ml[0, 0])


def test_it_follows_the_recorded_rates_and_then_the_rest_of_the_order() -> None:
    [curve] = curves([START], at=10)

    for at_min in (5, 10, 40, 90):
        assert value(curve, minute(at_min)) == pytest.approx(expected("infusion 60 mg/h 0-40 min", at_min))
    assert curve.future_from == minute(10)
    assert (curve.points[0][0], curve.points[-1][0]) == (minute(0), minute(120))


def test_a_lower_rate_runs_longer_to_the_same_total() -> None:
    [curve] = curves([START, happened(e.RateChanged, 20)], at=25)

    lowered = expected("infusion 60 mg/h 0-20 min; infusion 30 mg/h 20-60 min", 70)
    assert value(curve, minute(70)) == pytest.approx(lowered)


def test_while_paused_nothing_more_is_assumed() -> None:
    [curve] = curves([START, happened(e.Paused, 20)], at=25)

    assert value(curve, minute(60)) == pytest.approx(expected("infusion 60 mg/h 0-20 min", 60))


def test_a_stop_found_late_lowers_the_past_too() -> None:
    found = happened(e.PumpFoundStopped, 30, stopped_at=minute(15))

    [curve] = curves([START, found], at=30)

    assert value(curve, minute(25)) == pytest.approx(expected("infusion 60 mg/h 0-15 min", 25))


def test_a_stronger_bag_shows_in_the_curve() -> None:
    changed = happened(e.ContainerChanged, 10, rate_ml_per_h=Decimal(60))

    [curve] = curves([START, changed], at=20)

    doubled = expected("infusion 60 mg/h 0-10 min; infusion 120 mg/h 10-20 min", 20)
    assert value(curve, minute(20)) == pytest.approx(doubled)


def test_a_slow_bolus_runs_beside_the_infusion_and_a_push_goes_in_at_once() -> None:
    [slow] = curves([START, happened(e.BolusGiven, 10)], at=30)
    [push] = curves([START, happened(e.BolusGiven, 10, duration_min=Decimal(1))], at=30)

    assert value(slow, minute(15)) == pytest.approx(
        expected("infusion 60 mg/h 0-40 min; infusion 30 mg/h 10-20 min", 15)
    )
    assert value(push, minute(15)) == pytest.approx(expected("infusion 60 mg/h 0-40 min; bolus 5 mg @10 min", 15))


def test_each_model_draws_its_own_line() -> None:
    found = curves([START], at=10, models=[kamp_2020, domino_1984])

    assert [curve.model_id for curve in found] == ["kamp_2020", "domino_1984"]
    assert found[0].points != found[1].points


def test_before_the_first_drug_there_is_no_line() -> None:
    assert curves([], at=10) == []
    assert curves([happened(e.InfusionStarted, 20)], at=10) == []


def test_beyond_what_the_model_was_studied_in_it_says_from_when_and_why() -> None:
    slow = happened(e.InfusionStarted, 0, rate_ml_per_h=Decimal(12))

    [curve] = curves([slow], at=10, to=minute(240))
    [child] = curves([START], at=10, age_y=12.0)

    assert curve.outside_from == minute(121)
    assert "120 min" in curve.why[0]
    assert child.outside_from == minute(0)
    assert "age" in child.why[0]


def test_a_rate_no_model_accepts_says_so_instead_of_drawing() -> None:
    [curve] = curves([happened(e.InfusionStarted, 0, rate_ml_per_h=Decimal(600))], at=1)

    assert curve.points == ()
    assert "ceiling" in curve.why[0]


def test_an_impossible_age_leaves_no_line_and_says_why() -> None:
    [curve] = curves([START], at=10, age_y=200.0)

    assert (curve.points, curve.model_id) == ((), "kamp_2020")
    assert "age" in curve.why[0]


def test_a_later_window_keeps_the_earlier_drug() -> None:
    [whole] = curves([START], at=50)
    [part] = curves([START], at=50, from_=minute(45))

    assert part.points[0][0] == minute(45)
    assert part.points[0][1] == pytest.approx(value(whole, minute(45)))
    assert part.future_from == minute(50)


def test_a_model_of_s_ketamine_is_given_half_of_what_ran() -> None:
    drug, norketamine = curves([START], at=10, models=[fanta_2015_otto_2021])

    half = Regimen.parse("infusion 30 mg/h 0-40 min", drug="S")
    typical = float(simulate(fanta_2015_otto_2021, half, Participant(80, 40), [40]).cp_ng_ml[0, 0])
    assert value(drug, minute(40)) == pytest.approx(typical, rel=0.05)
    assert (drug.drug, drug.basis, norketamine.analyte) == ("S", "S-ketamine base", "norketamine")


def test_the_band_lies_around_the_line_and_is_the_same_each_time() -> None:
    drug, _ = curves([START], at=10, models=[fanta_2015_otto_2021])
    again, _ = curves([START], at=10, models=[fanta_2015_otto_2021])

    assert drug.band is not None
    assert all(low <= middle <= high for (_, middle), (_, low, high) in zip(drug.points, drug.band, strict=True))
    assert drug.band[40][2] > 1.2 * drug.band[40][1]
    assert again == drug


def test_without_published_differences_there_is_no_band() -> None:
    [curve] = curves([START], at=10)

    assert curve.band is None


def test_it_is_silent_so_soon_after_a_bolus_that_the_model_is_not_to_be_believed() -> None:
    push = happened(e.BolusGiven, 20, duration_min=Decimal(1))

    drug, _ = curves([START, push], at=30, models=[fanta_2015_otto_2021])

    told = [moment for moment, _ in drug.points]
    assert minute(19) in told
    assert minute(25) not in told
    assert minute(30) in told


def test_time_alone_changes_nothing_that_was_calculated() -> None:
    early, late = (curves([START], at=at, models=[simons_2022]) for at in (10.2, 10.9))

    assert early[0].points == late[0].points
    assert (early[0].future_from, late[0].future_from) == (minute(10.2), minute(10.9))


def test_the_same_question_is_calculated_once() -> None:
    asked = (simons_2022, Regimen.parse("infusion 11 mg/h 0-7 min"), Participant(81, 41), (0.0, 7.0))

    assert expect(*asked) is expect(*asked)


def test_what_nobody_gave_yet_is_foreseen_by_every_shown_model() -> None:
    hour = tuple(float(minute) for minute in range(61))

    found = foreseen(Regimen.parse("infusion 60 mg/h 0-40 min"), weight_kg=80, age_y=40, minutes=hour)

    assert [(curve.model_id, curve.analyte) for curve in found] == [
        ("kamp_2020", "ketamine"),
        ("domino_1984", "ketamine"),
        ("fanta_2015_otto_2021", "ketamine"),
        ("fanta_2015_otto_2021", "norketamine"),
    ]
    assert dict(found[0].points)[40.0] == pytest.approx(expected("infusion 60 mg/h 0-40 min", 40))


def test_a_visit_nobody_ended_for_years_still_has_its_lines() -> None:
    day, years = 24 * 60, 4 * 366 * 24 * 60

    [curve] = curves([START], at=years, to=minute(years))
    [within_a_day] = curves([START], at=day, to=minute(day))

    assert len(curve.points) <= MOST_STEPS + 3
    assert curve.points[-1][0] >= minute(years)
    assert len(within_a_day.points) == day + 1
