"""The time of the last drink and the last food is of the day that is chosen; one still to come is asked about."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ebb.clinic.infusion.forms.arrival import IntakeForm

NEW_YORK = ZoneInfo("America/New_York")
NINE = datetime.fromisoformat("2027-03-10T09:00-05:00")


def typed(at: datetime = NINE, **values: str) -> IntakeForm:
    usual = {"clear_fluid": "06:00", "clear_fluid_day": "today", "solid_food": "19:30", "solid_food_day": "yesterday"}
    with timezone.override(NEW_YORK):
        form = IntakeForm(at, usual | values)
        form.is_valid()
    return form


@pytest.mark.parametrize("clock", ["09:01", "12:00", "21:01", "23:59"])
def test_a_time_still_to_come_is_asked_about(clock: str) -> None:
    form = typed(clear_fluid=clock)

    assert form.errors["clear_fluid"] == [
        f"{clock} today has not come yet: it is 09:00. Correct it, or choose yesterday."
    ]


@pytest.mark.parametrize(
    ("clock", "day", "meant"),
    [
        ("09:00", "today", "2027-03-10T09:00-05:00"),
        ("08:59", "today", "2027-03-10T08:59-05:00"),
        ("00:00", "today", "2027-03-10T00:00-05:00"),
        ("09:01", "yesterday", "2027-03-09T09:01-05:00"),
        ("22:30", "yesterday", "2027-03-09T22:30-05:00"),
    ],
)
def test_the_day_is_the_one_chosen(clock: str, day: str, meant: str) -> None:
    form = typed(clear_fluid=clock, clear_fluid_day=day)

    with timezone.override(NEW_YORK):
        assert form.action_arguments()["clear_fluid_at"] == datetime.fromisoformat(meant)


def test_yesterday_is_the_sites_own_day_across_a_change_of_the_clocks() -> None:
    form = typed(datetime.fromisoformat("2027-03-14T08:00-04:00"), clear_fluid="05:00")

    with timezone.override(NEW_YORK):
        assert form.action_arguments()["solid_food_at"] == datetime(2027, 3, 14, 0, 30, tzinfo=UTC)


def test_a_day_that_is_not_said_is_no_day() -> None:
    assert "clear_fluid_day" in typed(clear_fluid_day="").errors
