"""Who came 16 hours ago and said nothing since is asked about on Today."""

from datetime import UTC, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.people.actions import come_on_site
from ebb.clinic.people.presence import CONFIRM_AFTER, stays_at
from ebb.clinic.record.models import Entry


@pytest.fixture
def came(cast: SimpleNamespace):
    """The prescriber, seventeen hours ago."""
    since = timezone.now() - CONFIRM_AFTER - timedelta(hours=1)
    come_on_site(site=cast.site, person=cast.prescriber, by=cast.prescriber.pk, at=since)
    return timezone.localtime(since, cast.site.zone)


def left_at(clock: str) -> dict[str, object]:
    return {"form_key": uuid4(), "clock": clock}


def test_only_they_say_that_they_are_still_here(came, cast, client_of):
    asked = [client_of(one).get(reverse("today")).content.decode() for one in (cast.prescriber, cast.nurse)]

    assert all("Pia Prescriber: still here since" in page for page in asked)
    assert ["I am still here" in page for page in asked] == [True, False]

    client_of(cast.prescriber).post(reverse("presence"), {"form_key": uuid4(), "here": "yes"})

    assert [stay.since_at for stay in stays_at(cast.site, timezone.now())] == [timezone.now()]


def test_a_colleague_writes_down_when_they_left(came, cast, client_of):
    gone = came + timedelta(hours=8)

    client_of(cast.nurse).post(reverse("departure", args=[cast.prescriber.pk]), left_at(f"{gone:%H:%M}"))

    entry = Entry.objects.get(chain=cast.site.pk, verb="left the site")
    assert not stays_at(cast.site, timezone.now())
    assert entry.happened_at == gone.replace(second=0, microsecond=0).astimezone(UTC)
    assert (entry.written_at, entry.actor) == (timezone.now(), cast.nurse.pk)


@pytest.mark.parametrize("clock", ["", "soon", "ahead"])
def test_a_time_that_has_not_come_is_refused(clock, came, cast, client_of):
    clock = f"{came + timedelta(hours=18):%H:%M}" if clock == "ahead" else clock

    page = client_of(cast.nurse).post(reverse("departure", args=[cast.prescriber.pk]), left_at(clock), follow=True)

    assert stays_at(cast.site, timezone.now())
    assert "time" in page.content.decode()


def test_a_stranger_writes_nothing_down(came, cast, client_of):
    where = reverse("departure", args=[cast.prescriber.pk])

    assert client_of(cast.stranger).post(where, left_at("10:00")).status_code == 404
