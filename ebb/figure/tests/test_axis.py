from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ebb.figure import AxisError, ClockAxis, DaysAxis, FigureError, MinutesAxis, Words
from ebb.figure.tests.cast import START, at

WORDS = Words()


def test_it_places_an_instant_by_the_clock_and_not_by_the_zone_it_is_told_in() -> None:
    axis = ClockAxis(at(0), at(60), UTC)

    told_in_new_york = axis.seconds(at(30).astimezone(ZoneInfo("America/New_York")))

    assert told_in_new_york - axis.span[0] == 1800


def test_it_labels_round_times_of_the_clinics_own_wall() -> None:
    axis = ClockAxis(at(-7), at(120), ZoneInfo("Asia/Kolkata"))

    labels = [tick.label for tick in axis.ticks(6, WORDS)]

    assert labels == ["15:30", "16:00", "16:30", "17:00", "17:30"]


@pytest.mark.parametrize("most", [2, 3, 5, 8, 13])
def test_it_never_gives_more_ticks_than_asked_for(most: int) -> None:
    axes = [ClockAxis(at(-10), at(120), UTC), MinutesAxis(0, 5000), DaysAxis(-3, 4000)]

    counts = [len(axis.ticks(most, WORDS)) for axis in axes]

    assert max(counts) <= most


def test_it_counts_long_spans_in_hours() -> None:
    axis = MinutesAxis(0, 480)

    assert axis.caption(WORDS) == "h"
    assert [tick.label for tick in axis.ticks(5, WORDS)] == ["0", "2", "4", "6", "8"]


def test_it_parts_hours_in_halves_and_never_in_thirds() -> None:
    axis = MinutesAxis(0, 300)

    assert [tick.label for tick in axis.ticks(16, WORDS)] == [f"{half / 2:g}" for half in range(11)]


def test_it_writes_dates_once_it_knows_which_day_is_zero() -> None:
    axis = DaysAxis(0, 28, day_zero=date(2026, 11, 24))

    assert axis.seconds(date(2026, 12, 1)) == 7 * 86400
    assert axis.format(7 * 86400, WORDS) == "1 Dec"


@pytest.mark.parametrize("end", [at(0), at(-1)])
def test_it_refuses_an_axis_without_length(end: datetime) -> None:
    with pytest.raises(AxisError, match="must end after it starts"):
        ClockAxis(START, end, UTC)


def test_it_refuses_counted_axes_without_length() -> None:
    with pytest.raises(FigureError):
        MinutesAxis(5, 5)
    with pytest.raises(FigureError):
        DaysAxis(0, float("nan"))


def test_it_refuses_a_datetime_without_a_zone() -> None:
    axis = ClockAxis(at(0), at(60), UTC)

    with pytest.raises(AxisError, match="carry a time zone"):
        axis.seconds(datetime(2026, 11, 24, 10, 0))  # noqa: DTZ001


def test_it_refuses_an_instant_of_another_kind() -> None:
    with pytest.raises(AxisError):
        MinutesAxis(0, 60).seconds(START)
    with pytest.raises(AxisError):
        DaysAxis(0, 60).seconds(START)
    with pytest.raises(AxisError, match="day_zero"):
        DaysAxis(0, 60).seconds(date(2026, 11, 24))


def test_it_refuses_an_instant_that_is_no_number() -> None:
    with pytest.raises(AxisError, match="finite"):
        MinutesAxis(0, 60).seconds(float("inf"))
