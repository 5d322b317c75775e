"""The picture of a diary: what is drawn, what it says in words, and that it can be read at any width."""

from functools import cache

import numpy as np
import pytest

from ebb.figure import Bars, Curves, DaysAxis, Figure, Line
from ebb.figure.tests.reading import boxes, collisions, parsed, texts
from ebb.relief.diary import Diary, DiaryInfusion
from ebb.relief.drawing import figure_of
from ebb.relief.result import ReliefResult, fit
from ebb.relief.worlds import WEEKLY_SIX, linear_fade


@cache
def answered(name: str) -> ReliefResult:
    return fit(diaries()[name])


def diaries() -> dict[str, Diary]:
    usual = linear_fade(np.random.default_rng(1), WEEKLY_SIX).diary
    dosed = tuple(DiaryInfusion(day, 35.0 + day / 4) for day in usual.infusion_day)
    days = np.arange(400)
    scores = np.round(5 + 2 * np.sin(days / 9) + days % 3 - 1)
    return {
        "usual": usual,
        "dosed": Diary(usual.days, usual.pain, (*dosed, DiaryInfusion(102.0, 42.5))),
        "no infusion": Diary.of(range(20), [5, 6, 4, 7] * 5),
        "one day": Diary.of([3], [7]),
        "long": Diary(tuple(days), tuple(scores), tuple(DiaryInfusion(6.0 * n + 20, 35.0 + n % 3) for n in range(60))),
        "infusion to come": Diary.of(range(20), [5, 6] * 10, [25]),
        "all zeros": Diary.of(range(40), [0] * 40, [10, 17]),
        "infusions far off": Diary.of(range(20), [5, 6] * 10, [-500, 5, 900]),
    }


def lines(figure: Figure) -> dict[str, Line]:
    return {line.name: line for panel in figure.panels if isinstance(panel, Curves) for line in panel.lines}


def bars(figure: Figure) -> Bars:
    (panel,) = (panel for panel in figure.panels if isinstance(panel, Bars))
    return panel


@pytest.mark.parametrize("width", [280, 390, 960, 1440])
@pytest.mark.parametrize("name", diaries())
def test_nothing_written_touches_is_cut_or_leaves_the_page(name: str, width: int) -> None:
    svg = figure_of(answered(name), width).svg("print")

    assert collisions(svg) == []
    assert not any("…" in said for said in texts(svg))
    assert all(box.left >= 0 and box.right <= width for box in boxes(svg))
    assert parsed(svg).get("width") == str(width)


@pytest.mark.parametrize("name", diaries())
def test_all_that_is_drawn_of_pain_lies_from_0_to_10(name: str) -> None:
    drawn = lines(figure_of(answered(name))).values()

    bounds = [
        value for line in drawn for band in (line.band, line.inner_band) for row in band or () for value in row[1:]
    ]
    values = [value for line in drawn for _, value in line.points] + bounds
    assert all(0.0 <= value <= 10.0 for value in values)


def test_the_level_ends_and_the_forecast_begins_with_the_diary() -> None:
    result = answered("usual")

    drawn = lines(figure_of(result))

    last = result.diary.days[-1]
    level, forecast, another = drawn["level"], drawn["forecast"], drawn[f"with another on day {last + 1}"]
    assert (level.points[0][0], level.points[-1][0], level.future_from) == (result.diary.days[0], last, None)
    assert (forecast.points[0][0], forecast.future_from, len(forecast.points)) == (last + 1, last, 28)
    assert (another.points[0][0], another.style, another.band) == (last + 1, "dashed", None)
    assert [value for _, value in forecast.points] == pytest.approx(result.forecast().mean, abs=1e-3)
    assert [value for _, value in another.points] == pytest.approx(result.forecast_with().mean, abs=1e-3)


def test_the_levels_bands_are_its_quantiles_and_the_forecasts_says_it_holds_noise() -> None:
    result = answered("usual")

    drawn = lines(figure_of(result))

    ((_, low, high), (_, lower, upper)) = (
        band[50] for band in (drawn["level"].band or (), drawn["level"].inner_band or ())
    )
    quantiles = result.curve(result.diary.day[50:51]).quantiles((0.025, 0.25, 0.75, 0.975))[0]
    assert (low, lower, upper, high) == pytest.approx(quantiles, abs=1e-3)
    assert drawn["forecast"].band_name == "80 % of scores, noise included"
    assert (drawn["forecast"].band or ())[-1][1:] == pytest.approx(result.forecast().estimates()[-1].i80, abs=1e-3)


def test_without_an_infusion_nothing_is_said_of_infusions() -> None:
    figure = figure_of(answered("no infusion"))

    assert figure.title == "Pain, no infusion yet"
    assert list(lines(figure)) == ["level", "forecast"]
    assert len(figure.panels) == 1
    assert "Half-life" not in figure.description


def test_infusions_are_as_high_as_their_dose_and_planned_ones_are_told_apart() -> None:
    dosed, unknown = bars(figure_of(answered("dosed"))), bars(figure_of(answered("usual")))

    assert [(bar.value, bar.planned) for bar in dosed.bars[-2:]] == [(43.75, False), (42.5, True)]
    assert (dosed.unit, unknown.unit) == ("mg", "")
    assert {bar.value for bar in unknown.bars} == {None}


def test_a_planned_infusion_is_in_the_title_and_another_comes_after_it() -> None:
    figure = figure_of(answered("dosed"))

    assert figure.title == "Pain and relief, 7 infusions, 1 planned"
    assert lines(figure)["with another on day 103"].points[0][0] == 103
    assert "Planned, and taken into the forecast: day 102." in figure.description


def test_only_infusions_near_the_diary_widen_the_picture() -> None:
    assert figure_of(answered("infusion to come")).axis == DaysAxis(-0.5, 47.5)
    assert figure_of(answered("infusions far off")).axis == DaysAxis(-0.5, 47.5)


def test_a_gap_in_the_diary_has_no_dots() -> None:
    diary = Diary.of([0, 1, 2, 30, 31], [5, 6, 5, 4, 5])

    (pain,) = figure_of(fit(diary)).panels

    assert isinstance(pain, Curves)
    assert list(pain.dots[0].points) == [(0, 5.0), (1, 6.0), (2, 5.0), (30, 4.0), (31, 5.0)]


def test_a_further_line_is_drawn_with_the_others() -> None:
    truth = Line("truth", "solid", [(0.0, 5.0), (10.0, 4.0)], weight="thin")

    assert "truth" in texts(figure_of(answered("usual"), also=[truth]).svg())
