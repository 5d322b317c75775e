from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.refusals import Unconfirmed
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused

STRONGER = {"concentration_mg_per_ml": Decimal(2), "rate_ml_per_h": Decimal(30), "drawn_ml": Decimal(2)}


def second_bag(cast: SimpleNamespace, at: datetime, **changed: object) -> Infusion:
    """Running since `at`; a bag twice as strong was drawn up after twenty minutes, when 20 mg are left."""
    infusion = journey.running(cast, at)
    bag = {"container": "bag 2", **journey.STRONGER, "rate_ml_per_h": Decimal(30), **changed}
    journey.draw_up(cast, infusion, after(at, 20), **bag)
    return infusion


def check(infusion: Infusion, cast: SimpleNamespace, at: datetime, **changed: Decimal) -> None:
    numbers = {"volume_ml": Decimal(10), **STRONGER, **changed}
    journey.check_twice(cast, infusion, after(at, 21), container="bag 2", **numbers)


def label(infusion: Infusion, cast: SimpleNamespace, at: datetime) -> None:
    journey.read_label(cast, infusion, after(at, 21), container="bag 2", mg_per_ml=Decimal(2))


def test_the_milligrams_stay_right_across_a_stronger_bag(cast: SimpleNamespace, at: datetime) -> None:
    infusion = second_bag(cast, at)
    check(infusion, cast, at)
    label(infusion, cast, at)

    actions.change_container(infusion, container="bag 2", by=cast.nurse.pk, at=after(at, 22))

    given = snapshot(infusion, after(at, 32)).amounts.given
    assert (given.total_mg, given.rate_mg_per_h) == (Decimal(32), Decimal(60))
    assert {bag: (part.mg, part.volume_ml) for bag, part in given.by_container.items()} == {
        "bag 1": (Decimal(22), Decimal(22)),
        "bag 2": (Decimal(10), Decimal(5)),
    }


def test_it_does_not_hang_before_two_people_checked_it(cast: SimpleNamespace, at: datetime) -> None:
    infusion = second_bag(cast, at)

    with nothing_written(), pytest.raises(Refused, match="not yet checked bag 2"):
        actions.change_container(infusion, container="bag 2", by=cast.nurse.pk, at=after(at, 22))


def test_it_does_not_hang_when_both_made_the_same_mistake(cast: SimpleNamespace, at: datetime) -> None:
    infusion = second_bag(cast, at)
    check(infusion, cast, at, concentration_mg_per_ml=Decimal(1))

    with nothing_written(), pytest.raises(Refused, match="Both checks agree in concentration, but not"):
        actions.change_container(infusion, container="bag 2", by=cast.nurse.pk, at=after(at, 22))


def test_it_does_not_hang_before_its_label_was_read(cast: SimpleNamespace, at: datetime) -> None:
    infusion = second_bag(cast, at)
    check(infusion, cast, at)

    with nothing_written(), pytest.raises(Refused, match="bag 2 was not mixed yet"):
        actions.change_container(infusion, container="bag 2", by=cast.nurse.pk, at=after(at, 22))


def test_a_stronger_bag_at_the_old_rate_is_refused(cast: SimpleNamespace, at: datetime) -> None:
    with pytest.raises(Refused, match=r"gives 120.00 mg/h, more than the present 60.00 mg/h"):
        second_bag(cast, at, rate_ml_per_h=Decimal(60))


def test_a_label_is_used_once(cast: SimpleNamespace, at: datetime) -> None:
    with pytest.raises(Refused, match="bag 1 was made up already, at 08:55"):
        second_bag(cast, at, container="bag 1")


def test_a_bag_marked_as_a_mistake_gives_its_label_back(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    wrong = journey.draw_up(
        cast, infusion, after(at, 1), confirmed=True, diluent_ml=Decimal("24.5"), drawn_ml=Decimal("0.5")
    )
    journey.check_twice(cast, infusion, after(at, 2))
    actions.supersede(infusion, event=wrong, reason="half the volume", by=cast.nurse.pk, at=after(at, 3))

    journey.draw_up(cast, infusion, after(at, 4))

    seen = snapshot(infusion, after(at, 5)).check
    assert (seen.container.volume_ml, seen.entered_by, seen.agreed) == (Decimal(50), frozenset(), None)


def test_the_pumps_own_volume_stands_beside_the_calculated_one(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    actions.read_pump_volume(infusion, volume_ml=Decimal("19.4"), by=cast.nurse.pk, at=after(at, 20))

    [reading] = snapshot(infusion, after(at, 20)).amounts.pump_readings
    assert (reading.read_ml, reading.calculated_ml, reading.within_tolerance) == (Decimal("19.4"), Decimal(20), True)


def test_more_than_the_container_holds_is_asked_about_once(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    read = {"volume_ml": Decimal(9999), "by": cast.nurse.pk, "at": after(at, 20)}

    with nothing_written(), pytest.raises(Unconfirmed, match="9999 mL is more than bag 1 holds, 50 mL"):
        actions.read_pump_volume(infusion, **read)

    assert actions.read_pump_volume(infusion, **read, confirmed=True).volume_ml == 9999


def test_nothing_more_hangs_once_the_consent_is_taken_back(cast: SimpleNamespace, at: datetime) -> None:
    infusion = second_bag(cast, at)
    check(infusion, cast, at)
    told = {"told_by": "the patient", "told_at": after(at, 21), "words": ""}
    actions.withdraw_consent(patient=cast.patient, **told, by=cast.nurse.pk, at=after(at, 21))

    with nothing_written(), pytest.raises(Refused, match="consent was withdrawn"):
        actions.change_container(infusion, container="bag 2", by=cast.nurse.pk, at=after(at, 22))
