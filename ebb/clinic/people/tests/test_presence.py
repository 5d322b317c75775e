"""Who counts as on site: both sides of each edge of the rule."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from ebb.clinic.people.actions import come_on_site, leave_site
from ebb.clinic.people.presence import CONFIRM_AFTER, Stay, counted, stays_at

CHICAGO = ZoneInfo("America/Chicago")
MOMENT = timedelta(seconds=1)


def came(at: datetime) -> Stay:
    return Stay(uuid4(), "Pia", at)


@pytest.mark.parametrize(
    ("since_last_word", "infusion_running", "counts"),
    [
        (CONFIRM_AFTER - MOMENT, False, True),
        (CONFIRM_AFTER, False, False),
        (CONFIRM_AFTER, True, True),
        (timedelta(days=3), True, True),
        (timedelta(days=3), False, False),
        (timedelta(0), False, True),
    ],
)
def test_after_sixteen_hours_only_a_running_infusion_holds_someone(since_last_word, infusion_running, counts, at):
    stay = came(at - since_last_word)

    assert bool(counted([stay], at, infusion_running=infusion_running)) is counts


@pytest.mark.parametrize(
    ("came_at", "at"),
    [
        (datetime(2027, 3, 9, 23, 50, tzinfo=CHICAGO), datetime(2027, 3, 10, 0, 10, tzinfo=CHICAGO)),
        # With EBB_TIME_ZONE left at UTC, its midnight is 18:00 in Chicago.
        (datetime(2027, 3, 9, 8, 0, tzinfo=CHICAGO), datetime(2027, 3, 9, 18, 1, tzinfo=CHICAGO)),
        (datetime(2027, 3, 9, 23, 59, tzinfo=UTC), datetime(2027, 3, 10, 0, 1, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("time_zone", ["America/Chicago", None])
def test_midnight_anywhere_ends_no_stay(came_at, at, time_zone, cast):
    cast.site.time_zone = time_zone
    come_on_site(site=cast.site, person=cast.prescriber, by=cast.prescriber.pk, at=came_at)

    [stay] = stays_at(cast.site, at)

    assert stay.since_at == came_at
    assert counted([stay], at, infusion_running=False) == [stay]


def test_the_last_word_before_a_moment_decides(cast, at):
    by = {"site": cast.site, "person": cast.prescriber, "by": cast.prescriber.pk}
    hour = timedelta(hours=1)
    come_on_site(**by, at=at - 30 * hour)
    come_on_site(**by, at=at - 10 * hour)
    leave_site(**by, at=at - 2 * hour)

    since = [[stay.since_at for stay in stays_at(cast.site, moment)] for moment in (at - 11 * hour, at - 3 * hour, at)]

    assert since == [[at - 30 * hour], [at - 10 * hour], []]


def test_a_departure_that_is_written_late_counts_from_when_it_was(cast, at):
    by = {"site": cast.site, "person": cast.prescriber, "by": cast.nurse.pk}
    come_on_site(**by, at=at - timedelta(hours=20))

    leave_site(**by, left_at=at - timedelta(hours=12), at=at)

    assert stays_at(cast.site, at - timedelta(hours=13))
    assert not stays_at(cast.site, at - timedelta(hours=11))


@pytest.mark.parametrize(
    ("clock", "left_on"),
    [(time(17, 30), date(2027, 3, 9)), (time(8, 1), date(2027, 3, 9)), (time(8), date(2027, 3, 10))],
)
def test_a_time_of_departure_is_the_first_after_they_came(clock, left_on):
    stay = came(datetime(2027, 3, 9, 8, 0, tzinfo=CHICAGO))

    assert stay.left_at(clock, CHICAGO) == datetime.combine(left_on, clock, CHICAGO)
