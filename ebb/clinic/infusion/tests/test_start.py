from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.record.verify import verify
from ebb.pathway.steps import State


def test_it_starts_at_the_rate_two_people_checked(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)

    started = actions.start_infusion(infusion, by=cast.nurse.pk, at=at)

    assert (started.container, started.rate_ml_per_h) == (journey.BAG, Decimal(60))
    assert journey.again(infusion).state == State.RUNNING.value
    assert verify().faults == []
