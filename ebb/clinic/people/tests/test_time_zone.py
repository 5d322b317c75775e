"""A site's days begin and its clocks go by its own time zone."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.environment import machine_time_zone
from ebb.clinic.people.actions import engage, open_site
from ebb.clinic.people.models import SYSTEM, Role

LATE = datetime(2027, 3, 10, 2, 30, tzinfo=UTC)
"""Still the evening of the ninth in Chicago, already the tenth in Auckland."""


@pytest.mark.parametrize(
    ("time_zone", "day"),
    [("America/Chicago", date(2027, 3, 9)), ("Pacific/Auckland", date(2027, 3, 10)), (None, date(2027, 3, 10))],
)
def test_a_day_of_a_site_is_its_own(time_zone, day, cast, settings):
    settings.TIME_ZONE = "UTC"
    cast.site.time_zone = time_zone

    assert cast.site.day_of(LATE) == day


def test_a_membership_begins_with_the_day_of_the_site(db):
    site = open_site(name="Lakeside", address="", emergency_phone="", time_zone="America/Chicago", by=SYSTEM, at=LATE)
    nurse = engage(
        site=site, username="nell", name="Nell", password=None, roles=[Role.NURSE], credentials={}, by=SYSTEM, at=LATE
    )

    membership = nurse.memberships.get()

    assert membership.from_on == date(2027, 3, 9)
    assert membership.is_in_force(LATE)


def test_a_page_goes_by_the_clock_of_its_site(cast, client_of):
    cast.site.time_zone = "America/Chicago"
    cast.site.save()

    with time_machine.travel(LATE, tick=False):
        page = client_of(cast.nurse).get(reverse("today"))

    assert "<h1>Tue 9 Mar</h1>" in page.content.decode()
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()


def test_the_manager_is_told_of_a_missing_zone_and_sets_it(cast, client_of, at):
    cast.site.time_zone = None
    cast.site.save()
    manager = engage(
        site=cast.site, username="mona", name="Mona", password=None, roles=[Role.MANAGER], credentials={},
        by=SYSTEM, at=at,
    )  # fmt: skip
    browser = client_of(manager)

    assert "has no time zone" in browser.get(reverse("today")).content.decode()
    browser.post(reverse("time-zone"), {"form_key": uuid4(), "time_zone": "Europe/Berlin"})

    cast.site.refresh_from_db()
    assert cast.site.time_zone == "Europe/Berlin"
    assert "has no time zone" not in browser.get(reverse("today")).content.decode()


def test_a_nurse_does_not_set_it(cast, client_of):
    assert client_of(cast.nurse).get(reverse("time-zone")).status_code == 404


@pytest.fixture
def etc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("EBB_TIME_ZONE", "TZ"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_machine_says_its_zone_by_its_link_its_file_or_its_environment(etc, monkeypatch):
    assert machine_time_zone(etc) is None
    (etc / "timezone").write_text("Europe/Berlin\n")
    assert machine_time_zone(etc) == "Europe/Berlin"
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/America/Argentina/Salta")
    assert machine_time_zone(etc) == "America/Argentina/Salta"
    monkeypatch.setenv("TZ", ":Asia/Kolkata")
    assert machine_time_zone(etc) == "Asia/Kolkata"


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "GMT0", "EST5EDT,M3.2.0", "America/Nowhere", "../etc/passwd"])
def test_a_machine_set_to_utc_or_to_nonsense_says_nothing_of_the_clinic(zone, etc, monkeypatch):
    (etc / "timezone").write_text("Europe/Berlin\n")
    monkeypatch.setenv("TZ", zone)

    assert machine_time_zone(etc) is None
