"""Is it working? The sentences claim no more than the days do."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ebb.clinic.followup.models import DiaryEntry
from ebb.clinic.followup.working import InfusionGiven, baseline, diary_figure, last_week, points_less, sentences
from ebb.figure.tests.reading import collisions

FIRST = date(2026, 11, 1)
TODAY = date(2026, 11, 20)
GIVEN = [InfusionGiven(FIRST, Decimal(35)), InfusionGiven(FIRST + timedelta(days=1), Decimal(40))]


def days(before: int, now: int, *, count_before: int = 8, count_now: int = 5) -> list[DiaryEntry]:
    """So many days of this pain before the first infusion, and in the last week."""
    return [DiaryEntry(on=FIRST - timedelta(days=back + 1), average=before) for back in range(count_before)] + [
        DiaryEntry(on=TODAY - timedelta(days=back), average=now) for back in range(count_now)
    ]


def words_of(entries: list[DiaryEntry], infusions: list[InfusionGiven]) -> list[str]:
    return sentences(baseline(entries, infusions), last_week(entries, TODAY))


def test_it_tells_the_two_means_and_their_difference():
    said = words_of(days(8, 5), GIVEN)

    assert said[0] == "In the two weeks before the first infusion the pain was 8.0 on average (8 diary days)."
    assert said[1] == "In the last 7 days it was 5.0 on average (5 diary days)."
    assert said[2].startswith("That is 3.0 points less (38 %).")
    assert "does not prove" in said[2]


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (days(8, 5, count_before=6), "6 diary days; 7 are needed"),
        (days(8, 5, count_now=3), "3 diary days; 4 are needed"),
        ([], "0 diary days"),
    ],
)
def test_too_few_days_say_nothing_about_working(entries, words):
    said = words_of(entries, GIVEN)

    assert words in " ".join(said)
    assert said[2] == "Not enough days yet to say whether it is working."


def test_before_the_first_infusion_there_is_nothing_to_compare():
    assert words_of(days(8, 5), [])[0] == "No infusion has been given yet."


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
    assert words in words_of(days(before, now), GIVEN)[2]


def test_days_of_the_infusions_belong_to_neither_week():
    between = [DiaryEntry(on=FIRST, average=10), DiaryEntry(on=FIRST + timedelta(days=3), average=10)]

    assert words_of(days(8, 5) + between, GIVEN) == words_of(days(8, 5), GIVEN)


def test_the_figure_holds_every_day_and_every_infusion():
    rows = diary_figure(
        [*days(8, 5), DiaryEntry(on=TODAY - timedelta(days=6), average=6, sleep_h=Decimal("5.5"))],
        GIVEN,
        TODAY,
        width=400,
    ).rows()

    assert [row.number for row in rows if row.panel == "Infusions"] == [35, 40]
    assert len([row for row in rows if row.panel.startswith("Pain")]) == 14
    assert [row.number for row in rows if row.panel == "Sleep"] == [5.5]


def test_an_empty_figure_is_still_a_figure():
    assert diary_figure([], [], TODAY, width=400).rows() == []


def test_the_drawing_for_a_phone_leaves_no_margin_empty():
    svg = diary_figure(days(8, 5), GIVEN, TODAY, width=340).svg()

    assert float(svg.split('data-x1="')[1].split('"')[0]) >= 315
    assert collisions(svg) == []


@pytest.mark.parametrize(
    ("entries", "points"), [(days(8, 5), "3.0"), (days(5, 8), "-3.0"), (days(8, 5, count_now=3), None)]
)
def test_the_change_is_a_number_only_when_both_means_are(entries, points):
    found = points_less(baseline(entries, GIVEN), last_week(entries, TODAY))

    assert found == (points and Decimal(points))
