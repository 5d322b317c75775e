from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.models import Medicine
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.people.actions import come_on_site, leave_site
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused
from ebb.pathway.steps import State


def test_a_pause_stays_amber_until_someone_looked_at_the_pump(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    paused = actions.pause(infusion, reason="toilet", by=cast.nurse.pk, at=after(at, 10))

    assert snapshot(infusion, after(at, 10)).unconfirmed.id == paused.pk
    actions.confirm_at_pump(infusion, event=paused, by=cast.second_nurse.pk, at=after(at, 11))
    assert snapshot(infusion, after(at, 11)).unconfirmed is None


def test_it_is_confirmed_once(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    paused = actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))
    actions.confirm_at_pump(infusion, event=paused, by=cast.nurse.pk, at=after(at, 11))

    with nothing_written(), pytest.raises(Refused, match="confirmed at the pump already"):
        actions.confirm_at_pump(infusion, event=paused, by=cast.nurse.pk, at=after(at, 12))


def test_after_a_long_pause_typed_vitals_are_asked_for(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at, chair=cast.plain_chair)
    actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))

    with nothing_written(), pytest.raises(Refused, match="no vital signs since"):
        actions.resume(infusion, by=cast.nurse.pk, at=after(at, 26))
    actions.chart_vitals(infusion, **journey.RESTING, by=cast.nurse.pk, at=after(at, 26))
    actions.resume(infusion, by=cast.nurse.pk, at=after(at, 27))

    assert journey.again(infusion).state == State.RUNNING.value


def test_a_connected_monitor_answers_for_itself(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))
    speak(infusion, after(at, 20), seconds=5)

    actions.resume(infusion, by=cast.nurse.pk, at=after(at, 27))

    assert journey.again(infusion).state == State.RUNNING.value


def test_after_half_an_hour_the_session_is_over(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))
    actions.chart_vitals(infusion, **journey.RESTING, by=cast.nurse.pk, at=after(at, 40))

    with nothing_written(), pytest.raises(Refused, match="session is over"):
        actions.resume(infusion, by=cast.nurse.pk, at=after(at, 41))
    actions.stop(infusion, completed=False, reason="paused too long", by=cast.nurse.pk, at=after(at, 41))


def test_a_resumption_needs_a_supervisor_on_site(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))
    supervisor = {"site": cast.site, "person": cast.prescriber, "by": cast.prescriber.pk}
    leave_site(**supervisor, at=after(at, 11))

    with nothing_written(), pytest.raises(Refused, match="No supervisor with valid credentials is on site"):
        actions.resume(infusion, by=cast.nurse.pk, at=after(at, 12))
    come_on_site(**supervisor, at=after(at, 13))
    actions.resume(infusion, by=cast.nurse.pk, at=after(at, 14))

    assert journey.again(infusion).state == State.RUNNING.value


def test_what_came_to_light_after_the_start_stops_more_and_no_less(cast: SimpleNamespace, at: datetime) -> None:
    infusion, by = journey.running(cast, at), {"by": cast.prescriber.pk}
    medicine = {"patient": cast.patient, "text": "theophylline 200 mg"}
    assessment.add_history_item(Medicine, **medicine, by=cast.nurse.pk, at=after(at, 5))
    bolus = {"dose_mg": Decimal(5), "duration_min": Decimal(10), "reason": "pain"}

    with nothing_written(), pytest.raises(Refused, match="theophylline"):
        actions.give_bolus(infusion, **bolus, **by, at=after(at, 6))
    actions.change_rate(infusion, rate_ml_per_h=Decimal(30), **by, at=after(at, 7))
    actions.score(infusion, scale="sedation", value=0, **by, at=after(at, 8))
    with nothing_written(), pytest.raises(Refused, match="theophylline"):
        actions.change_rate(infusion, rate_ml_per_h=Decimal(35), reason="pain", **by, at=after(at, 9))
    actions.pause(infusion, **by, at=after(at, 10))
    with nothing_written(), pytest.raises(Refused, match="theophylline"):
        actions.resume(infusion, **by, at=after(at, 11))
    actions.stop(infusion, completed=False, reason="theophylline", **by, at=after(at, 12))
