"""The patient's own alarm limits are signed with the start and changed by a new signed entry with a reason."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.visit import load
from ebb.clinic.record.verify import verify
from ebb.pathway.alarms.personal import signed_bounds
from ebb.pathway.findings import Refused

SLOW_HEART = journey.RESTING | {"hr_per_min": Decimal(52)}


def prepared(cast: SimpleNamespace, at, resting: dict[str, Decimal]):
    infusion = journey.ready_to_start(cast, at)
    actions.chart_vitals(infusion, **resting, by=cast.nurse.pk, at=at)
    return infusion


def test_the_start_signs_what_is_proposed_from_the_values_at_rest(cast: SimpleNamespace, at) -> None:
    started = actions.start_infusion(prepared(cast, at, SLOW_HEART), by=cast.nurse.pk, at=at)

    assert (started.hr_low_per_min, started.hr_high_per_min) == (47, 120)
    assert (started.by, started.sys_low_mmhg, started.sys_high_mmhg) == (cast.nurse.pk, 96, 165)
    assert verify().faults == []


def test_a_stricter_limit_is_signed_as_typed(cast: SimpleNamespace, at) -> None:
    stricter = {"sys_high_mmhg": Decimal(150)}

    started = actions.start_infusion(journey.ready_to_start(cast, at), limits=stricter, by=cast.nurse.pk, at=at)

    assert (started.sys_high_mmhg, started.dia_high_mmhg) == (150, 100)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"hr_low_per_min": 50}, "Heart rate, low limit 50 /min sits inside the patient's own 52 at rest"),
        ({"sys_high_mmhg": 190}, "Systolic pressure, high limit 190 mmHg is beyond 180"),
    ],
)
def test_a_limit_inside_the_value_at_rest_or_too_far_out_is_refused_with_the_start(
    cast: SimpleNamespace, at, limits: dict[str, int], said: str
) -> None:
    infusion = prepared(cast, at, SLOW_HEART)

    with pytest.raises(Refused, match=said):
        actions.start_infusion(infusion, limits={n: Decimal(b) for n, b in limits.items()}, by=cast.nurse.pk, at=at)

    assert journey.again(infusion).state == "prepared"


def test_limits_signed_anew_hold_and_the_older_stay_on_record(cast: SimpleNamespace, at) -> None:
    infusion = journey.running(cast, at)
    later, by = journey.after(at, 10), {"by": cast.second_nurse.pk}

    actions.sign_limits(infusion, limits={"hr_high_per_min": Decimal(110)}, reason="asked", **by, at=later)

    assert signed_bounds(load(infusion).facts)["hr_high_per_min"] == 110
    assert signed_bounds(load(infusion).facts)["hr_low_per_min"] == 50
    assert [row.hr_high_per_min for row in Event.objects.exclude(hr_high_per_min=None).order_by("id")] == [120, 110]


def test_limits_signed_by_mistake_give_way_to_those_before(cast: SimpleNamespace, at) -> None:
    infusion = journey.running(cast, at)
    by = {"by": cast.nurse.pk, "at": journey.after(at, 10)}
    slip = actions.sign_limits(infusion, limits={"hr_high_per_min": Decimal(110)}, reason="asked", **by)

    actions.supersede(infusion, event=slip, reason="another patient", **by)

    assert signed_bounds(load(infusion).facts)["hr_high_per_min"] == 120


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_no_other_limits_are_signed(cast: SimpleNamespace, at, reason: str) -> None:
    infusion = journey.running(cast, at)

    with pytest.raises(Refused, match="No reason"):
        actions.sign_limits(infusion, limits={}, reason=reason, by=cast.nurse.pk, at=at)
