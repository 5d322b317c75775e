"""The patient's own alarm limits on the page: signed with the start, drawn in the figure, signed anew by password."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.conftest import PASSWORD
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.visit.figure_panels import pressures, traces
from ebb.clinic.visit.snapshot import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """The page reads the clock, so the visit is of today."""
    return timezone.now()


def test_the_start_shows_the_limits_beside_the_values_at_rest_and_the_defaults(cast, at, client_of):
    infusion = journey.ready_to_start(cast, at)
    slow = journey.RESTING | {"hr_per_min": Decimal(52), "nibp_sys_mmhg": Decimal(106)}
    actions.chart_vitals(infusion, **slow, by=cast.nurse.pk, at=at)

    page = client_of(cast.nurse).get(reverse("infusion", args=[infusion.pk]))

    row = page.context["limits_rows"][0]
    assert (row.name, row.resting, row.default, row.furthest) == ("Heart rate", "52", "50 to 120", "40 and 140")
    assert [field.value() for field in row.fields] == ["47", "120"]
    assert [row.look for row in page.context["limits_rows"]] == [
        "above 110", "below 94", "from 146", "from 95", "above 24",
    ]  # fmt: skip
    assert 'value="47"' in page.content.decode()


def test_the_start_records_what_was_typed_and_says_which_limit_cannot_be(cast, at, client_of):
    infusion = journey.ready_to_start(cast, at)
    client = client_of(cast.nurse)
    start = reverse("do", args=[infusion.pk, "start"])

    refused = client.post(start, {"form_key": uuid4(), "sys_high_mmhg": "190"})
    started = client.post(start, {"form_key": uuid4(), "sys_high_mmhg": "150"})

    assert refused.status_code == 422
    assert "high limit 190 mmHg is beyond 180" in refused.content.decode()
    assert started.status_code == 302
    assert Event.objects.get(kind="InfusionStarted").sys_high_mmhg == 150


def test_the_figure_draws_the_limits_signed_last(cast, at):
    infusion = journey.running(cast, journey.before(at, 5))
    other = {"hr_high_per_min": Decimal(110), "sys_high_mmhg": Decimal(150)}
    actions.sign_limits(infusion, limits=other, reason="asked", by=cast.nurse.pk, at=at)

    seen = snapshot(infusion, at)

    assert next(lane.high for lane in traces(seen).traces if lane.key == "hr_per_min") == 110
    assert pressures(seen).limit_sys == 150


@pytest.mark.parametrize(("password", "signed"), [(PASSWORD, 1), ("not mine", 0)])
def test_other_limits_need_the_password(cast, at, client_of, password: str, signed: int):
    infusion = journey.running(cast, journey.before(at, 5))
    typed = {"form_key": uuid4(), "password": password, "hr_high_per_min": "110", "reason": "asked"}

    client_of(cast.nurse).post(reverse("do", args=[infusion.pk, "limits"]), typed)

    assert Event.objects.filter(kind="LimitsSigned").count() == signed
