from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.people.models import Chair
from ebb.clinic.vitals.models import Message

pytestmark = pytest.mark.django_db


def heard(bed: str, **values) -> None:
    now = timezone.now()
    Message.objects.create(
        received_at=now, peer="127.0.0.1", bed=bed, sender="SIM", control_id="1", payload_digest="0", kind="vitals",
        answer="AA", reason="", raw="MSH", probe_off="", doubtful="", **values,
    )  # fmt: skip


def test_a_bed_without_a_chair_and_what_was_not_understood_are_shown(cast, client_of):
    unmapped = [{"code": "1", "name": "Temp", "value": "384.5", "unit": "degC", "reason": "impossible value"}]
    heard("BED7", unmapped=unmapped)

    page = client_of(cast.nurse).get(reverse("monitors")).content.decode()

    assert "BED7" in page
    assert "Temp: impossible value" in page


def test_a_monitor_is_bound_and_a_taken_name_refused(cast, client_of):
    nurse, path = client_of(cast.nurse), reverse("monitors")

    bound = nurse.post(path, {"form_key": uuid4(), "chair": cast.plain_chair.pk, "bed": "BED7"})
    refused = nurse.post(path, {"form_key": uuid4(), "chair": cast.chair.pk, "bed": "BED7"})

    assert bound.status_code == 302
    assert refused.status_code == 422
    assert Chair.objects.get(bed="BED7") == cast.plain_chair


def test_another_houses_chair_cannot_be_bound(cast, client_of):
    stranger = client_of(cast.stranger)

    response = stranger.post(reverse("monitors"), {"form_key": uuid4(), "chair": cast.chair.pk, "bed": "X"})

    assert response.status_code == 422
    assert not Chair.objects.filter(bed="X").exists()
