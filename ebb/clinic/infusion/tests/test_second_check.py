from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused


def bag_made(cast: SimpleNamespace, at: datetime) -> Infusion:
    infusion = journey.arrived(cast, at)
    bag = {"container": journey.BAG, "lot": "K1", "volume_ml": Decimal(50)}
    numbers = {"concentration_mg_per_ml": Decimal(1), "rate_ml_per_h": Decimal(60)}
    actions.prepare_container(infusion, **bag, **numbers, by=cast.nurse.pk, at=after(at, 1))
    return infusion


def enter(infusion: Infusion, by: object, at: datetime, **changed: Decimal) -> None:
    numbers = {**journey.CHECK, "volume_ml": Decimal(40), **changed}
    actions.enter_check(infusion, container=journey.BAG, **numbers, by=by.pk, at=at)


def test_nobody_sees_a_number_of_the_first_check(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)

    enter(infusion, cast.nurse, after(at, 2), weight_kg=Decimal("81.7"))

    seen = snapshot(infusion, after(at, 3))
    assert (seen.check.entered_by, seen.check.agreed, seen.check.findings) == ({str(cast.nurse.pk)}, None, [])
    assert "81.7" not in " ".join(line.detail for line in seen.timeline)


def test_once_both_are_in_the_numbers_are_told(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)

    enter(infusion, cast.nurse, after(at, 2))
    enter(infusion, cast.second_nurse, after(at, 3))

    seen = snapshot(infusion, after(at, 4))
    assert seen.check.agreed is True
    assert "bag 1, 80 kg, 1 mg/mL, 60 mL/h, 40 mL" in [line.detail for line in seen.timeline]


def test_two_entries_of_one_person_are_one_check(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)

    enter(infusion, cast.nurse, after(at, 2))
    enter(infusion, cast.nurse, after(at, 3))

    assert snapshot(infusion, after(at, 4)).check.agreed is None


def test_two_who_differ_find_out_where_and_check_again(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)

    enter(infusion, cast.nurse, after(at, 2))
    enter(infusion, cast.second_nurse, after(at, 3), rate_ml_per_h=Decimal(600))

    seen = snapshot(infusion, after(at, 4))
    assert seen.check.agreed is False
    assert [finding.id for finding in seen.check.findings] == ["C-people-rate"]
    enter(infusion, cast.second_nurse, after(at, 5))
    assert snapshot(infusion, after(at, 6)).check.agreed is True


def test_only_nurses_and_physicians_check(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)

    with nothing_written(), pytest.raises(Refused, match="credentials of today"):
        enter(infusion, cast.front_desk, after(at, 2))


def test_a_container_nobody_made_up_is_not_checked(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)
    numbers = {**journey.CHECK, "volume_ml": Decimal(40)}

    with nothing_written(), pytest.raises(Refused, match="bag 9 was not made up"):
        actions.enter_check(infusion, container="bag 9", **numbers, by=cast.nurse.pk, at=after(at, 2))


def test_a_check_for_a_higher_rate_begins_anew(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    hanging = snapshot(infusion, after(at, 1)).check

    enter(infusion, cast.nurse, after(at, 2), rate_ml_per_h=Decimal(63))
    one = snapshot(infusion, after(at, 3)).check
    enter(infusion, cast.second_nurse, after(at, 4), rate_ml_per_h=Decimal(63))
    both = snapshot(infusion, after(at, 5)).check

    assert (hanging.entered_by, hanging.agreed) == (frozenset(), True)
    assert (one.entered_by, one.agreed) == ({str(cast.nurse.pk)}, None)
    assert (len(both.entered_by), both.agreed) == (2, True)
