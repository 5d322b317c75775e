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
    journey.draw_up(cast, infusion, after(at, 1))
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
    assert "bag 1, 80 kg, vial 50 mg/mL, syringe 1 mL, 1 mg/mL, 60 mL/h, 40 mL" in [
        line.detail for line in seen.timeline
    ]


def test_two_entries_of_one_person_are_one_check(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)

    enter(infusion, cast.nurse, after(at, 2))
    enter(infusion, cast.nurse, after(at, 3))

    assert snapshot(infusion, after(at, 4)).check.agreed is None


def test_two_who_differ_learn_only_where_and_both_enter_again(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)

    enter(infusion, cast.nurse, after(at, 2), weight_kg=Decimal("80.3"))
    enter(infusion, cast.second_nurse, after(at, 3), rate_ml_per_h=Decimal(600))

    seen = snapshot(infusion, after(at, 4))
    assert (seen.check.agreed, [finding.text for finding in seen.check.findings]) == (
        False, ["The two checks differ in rate."],
    )  # fmt: skip
    told = " ".join(line.detail for line in seen.timeline)
    assert "600 mL/h" not in told
    assert "80.3 kg" not in told
    enter(infusion, cast.second_nurse, after(at, 5))
    assert snapshot(infusion, after(at, 6)).check.agreed is None
    enter(infusion, cast.nurse, after(at, 7))
    assert snapshot(infusion, after(at, 8)).check.agreed is True


def test_a_check_that_meets_an_earlier_one_of_a_round_gone_by_stays_dark(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)
    enter(infusion, cast.nurse, after(at, 2), rate_ml_per_h=Decimal(61))
    enter(infusion, cast.second_nurse, after(at, 3), rate_ml_per_h=Decimal(66))

    enter(infusion, cast.nurse, after(at, 4), rate_ml_per_h=Decimal(66))

    told = " ".join(line.detail for line in snapshot(infusion, after(at, 5)).timeline)
    assert "66 mL/h" not in told


def test_what_is_done_at_the_pump_shows_no_waiting_check(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    enter(infusion, cast.nurse, after(at, 2), rate_ml_per_h=Decimal("63.7"))

    actions.pause(infusion, reason="toilet", by=cast.nurse.pk, at=after(at, 3))
    paused = " ".join(line.detail for line in snapshot(infusion, after(at, 4)).timeline)
    actions.stop(infusion, completed=False, reason="asked to", by=cast.nurse.pk, at=after(at, 5))
    ended = " ".join(line.detail for line in snapshot(infusion, after(at, 6)).timeline)

    assert "63.7" not in paused
    assert "63.7" in ended


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


@pytest.mark.parametrize("unread", ["vial_mg_per_ml", "drawn_ml"])
def test_vial_and_syringe_are_read_before_mixing(cast: SimpleNamespace, at: datetime, unread: str) -> None:
    infusion = bag_made(cast, at)

    with nothing_written(), pytest.raises(Refused, match="strength of the vial or the volume in the syringe"):
        enter(infusion, cast.nurse, after(at, 2), **{unread: None})


def test_nothing_is_mixed_before_both_agree(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)
    enter(infusion, cast.nurse, after(at, 2))

    with nothing_written(), pytest.raises(Refused, match="Two people have not yet checked bag 1"):
        journey.read_label(cast, infusion, after(at, 3))
    enter(infusion, cast.second_nurse, after(at, 3), drawn_ml=Decimal(10))
    with nothing_written(), pytest.raises(Refused, match="Two people have not yet checked bag 1"):
        journey.read_label(cast, infusion, after(at, 4))


def test_the_label_is_read_by_another_than_who_drew_it_up(cast: SimpleNamespace, at: datetime) -> None:
    infusion = bag_made(cast, at)
    journey.check_twice(cast, infusion, after(at, 2))
    label = {"container": journey.BAG, "concentration_mg_per_ml": Decimal(1)}

    with nothing_written(), pytest.raises(Refused, match="drew up bag 1 yourself"):
        actions.check_label(infusion, **label, by=cast.nurse.pk, at=after(at, 3))
    with nothing_written(), pytest.raises(Refused, match="label of bag 1 says 10 mg/mL"):
        journey.read_label(cast, infusion, after(at, 3), mg_per_ml=Decimal(10))
    assert "start.label" in {finding.id for finding in snapshot(infusion, after(at, 3)).start_findings}

    journey.read_label(cast, infusion, after(at, 4))

    assert "start.label" not in {finding.id for finding in snapshot(infusion, after(at, 5)).start_findings}
