from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions as chair
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after, before
from ebb.clinic.infusion.visit import load
from ebb.clinic.recovery import actions
from ebb.clinic.recovery.tests.recovering import recovered, recovering
from ebb.clinic.visit.discharge import gate_of
from ebb.clinic.visit.tests.test_snapshot import raise_alarm
from ebb.pathway.findings import Refused
from ebb.pathway.steps import State


def test_a_recovered_patient_goes_home(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovered(cast, at)

    actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=at)

    assert journey.again(infusion).state == State.DISCHARGED.value
    assert journey.again(infusion).chair is None


def test_nobody_goes_home_before_the_gate_passes(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovering(cast, at)

    with nothing_written(), pytest.raises(Refused, match="not scored"):
        actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=at)


def test_aldrete_ten_with_dissociation_two_stays(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovered(cast, at, dissociation=2)

    with nothing_written(), pytest.raises(Refused) as refused:
        actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=at)

    assert [finding.id for finding in refused.value.findings] == ["home.dissociation"]


def test_nobody_goes_home_while_an_alarm_stands_open(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovered(cast, at)
    raised = raise_alarm(infusion, at)

    with nothing_written(), pytest.raises(Refused, match="medium: SpO2 90 %, below 92"):
        actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=at)
    raise_alarm(infusion, at, state="cleared", alarm=raised.alarm)
    actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=at)

    assert journey.again(infusion).state == State.DISCHARGED.value


@pytest.mark.parametrize(("drug", "route", "minutes"), [("Versed", "IM", 60), ("Narcan", "nasal", 120)])
def test_a_drug_by_its_brand_and_by_any_route_keeps_the_patient(
    cast: SimpleNamespace, at: datetime, drug: str, route: str, minutes: int
) -> None:
    infusion = recovering(cast, at)
    chair.give_adjunct(
        infusion, drug=drug, dose=Decimal(1), unit="mg", route=route, by=cast.nurse.pk, at=before(at, minutes - 1)
    )
    recovered(cast, at, infusion=infusion)

    with nothing_written(), pytest.raises(Refused, match=f"{minutes - 1} of {minutes} minutes"):
        actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=at)


def test_a_prescriber_may_name_the_failed_item_and_say_why(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovered(cast, at, dissociation=1)
    against = {"name": "Ada Aunt", "against": ["home.dissociation"], "at": at}

    with nothing_written(), pytest.raises(Refused):
        actions.discharge(infusion, reason="Usual for her", by=cast.nurse.pk, **against)
    with nothing_written(), pytest.raises(Refused):
        actions.discharge(infusion, reason=" ", by=cast.prescriber.pk, **against)
    home = actions.discharge(infusion, reason="Usual for her", by=cast.prescriber.pk, **against)

    assert home.reason == "Against Dissociation gone: Usual for her"


def test_waiting_for_the_escort_frees_the_chair(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovered(cast, at, escort_identified=False)

    actions.wait_for_escort(infusion, name="Sam Second", by=cast.nurse.pk, at=at)

    waiting = journey.again(infusion)
    assert (waiting.state, waiting.chair) == (State.WAITING_FOR_ESCORT.value, None)
    journey.arrived(cast, at, patient=journey.another_patient(cast, at))


def test_from_waiting_the_patient_goes_home_once_the_escort_is_known(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovered(cast, at, escort_identified=False)
    actions.wait_for_escort(infusion, name="Sam Second", by=cast.nurse.pk, at=at)

    with nothing_written(), pytest.raises(Refused, match="Escort identified"):
        actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=after(at, 5))
    recovered(cast, after(at, 5), infusion=infusion)
    actions.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=after(at, 6))

    assert journey.again(infusion).state == State.DISCHARGED.value


def test_a_prescriber_may_discharge_against_every_item_at_length(cast: SimpleNamespace, at: datetime) -> None:
    infusion = recovering(cast, at)
    against = [item.id for item in gate_of(load(infusion), at).items if item.passed is not True]

    home = actions.discharge(infusion, name="Ada Aunt", against=against, reason="x" * 300, by=cast.prescriber.pk, at=at)

    assert len(against) > 12
    assert home.reason.startswith("Against Aldrete, ")
    assert home.reason.endswith("x" * 300)
