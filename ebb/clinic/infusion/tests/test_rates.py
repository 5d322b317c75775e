from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.people.actions import come_on_site, leave_site
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused
from ebb.pathway.steps import State


def lowered(cast: SimpleNamespace, at: datetime, **order: object) -> Infusion:
    """Started at `at`, down from 60 to 48 mL/h at once, and looked at after nine minutes more."""
    infusion = journey.running(cast, at, **order)
    actions.change_rate(infusion, rate_ml_per_h=Decimal(48), reason="dizzy", by=cast.nurse.pk, at=after(at, 1))
    actions.score(infusion, scale="sedation", value=1, by=cast.nurse.pk, at=after(at, 10))
    return infusion


def ids(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {finding.id for finding in refused.value.findings}


def test_a_lower_rate_is_never_blocked(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    leave_site(site=cast.site, person=cast.prescriber, by=cast.prescriber.pk, at=at)

    actions.change_rate(
        infusion, rate_ml_per_h=Decimal(1), by=cast.nurse.pk, at=after(at, 30), happened_at=after(at, 2)
    )

    assert snapshot(infusion, after(at, 30)).amounts.given.rate_ml_per_h == Decimal(1)


def test_from_a_locked_tablet_a_rate_only_goes_down(cast: SimpleNamespace, at: datetime) -> None:
    infusion = lowered(cast, at)
    locked = {"locked_tablet": True, "by": cast.nurse.pk, "at": after(at, 12)}

    with nothing_written(), pytest.raises(Refused, match="Nobody has said who they are"):
        actions.change_rate(infusion, rate_ml_per_h=Decimal(60), **locked)
    actions.change_rate(infusion, rate_ml_per_h=Decimal(10), **locked)

    assert snapshot(infusion, after(at, 12)).amounts.given.rate_ml_per_h == Decimal(10)


def test_back_up_within_the_order_needs_no_second_check(cast: SimpleNamespace, at: datetime) -> None:
    infusion = lowered(cast, at)

    actions.change_rate(infusion, rate_ml_per_h=Decimal(60), by=cast.nurse.pk, at=after(at, 12))

    assert snapshot(infusion, after(at, 12)).amounts.given.rate_ml_per_h == Decimal(60)


def test_ten_times_the_rate_is_refused_as_a_slip(cast: SimpleNamespace, at: datetime) -> None:
    infusion = lowered(cast, at)

    with nothing_written(), pytest.raises(Refused) as refused:
        actions.change_rate(infusion, rate_ml_per_h=Decimal(480), by=cast.nurse.pk, at=after(at, 12))
    assert "L-rate-anaesthetic" in ids(refused)


def test_going_up_needs_a_supervisor_on_site(cast: SimpleNamespace, at: datetime) -> None:
    infusion = lowered(cast, at)
    leave_site(site=cast.site, person=cast.prescriber, by=cast.prescriber.pk, at=after(at, 11))

    with nothing_written(), pytest.raises(Refused) as refused:
        actions.change_rate(infusion, rate_ml_per_h=Decimal(60), by=cast.nurse.pk, at=after(at, 12))
    assert ids(refused) == {"start.supervisor"}


def test_going_up_needs_a_look_at_the_patient(cast: SimpleNamespace, at: datetime) -> None:
    infusion = lowered(cast, at)

    with nothing_written(), pytest.raises(Refused) as refused:
        actions.change_rate(infusion, rate_ml_per_h=Decimal(60), by=cast.nurse.pk, at=after(at, 21))
    assert ids(refused) == {"L-step-assessment"}


def test_beyond_the_order_two_people_check_the_new_rate(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at, dose_mg_per_kg=Decimal("0.5"))
    actions.score(infusion, scale="sedation", value=1, by=cast.nurse.pk, at=after(at, 10))
    up = {"rate_ml_per_h": Decimal(63), "reason": "no relief yet", "by": cast.prescriber.pk}

    with nothing_written(), pytest.raises(Refused) as refused:
        actions.change_rate(infusion, **up, at=after(at, 11))
    assert ids(refused) == {"visit.not-checked"}
    for checker in (cast.nurse, cast.second_nurse):
        numbers = {**journey.CHECK, "rate_ml_per_h": Decimal(63), "volume_ml": Decimal(40)}
        actions.enter_check(infusion, container=journey.BAG, **numbers, by=checker.pk, at=after(at, 12))
    actions.change_rate(infusion, **up, at=after(at, 13))

    assert snapshot(infusion, after(at, 13)).amounts.given.rate_ml_per_h == Decimal(63)


def test_an_expired_credential_supervises_nobody(cast: SimpleNamespace, at: datetime) -> None:
    later = datetime.combine(date(2100, 1, 4), at.timetz())

    infusion = journey.arrived(cast, later)
    come_on_site(site=cast.site, person=cast.prescriber, by=cast.prescriber.pk, at=later)

    findings = snapshot(infusion, later).start_findings
    assert "start.supervisor" in {finding.id for finding in findings}


def test_a_rate_of_nothing_is_a_pause(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    actions.change_rate(infusion, rate_ml_per_h=Decimal(0), reason="dizzy", by=cast.nurse.pk, at=after(at, 10))

    seen = snapshot(infusion, after(at, 12))
    assert seen.state is State.PAUSED
    assert [line.detail for line in seen.timeline if line.kind == "Paused"] == ["rate set to 0 mL/h: dizzy"]
