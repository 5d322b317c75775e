from dataclasses import replace
from datetime import date

import pytest

from ebb.figure import (
    Bar,
    Bars,
    Curves,
    DaysAxis,
    Dots,
    Figure,
    FigureError,
    Line,
    Marks,
    MinutesAxis,
    Pressure,
    Pressures,
    ScoreRow,
    Scores,
    Steps,
    Trace,
    Traces,
)
from ebb.figure.tests.cast import CURVES, INFUSION, MONITOR, PRESSURE, RATE, SCORES, at, showing
from ebb.figure.tests.reading import SVG, collisions, parsed, path_pieces, series, texts

EMPTY = [Steps("Rate", "mL/h"), Curves("Predicted", "ng/mL"), Bars("Dose", "mg"), Traces("Monitor")]
EMPTY += [Pressures("Pressure"), Scores("Scores"), Marks("Events")]


@pytest.mark.parametrize("panel", EMPTY, ids=lambda panel: panel.label)
def test_an_empty_panel_says_so(panel: Steps) -> None:
    svg = showing(panel).svg()

    assert "nothing recorded" in texts(svg)
    assert collisions(svg) == []


def test_a_figure_without_panels_is_an_axis() -> None:
    assert "10:00" in texts(replace(INFUSION, panels=[]).svg())


def test_one_point_is_drawn() -> None:
    curves = Curves("Pain", "", [Line("fit", "solid", [(at(0), 4.0)])], [Dots("diary", [(at(0), 4.0)])])
    traces = Traces("Monitor", [Trace("hr_per_min", "HR", "/min", [(at(0), 70.0)])])

    svg = showing(curves, traces).svg()

    assert series(svg, "hr_per_min").get("d", "").endswith("h0")


def test_the_rate_shows_what_was_given_what_paused_and_what_is_planned() -> None:
    svg = showing(RATE).svg()

    assert [svg.count(f'class="{kind}"') for kind in ("given", "pause", "planned")] == [2, 1, 1]
    assert {"44.5", "paused", "55.6", "55.6 planned"} <= set(texts(svg))


def test_a_curve_changes_its_look_where_the_future_and_the_unknown_begin() -> None:
    paths = [p for p in parsed(showing(CURVES).svg()).iter(f"{SVG}path") if p.get("class") == "line solid main"]

    past, future, outside = paths
    pieces = [path_pieces(path.get("d", ""))[0] for path in paths]
    assert past.get("stroke-dasharray") is None
    assert future.get("stroke-dasharray") == outside.get("stroke-dasharray") is not None
    assert "--muted" in outside.get("stroke", "")
    assert pieces[0][-1] == pieces[1][0]
    assert pieces[1][-1] == pieces[2][0]


def test_a_value_too_old_to_pass_for_present_gives_way_to_its_age() -> None:
    fresh, old = (replace(showing(MONITOR), now=at(minutes)) for minutes in (33, 45))

    assert "HR 72" in texts(fresh.svg())
    assert "HR – 12 min" in texts(old.svg())
    assert "HR 72" not in texts(old.svg())


def test_the_latest_pressure_stands_with_its_time() -> None:
    assert {"149/92", "10:30"} <= set(texts(showing(PRESSURE).svg()))


def test_pressures_show_where_they_come_from() -> None:
    readings = [Pressure(at(n / 60), 150 + n % 7, 80 - n % 5, "line") for n in range(600)]
    svg = showing(
        Pressures("Pressure", [*readings, Pressure(at(12), 140, 90), Pressure(at(15), 130, 85, "typed")])
    ).svg()

    hem = series(svg, "abp").get("d", "")
    assert 20 < hem.count("M") < 120
    assert series(svg, "nibp").get("d", "").count("M") == 3


@pytest.mark.parametrize(("sys", "dia"), [(80, 120), (float("nan"), 80), (120, -5)])
def test_it_refuses_a_pressure_upside_down(sys: float, dia: float) -> None:
    with pytest.raises(FigureError, match="systolic"):
        showing(Pressures("Pressure", [Pressure(at(0), sys, dia)])).svg()


def test_high_scores_are_framed_and_bold() -> None:
    root = parsed(showing(SCORES).svg())

    bold = [text.text for text in root.iter(f"{SVG}text") if text.get("font-weight") and str(text.text).isdigit()]
    assert bold == ["3", "7"]


def test_scores_too_close_to_be_read_leave_a_sign() -> None:
    row = ScoreRow("pain", "Pain", [(at(n / 10), str(n), False) for n in range(5)])

    svg = showing(Scores("Scores", [row])).svg()

    assert svg.count('class="unwritten"') == 4
    assert "4" in texts(svg)


def test_a_diary_draws_days_and_doses() -> None:
    fit = Line("fit", "solid", [(float(day), 6.0) for day in range(30)], 20.0, band=[(0.0, 5.0, 7.0), (29.0, 4.0, 8.0)])
    pain = Curves("Pain", "0–10", [fit], [Dots("diary", [(3.0, 7.0)])], low=0, high=10)
    doses = Bars("Dose", "mg", [Bar(7.0, 37.1)])

    said = texts(Figure("Diary", "", DaysAxis(0, 29, date(2026, 11, 1)), [pain, doses], 20.0).svg())

    assert {"now 21 Nov", "37.1", "diary", "fit"} <= set(said)


def test_a_model_run_draws_minutes() -> None:
    panel = Curves("Concentration", "ng/mL", [Line("Kamp 2020", "solid", [(0.0, 0.0), (60.0, 120.0)])])

    said = texts(Figure("Run", "", MinutesAxis(0, 60), [panel], width=640).svg())

    assert {"min", "0", "60", "Kamp 2020"} <= set(said)


def test_it_refuses_what_it_cannot_draw() -> None:
    with pytest.raises(FigureError, match="dotted"):
        showing(Curves("Predicted", "", [Line("x", "wavy", [(at(0), 1.0)])])).svg()  # type: ignore[arg-type]
    with pytest.raises(FigureError, match="theme"):
        INFUSION.svg("poster")  # type: ignore[arg-type]
    with pytest.raises(FigureError, match="at least 280 px"):
        replace(INFUSION, width=100)
