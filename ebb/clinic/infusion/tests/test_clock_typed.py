"""A time typed at the chair is the last moment at which the clock of the site stood so."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ebb.clinic.infusion.forms.base import latest

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("at", "typed", "meant"),
    [
        ("2027-03-09T15:00Z", time(9, 50), "2027-03-09T14:50Z"),
        ("2027-03-10T05:10Z", time(23, 55), "2027-03-10T04:55Z"),
        # Clocks go forward: 03:05 comes ten minutes after 01:55.
        ("2027-03-14T07:05Z", time(1, 55), "2027-03-14T06:55Z"),
        # Clocks go back: 01:30 comes at 05:30Z and again at 06:30Z.
        ("2027-11-07T05:40Z", time(1, 30), "2027-11-07T05:30Z"),
        ("2027-11-07T06:20Z", time(1, 30), "2027-11-07T05:30Z"),
        ("2027-11-07T06:35Z", time(1, 30), "2027-11-07T06:30Z"),
        ("2027-11-07T07:10Z", time(1, 30), "2027-11-07T06:30Z"),
        ("2028-02-29T05:10Z", time(23, 55), "2028-02-29T04:55Z"),
    ],
)
def test_it_is_the_last_such_moment(at: str, typed: time, meant: str) -> None:
    with timezone.override(NEW_YORK):
        moment = latest(typed, datetime.fromisoformat(at))

    assert moment.astimezone(UTC) == datetime.fromisoformat(meant)
