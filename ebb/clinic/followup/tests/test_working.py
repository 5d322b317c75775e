"""Is it working? The sentences claim no more than the days do."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ebb.clinic.followup.picture import picture
from ebb.clinic.followup.working import Day, Given, baseline, last_week, less, sentences
from ebb.figure.tests.reading import collisions

FIRST = date(2026, 11, 1)
TODAY = date(2026, 11, 20)
GIVEN = [Given(FIRST, Decimal(35)), Given(FIRST + timedelta(days=1), Decimal(40))]


def days(before: int, now: int, *, count_before: int = 8, count_now: int = 5) -> list[Day]:
    """So many days of this pain before the first infusion, and in the last week."""
    return [Day(FIRST - timedelta(days=back + 1), before) for back in range(count_before)] + [
        Day(TODAY - timedelta(days=back), now) for back in range(count_now)
    ]


def test_it_tells_the_two_means_and_their_difference():
    said = sentences(days(8, 5), GIVEN, TODAY)

    assert said[0] == "In the two weeks before the first infusion the pain was 8.0 on average (8 diary days)."
    assert said[1] == "In the last 7 days it was 5.0 on average (5 diary days)."
    assert said[2].startswith("That is 3.0 points less (38 %).")
    assert "does not prove" in said[2]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (days(8, 5, count_before=6), "6 diary days; 7 are needed"),
        (days(8, 5, count_now=3), "3 diary days; 4 are needed"),
        ([], "0 diary days"),
    ],
)
def test_too_few_days_say_nothing_about_working(told, words):
    said = sentences(told, GIVEN, TODAY)

    assert words in " ".join(said)
    assert said[2] == "Not enough days yet to say whether it is working."


def test_before_the_first_infusion_there_is_nothing_to_compare():
    assert sentences(days(8, 5), [], TODAY)[0] == "No infusion has been given yet."


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (8, 7, "smaller than people usually notice"),
        (5, 5, "the same as before"),
        (5, 7, "2.0 points more than before (40 %)"),
        (0, 3, "3.0 points more than before."),
        (4, 2, "does not prove"),
    ],
)
def test_what_the_difference_is_worth(before, now, words):
    assert words in sentences(days(before, now), GIVEN, TODAY)[2]


def test_days_of_the_infusions_belong_to_neither_week():
    between = [Day(FIRST, 10), Day(FIRST + timedelta(days=3), 10)]

    assert sentences(days(8, 5) + between, GIVEN, TODAY) == sentences(days(8, 5), GIVEN, TODAY)


def test_the_figure_holds_every_day_and_every_infusion():
    rows = picture([*days(8, 5), Day(TODAY - timedelta(days=6), 6, Decimal("5.5"))], GIVEN, TODAY, width=400).rows()

    assert [row.number for row in rows if row.panel == "Infusions"] == [35, 40]
    assert len([row for row in rows if row.panel.startswith("Pain")]) == 14
    assert [row.number for row in rows if row.panel == "Sleep"] == [5.5]


def test_an_empty_figure_is_still_a_figure():
    assert picture([], [], TODAY, width=400).rows() == []


def test_the_drawing_for_a_phone_leaves_no_margin_empty():
    svg = picture(days(8, 5), GIVEN, TODAY, width=340).svg()

    assert float(svg.split('data-x1="')[1].split('"')[0]) >= 315
    assert collisions(svg) == []


@pytest.mark.parametrize(
    ("told", "points"), [(days(8, 5), "3.0"), (days(5, 8), "-3.0"), (days(8, 5, count_now=3), None)]
)
def test_the_change_is_a_number_only_when_both_means_are(told, points):
    found = less(baseline(told, GIVEN), last_week(told, TODAY))

    assert found == (points and Decimal(points))
