from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.controlled_drugs.actions import count_opening
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.refusals import Unconfirmed
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.pathway.findings import Refused


def test_it_refuses_a_second_start_and_says_when_the_first_was(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match=r"started already, at 09:00 by Nora Nurse"):
        actions.start_infusion(infusion, by=cast.second_nurse.pk, at=after(at, 1))


def test_it_refuses_to_stop_twice(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.stopped(cast, at)

    with nothing_written(), pytest.raises(Refused, match=r"stopped already, at 09:00 by Nora Nurse"):
        actions.stop(infusion, completed=True, by=cast.second_nurse.pk, at=after(at, 1))


@pytest.mark.parametrize(
    "act",
    [
        lambda visit, **now: actions.start_infusion(visit, **now),
        lambda visit, **now: actions.pause(visit, **now),
        lambda visit, **now: actions.resume(visit, **now),
        lambda visit, **now: actions.stop(visit, completed=True, **now),
        lambda visit, **now: actions.change_rate(visit, rate_ml_per_h=Decimal(10), **now),
        lambda visit, **now: actions.change_container(visit, container="bag 2", **now),
        lambda visit, **now: actions.did_not_come(visit, **now),
        lambda visit, **now: actions.pump_found_stopped(visit, stopped_at=now["at"], **now),
    ],
)
def test_it_refuses_what_is_out_of_order(cast: SimpleNamespace, at: datetime, act: Callable[..., object]) -> None:
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused, match="cannot be recorded while the visit is checked in"):
        act(infusion, by=cast.nurse.pk, at=after(at, 1))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"rate_ml_per_h": Decimal(600)}, "in the range of anaesthesia|more than the 0.75 mg/kg/h ordered"),
        ({"drawn_ml": Decimal(10), "diluent_ml": Decimal(40)}, "syringe pump only"),
        ({"drawn_ml": Decimal(10), "diluent_ml": Decimal(0)}, "50 mg/mL is no solution"),
        ({"rate_ml_per_h": Decimal(-60)}, "never below zero"),
        ({"drawn_ml": Decimal(-1)}, "never below zero"),
        ({"drawn_ml": Decimal(0)}, "0 mL drawn"),
        ({"diluent_ml": Decimal("49.00012")}, "decimal places"),
        ({"drawn_ml": Decimal("1.5")}, "no solution of programme A"),
        ({"drawn_ml": Decimal(201), "diluent_ml": Decimal(9849)}, "201 mL cannot come from lot K123: 200 mL"),
        ({"container": " "}, "no label"),
        ({"lot": "no such lot"}, "Lot no such lot is not on the register"),
        ({"lot": " "}, "Lot – is not on the register"),
        ({"vial_mg_per_ml": Decimal(100)}, "Lot K123 is on the register at 50 mg/mL, not at 100 mg/mL"),
    ],
)
def test_it_refuses_a_wrong_container(cast: SimpleNamespace, at: datetime, wrong: dict, told: str) -> None:
    infusion = journey.arrived(cast, at)
    journey.count_vials(cast, at)

    with nothing_written(), pytest.raises(Refused, match=told):
        journey.draw_up(cast, infusion, after(at, 1), **wrong)


def test_the_register_of_another_site_and_an_empty_box_are_no_vial(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    journey.count_vials(cast, at)
    vial = {"strength_mg_per_ml": Decimal(50), "volume_ml": Decimal(10), "witness": cast.nurse.pk}
    count_opening(site=cast.elsewhere, lot="K8", vials=5, **vial, by=cast.administrator.pk, at=at)
    count_opening(site=cast.site, lot="K9", vials=0, **vial, by=cast.administrator.pk, at=at)

    for lot in ("K8", "K9"):
        with nothing_written(), pytest.raises(Refused, match=f"Lot {lot} is not on the register of this site"):
            journey.draw_up(cast, infusion, after(at, 1), lot=lot)


def test_the_container_stands_as_its_vial_and_its_diluent_make_it(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)

    made = journey.draw_up(cast, infusion, after(at, 1), lot=" k123 ")

    assert (made.lot, made.concentration_mg_per_ml, made.volume_ml) == ("K123", Decimal(1), Decimal(50))
    assert (made.vial_mg_per_ml, made.drawn_ml, made.diluent_ml) == (Decimal(50), Decimal(1), Decimal(49))


def test_a_bag_that_holds_less_than_the_order_is_asked_about_once(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    journey.count_vials(cast, at)
    small = {"drawn_ml": Decimal("0.1"), "diluent_ml": Decimal("4.9")}

    with nothing_written(), pytest.raises(Unconfirmed, match="bag 1 holds 5 mL; 40 mL of it are to go in"):
        journey.draw_up(cast, infusion, after(at, 1), **small)

    assert journey.draw_up(cast, infusion, after(at, 1), **small, confirmed=True).volume_ml == 5


def test_a_weight_in_pounds_is_asked_about_and_then_stands_in_the_way(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    weigh = {"weight_kg": Decimal(176), "by": cast.nurse.pk, "at": after(at, 1)}

    with nothing_written(), pytest.raises(Unconfirmed, match=r"176 lb is 79.8 kg"):
        actions.measure_weight(infusion, **weigh)
    actions.measure_weight(infusion, confirmed=True, **weigh)

    with nothing_written(), pytest.raises(Refused) as refused:
        actions.declare_prepared(infusion, by=cast.nurse.pk, at=after(at, 2))
    assert {"L-weight-soft-high", "L-weight-changed"} <= {finding.id for finding in refused.value.findings}


@pytest.mark.parametrize("weight_kg", [Decimal(0), Decimal(-80), Decimal("NaN"), Decimal(800), Decimal(8)])
def test_an_impossible_weight_is_refused_even_when_confirmed(
    cast: SimpleNamespace, at: datetime, weight_kg: Decimal
) -> None:
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused) as refused:
        actions.measure_weight(infusion, weight_kg=weight_kg, confirmed=True, by=cast.nurse.pk, at=after(at, 1))
    assert not isinstance(refused.value, Unconfirmed)


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"hr_per_min": Decimal(-5)},
        {"spo2_percent": Decimal(130)},
        {"nibp_sys_mmhg": Decimal(120)},
        {"nibp_sys_mmhg": Decimal(80), "nibp_dia_mmhg": Decimal(120)},
    ],
)
def test_it_refuses_numbers_that_cannot_be(cast: SimpleNamespace, at: datetime, numbers: dict) -> None:
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused):
        actions.chart_vitals(infusion, **numbers, by=cast.nurse.pk, at=after(at, 1))


def test_a_number_that_is_not_believed_is_named_as_the_ward_names_it(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)

    with pytest.raises(Refused) as refused:
        actions.chart_vitals(infusion, temp_c=Decimal("98.6"), by=cast.nurse.pk, at=after(at, 1))

    assert [finding.text for finding in refused.value.findings] == [
        "Temperature of 98.6 °C is not believable: it lies between 20 and 45."
    ]


@pytest.mark.parametrize("answer", [{"value": 11}, {"value": -1}, {"value": None}, {"value": 3, "not_asked": True}])
def test_it_refuses_a_score_the_scale_does_not_know(cast: SimpleNamespace, at: datetime, answer: dict) -> None:
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused):
        actions.score(infusion, scale="pain", **answer, by=cast.nurse.pk, at=after(at, 1))
