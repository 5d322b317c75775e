from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.start import open_at_start
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.visit import load
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Level
from ebb.pathway.steps import State


def test_it_starts_at_the_rate_two_people_checked(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)

    started = actions.start_infusion(infusion, by=cast.nurse.pk, at=at)

    assert (started.container, started.rate_ml_per_h) == (journey.BAG, Decimal(60))
    assert journey.again(infusion).state == State.RUNNING.value
    assert verify().faults == []


@pytest.mark.parametrize(("days", "expected"), [(29, None), (40, Level.HOLD), (None, Level.STOP)])
def test_the_weight_of_an_earlier_visit_will_do_for_thirty_days(
    cast: SimpleNamespace, at: datetime, days: int | None, expected: Level | None
) -> None:
    if days is not None:
        earlier = at - timedelta(days=days)
        weighed = journey.arrived(cast, earlier)
        actions.measure_weight(weighed, weight_kg=Decimal(80), by=cast.nurse.pk, at=earlier)
        actions.cancel(weighed, reason="fever", by=cast.nurse.pk, at=earlier)
    infusion = journey.arrived(cast, at)

    found = open_at_start(load(infusion), at)

    assert next((finding.level for finding in found if finding.id == "start.weight"), None) == expected


def test_an_intake_marked_as_a_mistake_counts_no_more(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, journey.before(at, 5))
    hours = {"clear_fluid_at": journey.before(at, 180), "solid_food_at": journey.before(at, 420)}
    full_meal = hours | {"by": cast.nurse.pk, "at": at}
    actions.state_intake(infusion, **full_meal)
    slip = actions.state_intake(infusion, **full_meal, light_meal=True)

    actions.supersede(infusion, event=slip, reason="wrong patient", by=cast.nurse.pk, at=at)

    assert "E37" in {finding.id for finding in open_at_start(load(infusion), at)}
