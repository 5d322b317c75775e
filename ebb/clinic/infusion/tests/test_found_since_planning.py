from datetime import datetime
from types import SimpleNamespace

import pytest

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.models import Medicine
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after, before
from ebb.pathway.findings import Refused


def test_a_medicine_that_came_after_the_plan_stops_the_start(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)
    assessment.add_history_item(
        Medicine, patient=cast.patient, text="theophylline 200 mg", by=cast.nurse.pk, at=before(at, 1)
    )

    with nothing_written(), pytest.raises(Refused, match="theophylline"):
        actions.start_infusion(infusion, by=cast.nurse.pk, at=after(at, 1))


def test_what_a_prescriber_never_asked_does_not_surprise_the_nurse(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)

    actions.start_infusion(infusion, by=cast.nurse.pk, at=after(at, 1))

    assert journey.again(infusion).state == "running"
